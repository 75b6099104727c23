internal import Kernel

extension FormatCatalogue {
  /// Source control, CI and deployments.
  static let delivery: [Format] = [
    Format(
      name: "git-log",
      rule: "40 or 64 hexadecimal digits and a byte 0x1F", example: GitLogReader.command,
      countedParts: ["commit"], matches: \.isGitLog, makeReader: { _ in GitLogReader() }),
    Format(
      name: "git-tags",
      rule: "lines of five fields between tabs: commit or tag, a name, a time, a full object name, "
        + "and for tag another one",
      example: GitTagsReader.command, countedParts: ["tag"],
      matches: \.isGitTags, makeReader: { _ in GitTagsReader() }),
    Format(
      name: "github-webhook",
      rule: "a JSON object of an \"action\" and what it was done to, a push or a commit status, "
        + "with addresses of GitHub's API",
      example: "cat \"$GITHUB_EVENT_PATH\"", countedParts: [], told: .byShape,
      matches: \.isGitHubEvent, makeReader: { _ in JSONShapesReader(.gitHub) }),
    Format(
      name: "github-rest",
      rule: "JSON with addresses of GitHub's API, or members that only its objects have",
      example: "gh api --paginate repos/OWNER/NAME/commits/SHA/check-runs", countedParts: [],
      told: .byShape, matches: \.isGitHubAnswer, makeReader: { _ in JSONShapesReader(.gitHub) }),
    Format(
      name: "gitlab-api", rule: "JSON with members that together only GitLab's objects have",
      example: "curl https://gitlab.example.com/api/v4/projects/ID/pipelines", countedParts: [],
      told: .byShape, matches: \.isGitLab, makeReader: { _ in JSONShapesReader(.gitLab) }),
    Format(
      name: "k8s-json", rule: "a JSON object with \"apiVersion\" and \"kind\"",
      example: "kubectl get rollouts,deployments -o json", countedParts: ["resource"],
      told: .byShape, matches: \.isKubernetes, makeReader: { _ in JSONShapesReader(.kubernetes) }),
    Format(
      name: "terraform-plan-json",
      rule: "a JSON object with \"format_version\" and members of a plan or a state",
      example: "terraform show -json PLAN", countedParts: ["change"],
      matches: \.isTerraformPlan, makeReader: { _ in JSONDocumentReader(.terraformPlan) }),
    Format(
      name: "terraform-log-jsonl",
      rule: "JSON lines whose first has \"@level\", \"@message\", \"@module\" and \"type\"",
      example: "terraform apply -json", countedParts: ["message"],
      matches: \.isTerraformLog, makeReader: { _ in JSONShapesReader(.terraformLog) }),
    Format(
      name: "cdevents-json",
      rule: "JSON whose first object has a \"context\" with a type that begins with dev.cdevents",
      example: "curl https://events.example.com/cdevents", countedParts: ["event"],
      matches: \.isCDEvent, makeReader: { _ in JSONShapesReader(.cdEvents) }),
    Format(
      name: "cloudevents-json",
      rule: "JSON whose first object has \"specversion\", \"type\" and \"source\"",
      example: "curl https://events.example.com/cloudevents", countedParts: ["event"],
      told: .byShape, matches: \.isCloudEvent, makeReader: { _ in JSONShapesReader(.cloudEvents) }),
  ]
}

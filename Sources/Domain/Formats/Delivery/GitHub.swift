internal import Kernel

extension JSONShapes {
  /// Answers of GitHub's REST API and payloads of its webhooks: an object of the same kind has the
  /// same part in both.
  static let gitHub = JSONShapes(
    title: "answer of GitHub",
    shapes: [
      Shape("error", "message", "documentation_url"),
      Shape("push", "ref", "before", "after", "commits"),
      Shape("workflow_run", "run_number", "head_sha", "status"),
      Shape("workflow_job", "run_id", "head_sha", "name", "status"),
      Shape("cli_run", "databaseId", "headSha"),
      Shape("check_suite", "check_runs_url", "head_sha"),
      Shape("check_run", "head_sha", "name", "status", "conclusion"),
      Shape("annotation", "annotation_level", "path"),
      Shape("status", "context", "state", "updated_at"),
      Shape("deployment_status", "deployment_url", "state"),
      Shape("deployment", "environment", "sha", "task"),
      Shape("review", "pull_request_url", "state", "user", "commit_id"),
      Shape("pull_request", "number", "head", "base", "state"),
      Shape("issue", "number", "title", "state", "labels"),
      Shape("release", "tag_name", "target_commitish"),
      Shape("asset", "browser_download_url", "size"),
      Shape("artifact", "archive_download_url", "size_in_bytes"),
      Shape("environment", "protection_rules", "name"),
      Shape("workflow", "path", "state", "badge_url"),
      Shape("protection", "required_pull_request_reviews", "url"),
      Shape("protection", "required_status_checks", "url"),
      Shape("protection", "enforce_admins", "url"),
      Shape("required_reviews", "dismiss_stale_reviews", "url"),
      Shape("required_checks", "contexts", "strict"),
      Shape("ruleset", "enforcement", "ruleset_source"),
      Shape("commit", "sha", "commit", "parents"),
      Shape("dispatch", "inputs", "ref", "workflow"),
    ],
    lists: [
      "workflow_runs", "jobs", "check_runs", "check_suites", "statuses", "artifacts",
      "environments",
      "workflows", "variables", "secrets", "deployments", "items",
    ],
    hoisted: [
      "deployment_status", "deployment", "check_run", "check_suite", "workflow_run", "workflow_job",
      "workflow_job_run", "review", "pull_request", "release", "registry_package", "merge_group",
      "alert", "issue", "rule",
    ],
    envelope: ["sender", "action"],
    context: [
      ("action", "/action"), ("commit", "/commit_oid"), ("ref", "/ref"),
      ("repository", "/repository/full_name"), ("sender", "/sender/login"), ("sha", "/sha"),
      ("since", "/since"),
    ])

  /// Members that every webhook's payload begins with, by its event.
  static let gitHubEvents = hoistedNames + ["installation", "requestor", "workflow", "changes"]

  private static let hoistedNames = gitHub.hoisted.map(\.description)
}

extension Beginning {
  private static let apiMarks = ["\"https://api.github.com/", "/api/v3/repos/"]
  private var namesGitHub: Bool { Beginning.apiMarks.contains { holds($0) } }

  /// An object with an action and what it was done to, a push or a status.
  var isGitHubEvent: Bool {
    let keys = firstKeys
    guard namesGitHub || keys.contains("sender") else { return false }
    if keys.contains("action") { return !keys.isDisjoint(with: JSONShapes.gitHubEvents) }
    return keys.isSuperset(of: ["ref", "before", "after"])
      || keys.isSuperset(of: ["id", "sha", "name", "context"])
      || keys.isSuperset(of: ["inputs", "ref"]) || keys.contains("sender")
  }

  /// Addresses of the API, members that only its objects have, or a counted list.
  var isGitHubAnswer: Bool {
    let keys = firstItemKeys
    if namesGitHub {
      return !keys.isDisjoint(with: ["url", "id", "total_count", "node_id", "sha"])
    }
    let telling: [Set<String>] = [
      ["annotation_level", "path"], ["databaseId", "headSha"], ["archive_download_url"],
      ["message", "documentation_url"],
    ]
    if telling.contains(where: { keys.isSuperset(of: $0) }) { return true }
    if keys == ["key_id", "key"] || keys == ["billable"] || keys == ["billable", "run_duration_ms"]
    {
      return true
    }
    let lists = JSONShapes.gitHub.lists.map(\.description)
    return keys == ["name", "created_at", "updated_at"]
      || keys.contains("total_count") && !keys.isDisjoint(with: lists)
  }
}

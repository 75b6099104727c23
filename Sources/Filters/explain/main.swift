import Kernel
import Policy
import Reporting

let declaration = Declaration(
  name: "explain",
  summary: "Explain a decision to a person: why, since when, and what would make it go",
  description: [
    "Reads a decision and, behind it, the records it rests on. Of each rule that does not pass it "
      + "says what was wanted and found, the release that shows it first (--history), its evidence with "
      + "file and line, a jq command that shows what is behind it in those files, what helps, and the "
      + "waive command where a waiver may cover it.",
    "At the end stands the least that would have to be otherwise for the release to go. A record "
      + "that several rules count is named once; of rules that count records no smaller set would do.",
    "--format github writes workflow commands that annotate a run and its files, gitlab a code "
      + "quality report. --map writes the troubleshooting map of the policies that are operands.",
  ],
  memory: "Constant: what the decision lists, and 200 bytes for each rule of each earlier "
    + "decision.",
  options: [
    Option("policy", argument: "FILE", help: "The policy that the decision was made by"),
    Option(
      "history", argument: "FILE",
      help: "Earlier decisions, as complete streams, such as recall --type decision writes",
      repeats: true),
    Option(
      "format", argument: "FORM", help: "What to write", standard: "terminal",
      choices: ["terminal", "markdown", "github", "gitlab"]),
    Option(
      "map", help: "Write the troubleshooting map of the policies that are operands, and exit"),
  ] + TerminalForm.options,
  examples: [
    .init(
      "Why the release candidate does not go",
      "explain --policy policy.jsonl decision.jsonl records.jsonl"),
    .init(
      "Annotations in a GitHub workflow, and a summary of the step",
      "explain --policy policy.jsonl --format github decision.jsonl records.jsonl; explain "
        + "--policy policy.jsonl --format markdown decision.jsonl records.jsonl >> "
        + "\"$GITHUB_STEP_SUMMARY\""),
  ],
  writesRecords: false)

Filter.main(declaration) { run throws(Failure) in
  if run.options.isGiven("map") {
    var policies: [Policy] = []
    for path in run.options.operands {
      policies.append(try Policy(try WholeFile.bytes(path), file: path))
    }
    return try run.show(TroubleshootingMap.text(policies))
  }
  guard let path = run.options.value("policy") else {
    throw .usage("--policy FILE is needed: the one that the decision was made by")
  }
  let policy = try Policy(try WholeFile.bytes(path), file: path)
  var history = DecisionHistory()
  let earlier = run.options.values("history")
  if !earlier.isEmpty {
    let reader = run.reader(over: earlier)
    while let record = try reader.next() {
      if let fault = history.hear(record, of: policy) { throw .data(record.place, fault) }
    }
  }
  let reader = run.reader()
  var explanation: Explanation?
  while let record = try reader.next() {
    if explanation == nil {
      guard record.type == "sluice.decision.v1" else {
        throw .data(record.place, "no decision, one in front of all records would be right")
      }
      let decision = JSON(record.root)
      explanation = try Explanation(
        decision, policy: policy, file: path, history: history.before(decision))
    } else {
      explanation?.hear(record)
    }
  }
  guard var explanation else {
    throw .data(Place("input"), "no decision, there is nothing to explain")
  }
  explanation.finish()
  try run.writer.write(text: try text(of: explanation, run.options))
  return .done
}

private func text(
  of explanation: Explanation, _ options: ParsedOptions
) throws(Failure) -> String {
  switch options.value("format") {
  case "markdown": return MarkdownRenderer.render(explanation.document)
  case "github": return GitHubRenderer.render(explanation.annotations)
  case "gitlab":
    return GitLabRenderer.render(
      explanation.annotations, standard: options.value("policy") ?? "")
  default:
    return TerminalRenderer(try TerminalForm(options)).render(explanation.document)
  }
}

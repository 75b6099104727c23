import Kernel
import Policy
import Records
import Trust

let declaration = Declaration(
  name: "gate",
  summary: "Decide by a policy whether a release may go",
  description: [
    "Reads records of every kind and a policy, and writes one sluice.decision.v1 record that lists "
      + "every rule with what it wanted, what it got and by which evidence. Evidence that is "
      + "missing, stale or unknown is never a pass: what it is worth stands in the rule, hard when "
      + "the rule is silent. Evidence of another commit or release does not count.",
    "The same records in any order, with the same policy and --at, give the same bytes. Only a "
      + "complete stream is decided on; anything else ends with status 76 and no decision, unless "
      + "--accept unverified says otherwise, which the decision then shows.",
    "With --history a decision names the one before it, compares with the last that was go, counts how "
      + "often a rule was breached in a row, and holds the policy against that of the last go: a looser "
      + "one is a breach of its own. --replay decides anew what was decided and --diff compares "
      + "two decisions; both write a sluice.difference.v1 record and end with status 1 when the "
      + "bytes differ.",
  ],
  memory: "What --memory allows, beyond it on disk: at most 70 bytes for each record, and 8 for "
    + "each value that an aggregate is taken of.",
  options: [
    Option(
      "policy", argument: "FILE", help: "The policy: JSON lines, a header and one rule a line"),
    .at,
    Option(
      "history", argument: "FILE",
      help: "Earlier decisions, as complete streams: what this one follows on", repeats: true),
    Option("first", help: "There is no earlier decision; only for a policy with \"chain\":true"),
    Option(
      "previous-policy", argument: "FILE",
      help: "The policy of the last go, or of the first decision while there is none, when it is "
        + "another one"),
    Option("check-policy", help: "Say the policy in words, refuse contradictions, and exit"),
    Option(
      "replay", argument: "DECISION",
      help: "Take time, release and commit from this decision, decide anew and compare"),
    Option(
      "diff", argument: "OLD", help: "Say which rules flipped from OLD to the operand, and exit"),
    Option("release", argument: "NAME", help: "The release that is decided on"),
    Option("commit", argument: "HASH", help: "The commit that is decided on"),
    Option(
      "environment", argument: "NAME",
      help: "The environment that is decided on, for waivers that hold in one only"),
    Option(
      "waivers", argument: "FILE",
      help: "Signed waivers, one DSSE envelope a line; needs --trust", repeats: true),
    Option("trust", argument: "FILE", help: "The trust file that says who may waive what"),
    TrustChain.versionOption,
    Option(
      "checkpoint", argument: "FILE",
      help: "The signed checkpoint of the log that holds the evidence; the decision pins it"),
    Option("key", argument: "FILE", help: "The key that must have signed the checkpoint"),
    Option(
      "log", argument: "FILE",
      help: "The log of the checkpoint: shows that it begins with that of the decision before, and "
        + "holds the decision to go back to"),
    Option(
      "accept", argument: "STATUS", help: "Decide on an unverified stream as well",
      choices: ["unverified"]),
    StateMemory.option,
  ],
  examples: [
    .init(
      "Decide on a nightly run",
      "gate --policy samples/policies/nightly.jsonl --at 2026-11-20T06:00:00Z out/records.jsonl")
  ],
  answerIsNo: "no-go, or with --replay and --diff: not the same")

Filter.main(declaration) { run throws(Failure) in
  if let old = run.options.value("diff") { return try compareDecisions(old, run) }
  let path = try run.options.required("policy")
  let policy = try Policy(try WholeFile.bytes(path), file: path)
  if run.options.isGiven("check-policy") { return try reviewPolicy(policy, path, run) }
  let replayed = try run.options.value("replay").map { path throws(Failure) in
    try readDecision(path, run)
  }
  var context = try DecisionContext(run.options, replaying: replayed)
  if let expires = policy.expires, context.at >= expires {
    throw .configuration(Place(path, line: 1), "the policy expired at \(expires.description)")
  }
  let checkpoint = try pinnedCheckpoint(run.options)
  context.log = checkpoint.map { ($0.size, $0.root.base64) }
  context.history = try readHistory(run, of: policy)
  context.logFacts = try readLog(run.options, checkpoint, for: context.history)
  context.isFirst = run.options.isGiven("first")
  context.environment = run.options.value("environment").map { ByteString($0) }
  context.waivers = try readWaivers(run, at: context.at)
  context.previousPolicy = try readPreviousPolicy(run.options, context.history)
  let reader = run.reader()
  var judge = try Judge(policy, memory: run.stateMemory())
  while let record = try reader.next() { try judge.hear(record, in: context) }
  try run.requireComplete(accepting: run.options.isGiven("accept") ? .unverified : .complete)
  context.status = reader.status
  context.rejects = reader.rejects
  let (decision, isGo) = judge.decide(context)
  run.outputStatus = .complete
  if let replayed {
    let difference = DecisionDifference(replayed, decision)
    try run.writer.emit(difference.record)
    return difference.isSame ? .done : .answerIsNo
  }
  try run.writer.emit(decision)
  return isGo ? .done : .answerIsNo
}

extension DecisionContext {
  /// Time, release and commit as the command line says, or as in the decision that is replayed.
  init(_ options: ParsedOptions, replaying decision: JSON?) throws(Failure) {
    if let decision {
      for name in ["at", "release", "commit"] where options.isGiven(name) {
        throw .usage("--\(name) and --replay: only one of them is right")
      }
      guard let at = decision["data"]?["at"]?.instant else {
        throw .usage("--replay: a decision without data.at")
      }
      self.init(
        at: at, release: decision["data"]?["release"]?.string, commit: decision["commit"]?.string)
      return
    }
    self.init(
      at: try options.requiredInstant("at"),
      release: options.value("release").map { ByteString($0) },
      commit: options.value("commit").map { ByteString($0) })
  }
}

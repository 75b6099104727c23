import Kernel
import Policy
import Records

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
  ],
  memory: "What --memory allows, beyond it on disk: at most 70 bytes for each record, and 8 for "
    + "each value that an aggregate is taken of.",
  options: [
    Option(
      "policy", argument: "FILE", help: "The policy: JSON lines, a header and one rule a line"),
    .at,
    Option("release", argument: "NAME", help: "The release that is decided on"),
    Option("commit", argument: "HASH", help: "The commit that is decided on"),
    Option(
      "checkpoint", argument: "FILE",
      help: "The signed checkpoint of the log that holds the evidence; the decision pins it"),
    Option("key", argument: "FILE", help: "The key that must have signed the checkpoint"),
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
  answerIsNo: "no-go")

Filter.main(declaration) { run throws(Failure) in
  guard let path = run.options.value("policy") else {
    throw .usage("--policy FILE is needed")
  }
  guard let at = try run.options.instant("at") else {
    throw .usage("--at TIME is needed, such as --at \"$(date -u +%FT%TZ)\"")
  }
  let policy = try Policy(try WholeFile.bytes(path), file: path)
  if let expires = policy.expires, at >= expires {
    throw .configuration(Place(path, line: 1), "the policy expired at \(expires.description)")
  }
  var context = DecisionContext(
    at: at, release: run.options.value("release").map { ByteString($0) },
    commit: run.options.value("commit").map { ByteString($0) })
  context.log = try pinnedLog(run.options)
  let reader = run.reader()
  var judge = try Judge(policy, memory: run.stateMemory())
  while let record = try reader.next() { try judge.hear(record, in: context) }
  try run.requireComplete(accepting: run.options.isGiven("accept") ? .unverified : .complete)
  context.status = reader.status
  context.rejects = reader.rejects
  let (decision, isGo) = judge.decide(context)
  try run.writer.emit(decision)
  run.outputStatus = .complete
  return isGo ? .done : .answerIsNo
}

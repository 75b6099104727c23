import Kernel
import Policy
import Records
import Schema

/// The one decision of a file, which must be a complete stream.
func readDecision(_ path: String, _ run: Run) throws(Failure) -> JSON {
  let reader = run.reader(over: [path])
  var found: JSON?
  while let record = try reader.next() {
    guard record.type == "sluice.decision.v1" else { continue }
    guard found == nil else { throw .data(record.place, "a second decision, one would be right") }
    found = JSON(record.root)
  }
  try run.requireComplete()
  guard let found else { throw .data(Place(path), "no decision, one would be right") }
  return found
}

/// The earlier decisions that `--history` names; nil when it names none.
func readHistory(_ run: Run, of policy: Policy) throws(Failure) -> DecisionHistory? {
  let paths = run.options.values("history")
  if paths.isEmpty { return nil }
  var history = DecisionHistory()
  let reader = run.reader(over: paths)
  while let record = try reader.next() {
    if let fault = history.hear(record, of: policy) { throw .data(record.place, fault) }
  }
  try run.requireComplete()
  return history
}

/// The policy that `--previous-policy` names, which must be the one that the last go was decided by.
func readPreviousPolicy(
  _ options: ParsedOptions, _ history: DecisionHistory?
) throws(Failure) -> Policy? {
  guard let path = options.value("previous-policy") else { return nil }
  let policy = try Policy(try WholeFile.bytes(path), file: path)
  guard let digest = history?.standardPolicyDigest else {
    throw .usage("--previous-policy needs --history FILE with the decision that it made")
  }
  guard digest == ByteString(policy.digest) else {
    throw .configuration(
      Place(path), "SHA-256 \(policy.digest), the last go was decided by \(digest)")
  }
  return policy
}

/// Explains the policy on standard output; what cannot be meant ends the run.
func reviewPolicy(_ policy: Policy, _ path: String, _ run: Run) throws(Failure) -> ExitStatus {
  let review = PolicyReview(policy)
  let status = try run.show(review.text)
  for (rule, type) in review.types {
    guard let kind = SchemaCatalogue.meant(by: type.description) else { continue }
    run.warn("rule \"\(rule)\": no kind of records is \(type), perhaps \(kind) is meant")
  }
  for contradiction in review.contradictions.dropLast() { run.warn(contradiction) }
  if let last = review.contradictions.last { throw .configuration(Place(path), last) }
  return status
}

/// Says what flipped between the decisions of two files; status 1 when they differ.
func compareDecisions(_ old: String, _ run: Run) throws(Failure) -> ExitStatus {
  guard run.options.operands.count == 1, let new = run.options.operands.first else {
    throw .usage("--diff OLD NEW: two files with a decision are right")
  }
  let difference = DecisionDifference(try readDecision(old, run), try readDecision(new, run))
  try run.writer.emit(difference.record)
  return difference.isSame ? .done : .answerIsNo
}

import Kernel
import Records
import Trust

/// Passes the input on when what it is about is approved. Otherwise it passes nothing: throws
/// `Failure.refused` with where the approval stands.
func check(_ run: Run) throws(Failure) {
  for name in ["ask", "reject", "key", "actor", "reason", "expires", "no-input", "audit"]
  where run.options.isGiven(name) {
    throw .usage("--check and --\(name): one is right")
  }
  let at = try run.options.requiredInstant("at")
  var subject = Subject()
  var statements: [JSON] = []
  let staged = Spool(limit: 16 << 20)
  let reader = run.reader()
  while let record = try reader.next() {
    try subject.hear(record)
    if record.type == "sluice.approval.v1" || record.type == "sluice.request.v1" {
      statements.append(JSON(record.root))
    }
    try staged.append(line: record.bytes)
  }
  try run.requireComplete()
  guard let digest = try what(subject, run)["digest"]?.string else { return }
  let standing = ApprovalStanding(of: digest, in: statements, at: at)
  guard standing.isApproved else { throw .refused(standing.message) }
  try staged.forEachLine { (line) throws(Failure) in try run.writer.pass(line) }
}

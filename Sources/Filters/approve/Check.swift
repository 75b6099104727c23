import Kernel
import Records
import Trust

/// Passes the input on when what it is about is approved. Otherwise it passes nothing: throws
/// `Failure.refused` with where the approval stands.
func check(_ run: Run) throws(Failure) {
  // What belongs to a statement of one's own; how streams are read and written holds for both.
  for option in declaration.options where option.group == .own {
    guard !["check", "at", "artifact"].contains(option.name) else { continue }
    if run.options.isGiven(option.name) {
      throw .usage("--check and --\(option.name): one is right")
    }
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
  guard let digest = try what(subject, run)["digest"]?.string else {
    throw .software("there is no digest to look for an approval of")
  }
  let standing = ApprovalStanding(of: digest, in: statements, at: at)
  guard standing.isApproved else { throw .refused(standing.message) }
  try staged.forEachLine { (line) throws(Failure) in try run.writer.pass(line) }
}

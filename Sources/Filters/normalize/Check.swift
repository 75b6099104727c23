import Kernel
import Schema

/// Passes on the records that are what the schema of their kind says.
func check(_ run: Run) throws(Failure) -> ExitStatus {
  for option in ["map", "source", "set"] where run.options.isGiven(option) {
    throw .usage("--\(option) makes records, and --check makes none")
  }
  let check = try RecordCheck()
  let reader = run.reader()
  while let record = try reader.next() {
    var violations = check.violations(of: record.root)
    guard let last = violations.popLast() else {
      try run.writer.pass(record.bytes)
      continue
    }
    for violation in violations { run.warn("\(record.place): \(violation)") }
    try reader.refuse(record, reason: last.description)
  }
  return .done
}

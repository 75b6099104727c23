import Kernel
import Records
import Redaction
import Trust

let declaration = Declaration(
  name: "redact",
  summary: "Class records, mask what must not be seen, and stop what is classed too high",
  description: [
    "Reads records and rules, one JSON object a line: which records (select), what of them (fields, "
      + "names of members, or what detectors find in texts), its class, and the mask that takes its "
      + "place: drop, hash with a secret key, or the last characters. Each record's class is the "
      + "highest of what is left in it, and stands in dataclassification.",
    "Detectors know payment cards and IBANs by their check digits, e-mail addresses, access tokens, "
      + "JSON Web Tokens, private keys, and passwords in URLs. What has no such form they do not "
      + "find: rules for fields come first.",
    "A record above the class of --allow is refused: the run ends, unless --on-error says otherwise. "
      + "The last record, sluice.audit.v1, tells how many values each rule masked, and none of them.",
  ],
  options: [
    Option("rules", argument: "FILE", help: "The rules"),
    Option(
      "allow", argument: "CLASS", help: "The highest class that may go on; any unless given"),
    Option(
      "key", argument: "FILE",
      help: "The secret of hashed values: a file of at least 16 bytes, mode 0600"),
  ],
  examples: [
    .init(
      "Mask people and secrets before records leave the house",
      "redact --rules samples/redaction.jsonl --key salt --allow internal records.jsonl > open.jsonl"
    )
  ])

Filter.main(declaration) { run throws(Failure) in
  let path = try run.options.required("rules")
  let rules = try RedactionRules(try WholeFile.bytes(path), file: path)
  let key = try maskKey(run.options)
  if rules.needsKey, key == nil { throw .usage("--key FILE is needed, a rule hashes") }
  var redactor = try Redactor(
    rules, key: key, allowed: run.options.value("allow").map { ByteString($0) })
  let reader = run.reader()
  let line = ByteBuffer()
  while let record = try reader.next() {
    line.removeAll()
    switch redactor.redact(record, to: line) {
    case .unchanged: try run.writer.pass(record.bytes)
    case .changed: try run.writer.pass(line.view)
    case .refused(let reason): try reader.refuse(record, reason: reason)
    }
  }
  try run.writer.emit(redactor.report())
  return .done
}

private func maskKey(_ options: ParsedOptions) throws(Failure) -> MaskKey? {
  guard let path = options.value("key") else { return nil }
  let secret: ByteString
  do throws(TrustError) { secret = try SmallFile.secret(path) } catch { throw error.failure }
  guard let key = MaskKey(secret) else {
    throw .configuration(
      Place(path), "fewer than \(MaskKey.leastByteCount) bytes, which could be tried out")
  }
  return key
}

import Kernel
import Records
import Schema

let declaration = Declaration(
  name: "schema",
  summary: "Show what the records of each kind hold",
  description: [
    "Lists the kinds of records, or writes the JSON Schema (2020-12) of those that are named: each "
      + "field with its type, unit and meaning.",
    "Within a major version fields may be added to a kind, and values to those that a field may have; "
      + "nothing is renamed, retyped or taken away. --against holds the schemas to that: it compares them with the "
      + "fields that --fields wrote at an earlier release. What has to break begins a new major version, and "
      + "migrate takes records there and back.",
  ],
  operands: .names("KIND"),
  options: [
    Option("example", help: "Write a record of each kind as an example, one a line"),
    Option("fields", help: "Write the fields of each kind, one a line, as JSON"),
    Option(
      "against", argument: "FILE",
      help: "Write what changed since --fields wrote FILE, with status 1 when anything breaks"),
  ],
  examples: [
    .init("What a metric record looks like", "schema --example metric | head -n 1 | jq ."),
    .init(
      "All fields that have to do with time",
      "schema --fields | jq -r 'select(.field | test(\"_at$\")) | .kind + .field'"),
    .init(
      "Whether a change keeps readers of the last release right",
      "schema --against docs/schema/released.jsonl"),
  ],
  writesRecords: false,
  answerIsNo: "a change since --against breaks readers or writers")

Filter.main(declaration) { run throws(Failure) in
  let options = run.options
  let forms = ["example", "fields", "against"].filter { options.isGiven($0) }
  guard forms.count < 2 else { throw .usage("--\(forms[0]) and --\(forms[1]) exclude each other") }
  for kind in options.operands where !SchemaCatalogue.kinds.contains(kind) {
    let hint = Suggestion.hint(SchemaCatalogue.kind(of: kind), among: SchemaCatalogue.kinds)
    throw .usage("\(kind): no kind of records\(hint); schema alone lists them")
  }
  let kinds = options.operands.isEmpty ? SchemaCatalogue.kinds : options.operands
  if let path = options.value("against") { return try compare(path, kinds, run) }
  return try run.show(try text(of: kinds, run))
}

private func text(of kinds: [String], _ run: Run) throws(Failure) -> ByteString {
  let buffer = ByteBuffer()
  for kind in kinds {
    if run.options.isGiven("example") {
      buffer.append(try SchemaCatalogue.example(of: kind))
      buffer.append("\n")
    } else if run.options.isGiven("fields") {
      for field in try SchemaField.all(of: kind) {
        buffer.append(field.json.canonical)
        buffer.append("\n")
      }
    } else if run.options.operands.isEmpty {
      return try SchemaCatalogue.list()
    } else {
      buffer.append(SchemaCatalogue.text(for: kind) ?? "")
    }
  }
  return buffer.string
}

private func compare(_ path: String, _ kinds: [String], _ run: Run) throws(Failure) -> ExitStatus {
  var old: [SchemaField] = []
  var isEmpty = true
  try WholeFile.forEachSetting(in: path) { (line, place) throws(Failure) in
    guard let field = SchemaField(line) else {
      throw .configuration(place, "no line of schema --fields")
    }
    isEmpty = false
    if run.options.operands.isEmpty || kinds.contains(field.kind.description) { old.append(field) }
  }
  // Beside no fields at all, nothing would break.
  if isEmpty { throw .configuration(Place(path), "no fields, as schema --fields writes them") }
  var new: [SchemaField] = []
  for kind in kinds { new += try SchemaField.all(of: kind) }
  let changes = SchemaChange.all(from: old, to: new)
  _ = try run.show(ByteString(changes.map(\.text).joined()))
  return changes.contains { $0.isBreaking } ? .answerIsNo : .done
}

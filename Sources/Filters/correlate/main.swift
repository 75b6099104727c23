import Correlation
import Kernel

let declaration = Declaration(
  name: "correlate",
  summary: "Say which records belong together",
  description: [
    "Records that share a commit, run, artifact, deployment, incident, alert or trace belong "
      + "together, and so do those that others join. Each record goes on in its place with the "
      + "correlationid of its component, which is derived from the component's smallest key and "
      + "so is the same on every machine and in any order of input. A record without any of these "
      + "keys goes on as it stands."
  ],
  memory: "About 100 bytes for each distinct value of a key; the records themselves are put aside, "
    + "beyond --memory on disk.",
  options: [
    Option(
      "key", argument: "NAME",
      help: "Join by this attribute instead of the usual ones", repeats: true),
    Spool.memoryOption,
  ],
  examples: [
    .init(
      "How many records each story has",
      "correlate records.jsonl | jq -r '.correlationid // empty' | sort | uniq -c")
  ])

Filter.main(declaration) { run throws(Failure) in
  let named = run.options.values("key").map { ByteString($0) }
  var components = Components(keys: named.isEmpty ? Components.standardKeys : named)
  let spool = Spool(limit: try run.options.size("memory") ?? 0)
  let reader = run.reader()
  while let record = try reader.next() {
    components.add(record)
    try spool.append(line: record.bytes)
  }
  components.finish()
  try spool.forEachRecord { record throws(Failure) in
    if let id = components.id(of: record) {
      try run.writer.emit(record, adding: "correlationid", id.hex)
    } else {
      try run.writer.pass(record.bytes)
    }
  }
  return .done
}

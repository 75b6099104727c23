import Kernel
import Lineage
import Records

let declaration = Declaration(
  name: "lineage-build",
  summary: "Trace evidence to its source and list what is missing",
  description: [
    "Reads records and writes sluice.edge.v1 records from their keys, in the words of W3C PROV: "
      + "evidence wasGeneratedBy a run, a run used a commit, a release and a commit wasDerivedFrom "
      + "commits; states of one deployment, incident or alert are its specializationOf, and an effect "
      + "wasInfluencedBy the cause that correlate found. Each edge names the record that says so. "
      + "Edges of others are taken in as well.",
    "What should be there and is not becomes a sluice.hole.v1 record that names what would fill "
      + "it: evidence without a commit, and a commit that no change record describes. So does what "
      + "contradicts itself: a cycle, a run or release of two commits, one name with two digests.",
    "Rules say what else must be there: {\"rule\":\"artifact-has-tests\",\"for\":{\"type\":"
      + "\"artifact\"},\"needs\":{\"type\":\"test\"},\"among\":\"commit\",\"missing\":\"tests of "
      + "the commit\"} wants for every artifact a test of the same commit. Without among it is "
      + "sought in what the record came from, with descendants in what came from it. A rule that no "
      + "record is for is a hole itself, unless \"optional\":true. \"each\":{\"/data/labels/tenant\":"
      + "[\"same\",\"other\"]} wants one of each value and writes a sluice.matrix.v1 record for "
      + "each record that the rule is for.",
    "Links say where records name what they are about: {\"link\":\"requirement\",\"at\":["
      + "\"/data/name\",\"/data/body\"],\"prefix\":\"REQ-\"} makes a node requirement:REQ-7 of each "
      + "such word in these texts. \"among\":\"requirement\" then wants a record that names the same "
      + "one itself.",
  ],
  memory: "What --memory allows, beyond it on disk: about 100 bytes and its name for each node, 60 "
    + "for each edge. Besides about 400 bytes for each hole, run and artifact, and for each record "
    + "of --evidence and node of a drawing.",
  options: [
    Option(
      "rules", argument: "FILE", help: "What must be there, and links: JSON lines", repeats: true),
    Option(
      "format", argument: "FORM",
      help: "What to write; all but records is text without holes and without an end record",
      standard: "records", choices: ["records", "dot", "mermaid", "prov", "openlineage"]),
    Option("ancestors", argument: "ID", help: "Only the edges to what this node came from"),
    Option("descendants", argument: "ID", help: "Only the edges from what came from this node"),
    Option("path", argument: "ID", help: "Only the edges on ways from this node back to --to"),
    Option(
      "diff", argument: "FILE",
      help: "Only the edges that are added to, or removed from, those of the records of another "
        + "release in FILE; records are told by kind and subject there"),
    Option("to", argument: "ID", help: "Where the ways of --path end"),
    Option(
      "evidence", argument: "RELEASE",
      help: "Write a sluice.evidence.v1 record with kind, id and SHA-256 of every record of this "
        + "release, or of none; needs a complete input stream"),
    Option(
      "fail-on", argument: "WHAT", help: "End with status 1 when there is a hole",
      choices: ["hole"]),
    StateMemory.option,
  ],
  examples: [
    .init(
      "What does not trace to a commit",
      "lineage-build records.jsonl | jq -r 'select(.type == \"sluice.hole.v1\") | .data.missing'"),
    .init(
      "A picture of what an artifact came from",
      "lineage-build --ancestors sha256:… --format dot records.jsonl | dot -Tsvg"),
  ],
  answerIsNo: "there is a hole, with --fail-on hole")

Filter.main(declaration) { run throws(Failure) in
  let query = try readQuery(run.options)
  let memory = try run.stateMemory()
  let (rules, links) = try readRules(run.options)
  let isDiff = run.options.isGiven("diff")
  var lineage = try Lineage(rules: rules, links: links, memory: memory, comparable: isDiff)
  var evidence = run.options.value("evidence").map { EvidenceMap(release: $0) }
  let reader = run.reader()
  if run.options.value("format") != "records" { run.writer.writesText() }
  while let record = try reader.next() {
    try lineage.add(record)
    try evidence?.add(record)
  }
  let (holes, matrix) = try lineage.findings()
  let output = LineageOutput(run: run, lineage: lineage, memory: memory)
  if let path = run.options.value("diff") {
    var other = try Lineage(links: links, memory: memory, comparable: true)
    let others = run.reader(over: [path])
    while let record = try others.next() { try other.add(record) }
    try output.writeDifferences(from: other)
  } else {
    try output.write(query, matrix + holes)
  }
  if let evidence {
    try run.requireComplete()
    try run.writer.emit(evidence.record())
  }
  return !holes.isEmpty && run.options.isGiven("fail-on") ? .answerIsNo : .done
}

import Kernel
import Mapping
import Records
import Schema

let declaration = Declaration(
  name: "normalize",
  summary: "Turn observations, or any JSON lines, into canonical records",
  description: [
    "Reads the observations that collect writes and gives them meaning by declarative mapping "
      + "files, one for each format: tests, coverage, metrics, changes and the other kinds of the "
      + "catalogue. Records that already have a meaning pass as they stand.",
    "With --map, a mapping file of your own takes the place of the one for its format, or maps "
      + "bare JSON lines that no other program need prepare. What no rule speaks of is refused, "
      + "never dropped.",
  ],
  options: [
    Option(
      "map", argument: "FILE",
      help: "Use this mapping file: for the format it names, or, when it "
        + "names none, for bare JSON lines",
      repeats: true),
    GivenAttributes.option,
    Option(
      "source", argument: "URI",
      help: "The source of records made from bare JSON lines", standard: "sluice/normalize"),
    Option(
      "zone", argument: "ZONE",
      help: "What times mean that have no zone: an offset such as +02:00 or a name such as "
        + "Europe/Vienna. Records that needed it say so in zone_assumed; without it such times "
        + "stay as time_local and the records have no time"),
    Option(
      "jobs", short: "j", argument: "N",
      help: "Map bare JSON lines with N threads; as many as there are processors, at most 4, "
        + "unless given. The output is the same"),
    Option(
      "show-map", argument: "FORMAT",
      help: "Show the mapping file of a format, to start one's own from, and exit"),
    Option(
      "check",
      help: "Map nothing, but check every record against the schema of its kind and pass on those "
        + "that are right; a line for each violation, with file, line and JSON Pointer"),
    Option(
      "list-kinds", help: "List the kinds of records and what each says, and exit",
      group: .information),
  ],
  examples: [
    .init("The tests of a run", "collect junit.xml | normalize"),
    .init(
      "Any JSON lines by a mapping of your own",
      "normalize --map samples/mappings/app-log.jsonl app.log > records.jsonl"),
    .init(
      "Whether a stream is what its consumers expect", "normalize --check run.jsonl >/dev/null"),
  ])

Filter.main(declaration) { run throws(Failure) in
  if let format = run.options.value("show-map") { return try show(format, run) }
  if run.options.isGiven("list-kinds") { return try run.show(try SchemaCatalogue.list()) }
  if run.options.isGiven("check") { return try check(run) }
  var files: [(name: String, text: ByteString)] = []
  for path in run.options.values("map") { files.append((path, try WholeFile.bytes(path))) }
  let zone = try run.options.value("zone").map { text throws(Failure) in try LocalZone(text) }
  let catalogue = try MappingCatalogue(
    files: files, given: try GivenAttributes.read(run.options), zone: zone)
  let reader = run.reader(allowsForeign: catalogue.lineMapper != nil)
  let source = ByteString(run.options.value("source") ?? "")
  let jobs = try run.options.integer("jobs", in: 1...64) ?? min(4, Crew.processors)
  let crew = crew(for: catalogue, source: source, jobs: jobs)
  try source.withView { (source) throws(Failure) in
    try normalize(reader, catalogue, source, crew, run)
  }
  return .done
}

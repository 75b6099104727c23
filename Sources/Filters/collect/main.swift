import Formats
import Kernel
import Records

let declaration = Declaration(
  name: "collect",
  summary: "Read files that other tools have written into observations",
  description: [
    "Reads files of known formats and writes each foreign item, losslessly and with its origin, as "
      + "a sluice.observation.v1 record. The format is told by the content, never by the name. It "
      + "is syntax only: what a status or a unit means is the business of normalize.",
    "One sluice.manifest.v1 record closes the run: every input with its format, size and SHA-256, "
      + "how many items it held, and whether what was promised by --expect was found. A promise "
      + "that is not kept leaves the stream incomplete, with exit status 76.",
  ],
  operands: .files,
  memory: "Constant for formats of lines and for JUnit XML; JSON documents are held as a whole "
    + "(at most 256 MiB), of Swift's event stream the joined results until the run ends, and of "
    + "Markdown headings and what may hold links.",
  options: [
    Option(
      "from", argument: "NAME",
      help: "Read the inputs as this format instead of telling it by their content; where none is "
        + "called that, by the program collect-NAME on the PATH"),
    Option(
      "expect", argument: "PROMISE",
      help:
        "A promise the inputs must keep: FORMAT=N for at least N items of a format, or the name "
        + "of a file that must be among them", repeats: true),
    Option(
      "source", argument: "URI",
      help: "The source of all records, instead of file:NAME for each input"),
    GivenAttributes.option,
    Option(
      "list-formats",
      help: "List the formats with how they are told and a command that writes them, and exit",
      group: .information),
  ],
  examples: [
    .init(
      "What a test run of pytest left, for one commit",
      "collect --set commit=4f2a9c0 junit.xml | normalize"),
    .init(
      "A night's evidence, of which nothing may be missing",
      "collect --expect junit-xml=100 --expect coverage.json out/*"),
    .init("The history of a repository", "git log --format=$FORMAT | collect --from git-log"),
  ])

Filter.main(declaration) { run throws(Failure) in
  if run.options.isGiven("list-formats") { return try run.show(ByteString(FormatCatalogue.text)) }
  var collection = try Collection(run)
  return try collection.collect()
}

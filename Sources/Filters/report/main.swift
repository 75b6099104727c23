import Kernel
import Reporting

let declaration = Declaration(
  name: "report",
  summary: "Show records and their decision to a person",
  description: [
    "Reads records and writes a report: the verdict first, then the rules with what they wanted "
      + "and got, tests, coverage, trends, forecasts, holes, waivers, timelines and lineage, worst first. A "
      + "stream that is not complete is shown as such, and the status is then 76.",
    "With --format html it is one page that needs nothing else, with plots of the series that "
      + "changed or run out; their points are those of the metric records in the stream. Each plot "
      + "links to its record.",
  ],
  memory: "At most 16 KiB for each series of the stream, 1 KiB for each trend and forecast, and 25 "
    + "lines of detail a table.",
  options: [
    Option(
      "format", argument: "FORM", help: "What to write", standard: "terminal",
      choices: ["terminal", "markdown", "html"]),
    Option(
      "width", argument: "COLUMNS",
      help: "The width of the terminal (default: $COLUMNS, or 100)"),
    Option(
      "color", alias: "colour", argument: "WHEN",
      help: "Whether to colour; auto does so on a terminal unless NO_COLOR is set",
      standard: "auto", choices: ["auto", "always", "never"]),
  ],
  examples: [
    .init("The decision of a nightly run", "report out/decision.jsonl out/records.jsonl"),
    .init(
      "A page with plots of what changed",
      "report --format html out/decision.jsonl out/trends.jsonl out/records.jsonl -o report.html"),
    .init(
      "A summary for a GitHub step",
      "report --format markdown out/decision.jsonl >> \"$GITHUB_STEP_SUMMARY\""),
  ],
  writesRecords: false)

Filter.main(declaration) { run throws(Failure) in
  let reader = run.reader()
  var findings = Findings()
  while let record = try reader.next() { findings.add(record) }
  findings.status = reader.status
  let document = findings.document()
  switch run.options.value("format") {
  case "html":
    let page = HTMLRenderer.render(document, title: findings.title)
    try run.writer.write(text: page.description)
  case "markdown": try run.writer.write(text: MarkdownRenderer.render(document))
  default:
    let width = try run.options.integer("width", in: 40...1000)
    let surrounding = Descriptor.environment("COLUMNS").flatMap { Int($0) }
    let renderer = TerminalRenderer(
      width: width ?? surrounding ?? 100, colours: wantsColour(run.options))
    try run.writer.write(text: renderer.render(document))
  }
  return .done
}

import Kernel
import Reporting

let declaration = Declaration(
  name: "report",
  summary: "Show records and their decision to a person",
  description: [
    "Reads records and writes a report: the verdict first, then the rules with what they wanted "
      + "and got, tests, coverage, trends, forecasts and holes, worst first. A stream that is not "
      + "complete is shown as such, and the status is then 76."
  ],
  memory: "Constant: 25 lines of detail a table, and counts.",
  options: [
    Option(
      "format", argument: "FORM", help: "What to write", standard: "terminal",
      choices: ["terminal", "markdown"]),
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
  let text: String
  if run.options.value("format") == "markdown" {
    text = MarkdownRenderer.render(document)
  } else {
    let width = try run.options.integer("width", in: 40...1000)
    let surrounding = Descriptor.environment("COLUMNS").flatMap { Int($0) }
    text = TerminalRenderer(width: width ?? surrounding ?? 100, colours: wantsColour(run.options))
      .render(document)
  }
  try run.writer.write(text: text)
  return .done
}

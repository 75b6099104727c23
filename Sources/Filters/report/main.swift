import Kernel
import Reporting

let declaration = Declaration(
  name: "report",
  summary: "Show records and their decision to a person",
  description: [
    "Reads records and writes a report: the verdict first, then the rules with what they wanted "
      + "and got, waivers, tests, coverage, trends, comparisons, forecasts, costs, holes, timelines and "
      + "lineage, worst first. A stream that is not complete is shown as such, and the status is then 76.",
    "With --format html it is one page that needs nothing else, with plots of the series; their "
      + "points are those of the metric records in the stream. Plots and lines of tables link to "
      + "their records, rules to their evidence where that comes after the decision.",
    "For other programs, --format junit writes the tests and the rules of the decision as JUnit XML, "
      + "sarif the findings and the rules that do not pass as SARIF 2.1.0, csv one table of values as "
      + "they stand, decimals and all. In XML, characters that it has no place for become U+FFFD.",
  ],
  memory:
    "At most 16 KiB for each series of the stream, 1 KiB for each trend and forecast, and 500 "
    + "lines of detail a table with, for a page, their records; csv nothing; junit and sarif what "
    + "they will write, beyond --memory on disk.",
  options: [
    Option(
      "format", argument: "FORM", help: "What to write", standard: "terminal",
      choices: ["terminal", "markdown", "html", "junit", "sarif", "csv"]),
    Option(
      "table", argument: "NAME", help: "Which table to write as csv", standard: "rules",
      choices: CSVReport.tables.map(\.name)),
    Option(
      "columns", argument: "PATHS",
      help: "In place of --table, the attributes and JSON Pointers that are the columns, between "
        + "commas; every record that has one of them is a line"),
  ] + TerminalForm.options + [
    StateMemory.option
  ],
  examples: [
    .init("The decision of a nightly run", "report out/decision.jsonl out/records.jsonl"),
    .init(
      "A page with plots of what changed",
      "report --format html out/decision.jsonl out/trends.jsonl out/records.jsonl -o report.html"),
    .init(
      "A summary for a GitHub step",
      "report --format markdown out/decision.jsonl >> \"$GITHUB_STEP_SUMMARY\""),
    .init(
      "Tests of all tools and the rules of the gate, for GitLab or Jenkins",
      "report --format junit out/decision.jsonl out/records.jsonl -o report.xml"),
    .init(
      "What a series measured, for a spreadsheet",
      "recall --store history.db --series latency | report --format csv --table metrics"),
  ],
  writesRecords: false)

Filter.main(declaration) { run throws(Failure) in
  let form = run.options.value("format") ?? ""
  for (option, needed) in [("table", "csv"), ("columns", "csv")] where run.options.isGiven(option) {
    guard form == needed else { throw .usage("--\(option) needs --format \(needed)") }
  }
  let write = { (text: ByteBuffer) throws(Failure) in try run.writer.write(text: text) }
  let reader = run.reader()
  switch form {
  case "junit":
    var report = JUnitReport(try run.stateMemory())
    while let record = try reader.next() { try report.add(record) }
    try report.write(status: reader.status, to: write)
  case "sarif":
    var report = SARIFReport(try run.stateMemory())
    while let record = try reader.next() { try report.add(record) }
    try report.write(status: reader.status, to: write)
  case "csv":
    let report = CSVReport(try table(run.options))
    while let record = try reader.next() { try report.add(record, to: write) }
    try report.finish(to: write)
  default:
    var findings = Findings(forPage: form == "html")
    while let record = try reader.next() { findings.add(record) }
    findings.status = reader.status
    try run.writer.write(text: try text(of: findings, form, run.options))
  }
  return .done
}

private func text(
  of findings: Findings, _ form: String, _ options: ParsedOptions
) throws(Failure) -> String {
  let document = findings.document()
  switch form {
  case "html": return HTMLRenderer.render(document, title: findings.title).description
  case "markdown": return MarkdownRenderer.render(document)
  default:
    return TerminalRenderer(try TerminalForm(options)).render(document)
  }
}

private func table(_ options: ParsedOptions) throws(Failure) -> CSVReport.Table {
  guard let columns = options.value("columns") else {
    return CSVReport.table(named: options.value("table") ?? "") ?? CSVReport.tables[0]
  }
  guard !options.isGiven("table") else {
    throw .usage("--columns names all columns of a table, --table is one of ours: leave one out")
  }
  return CSVReport.table(columns: columns.split(separator: ",").map(String.init))
}

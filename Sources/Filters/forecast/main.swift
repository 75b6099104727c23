import Forecasting
import Kernel
import Records

let declaration = Declaration(
  name: "forecast",
  summary: "Look ahead in metrics, and say when a limit is reached",
  description: [
    "Reads sluice.metric.v1 records and writes one sluice.forecast.v1 record per series: points "
      + "with 80 % and 95 % intervals, the probability that the limit has been reached at each, "
      + "and how the same method did on the past of the series. Other records are passed over.",
    "A series is metric, unit, labels and the dimension attributes. Its spacing is found from its "
      + "times (calendar months, quarters and years too), gaps are filled, seasons are found from "
      + "the calendar and the data. The verdict is ok, exhausts (the limit is reached within the "
      + "horizon in half of the futures), atrisk (in a tenth) or insufficient.",
    "A limit is that of the records (data.limit) or the first line of --limits that fits: JSON "
      + "lines with metric, limit, and optionally direction (lower or higher is good) and labels.",
  ],
  memory: "What --memory allows, beyond it on disk: 64 bytes for each point of all series. Besides "
    + "the names of series, releases and commits, and the points and 2,000 futures of the one "
    + "series that is looked at.",
  options: [
    Option(
      "horizon", argument: "N", help: "How many steps to look ahead", standard: "24"),
    Option(
      "season", argument: "N,N",
      help: "Seasons in points, 1 for none, instead of those found in the data"),
    Option("seed", argument: "N", help: "Where the drawn futures begin", standard: "1"),
    Option("limits", argument: "FILE", help: "Capacities that records do not carry"),
    MetricSeriesReader.option,
    StateMemory.option,
    Option(
      "fail-on", argument: "VERDICT",
      help: "End with status 1 when a series has this verdict",
      choices: Forecast.Verdict.allCases.map(\.rawValue), repeats: true),
  ],
  examples: [
    .init(
      "Show what runs full within 30 days",
      "forecast --horizon 30 disks.jsonl | jq -c 'select(.data.verdict == \"exhausts\")'")
  ],
  answerIsNo: "a series has a verdict named by --fail-on")

Filter.main(declaration) { run throws(Failure) in
  let seasons = try seasons(run.options)
  let limits = try run.options.value("limits").map { path throws(Failure) in
    try Limits(path: path)
  }
  let horizon = try run.options.integer("horizon", in: 1...10_000) ?? 24
  let seed = try run.options.integer("seed", in: 0...Int(NumberText.largestInteger)) ?? 1
  let collected = try MetricSeriesReader.gather(run)
  let failing = Set(run.options.values("fail-on"))
  var failed = false
  try collected.forEachSeries { (series) throws(Failure) in
    let limit = Limits.limit(of: series, in: limits)
    let forecast = Forecast(
      values: series.points.map(\.value), times: series.points.map(\.time),
      settings: .init(horizon: horizon, seasons: seasons, seed: UInt64(seed), limit: limit))
    let record = ForecastRecord(
      forecast: forecast, series: series, collected: collected, horizon: horizon, limit: limit)
    try run.writer.emit(record.json)
    if failing.contains(forecast.verdict.rawValue) { failed = true }
  }
  return failed ? .answerIsNo : .done
}

/// The seasons on the command line; nil to find them, none for `1`.
func seasons(_ options: ParsedOptions) throws(Failure) -> [Int]? {
  guard let text = options.value("season") else { return nil }
  var seasons: Set<Int> = []
  for part in text.split(separator: ",", omittingEmptySubsequences: false) {
    guard let season = Int(part), (1...100_000).contains(season) else {
      throw .usage("--season \(text): numbers of points such as 24,168 are right")
    }
    if season > 1 { seasons.insert(season) }
  }
  return seasons.sorted()
}

import Forecasting
import Kernel
import Records

let declaration = Declaration(
  name: "forecast",
  summary: "Look ahead in metrics, and say when a limit is reached",
  description: [
    "Reads sluice.metric.v1 records and writes one sluice.forecast.v1 record per series: points "
      + "with 80 % and 95 % intervals, the probability that the limit has been reached at each, "
      + "and how the same method did on the past of the series. Where a sluice.trend.v1 record of the "
      + "series is in the stream, the history begins with the last step or ramp that soak-trend "
      + "found, if 12 steps are left. Other records are passed over.",
    "A series is metric, unit, labels and the dimension attributes. Its spacing is found from its "
      + "times (calendar months, quarters and years too), gaps are filled, seasons are found from "
      + "the calendar and the data. The verdict is ok, exhausts (the limit is reached within the "
      + "horizon in half of the futures), atrisk (in a tenth) or insufficient. What was never below "
      + "0 is not expected to be.",
    "Intervals are as wide as series with a known future say (data.calibration names the "
      + "measurement): by how far apart the points are, how many steps ahead, and on which side. "
      + "From 60 points on they are wider or narrower (data.calibration.own) where the same "
      + "method was further off in the past of the series than is usual, or less "
      + "(data.past_errors).",
    "A limit is that of the records (data.limit) or the first line of --limits that fits: JSON "
      + "lines with metric, limit, and optionally direction (lower or higher is good), hard (true "
      + "where values cannot go beyond it) and labels.",
  ],
  memory: "What --memory allows, beyond it on disk: 64 bytes for each point of all series. Besides "
    + "the names of series, releases and commits, the points and forecasts of 64 series or 65,536 "
    + "points, and for each thread the 2,000 futures of a series.",
  options: [
    Option(
      "horizon", argument: "N", help: "How many steps to look ahead", standard: "24"),
    Option(
      "season", argument: "N,N",
      help: "Seasons in points, 1 for none, instead of those found in the data"),
    Option("seed", argument: "N", help: "Where the drawn futures begin", standard: "1"),
    Option("limits", argument: "FILE", help: "Capacities that records do not carry"),
    Option(
      "uncalibrated",
      help: "Leave the intervals as the members draw them, which Tests/bench/widths.py measures"),
    Option(
      "jobs", short: "j", argument: "N",
      help: "Look ahead with N threads; as many as there are processors, at most 4, unless given. "
        + "The output is the same"),
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
  let isCalibrated = !run.options.isGiven("uncalibrated")
  var changes = LastChanges()
  let collected = try MetricSeriesReader.gather(run) { (record) throws(Failure) in
    try changes.take(record)
  }
  let failing = Set(run.options.values("fail-on"))
  let jobs = try run.options.integer("jobs", in: 1...64) ?? min(4, Crew.processors)
  var failed = false
  func write(_ tasks: [ForecastTask]) throws(Failure) {
    for (task, forecast) in zip(tasks, Parallel.map(tasks, threads: jobs) { $0.forecast }) {
      let record = ForecastRecord(
        forecast: forecast, series: task.series, collected: collected, settings: task.settings)
      try run.writer.emit(record.json)
      if failing.contains(forecast.verdict.rawValue) { failed = true }
    }
  }
  var waiting: [ForecastTask] = []
  var points = 0
  try collected.forEachSeries { (series) throws(Failure) in
    let settings = Forecast.Settings(
      horizon: horizon, seasons: seasons, seed: UInt64(seed),
      limit: Limits.limit(of: series, in: limits), lastChange: changes.time(of: series),
      isCalibrated: isCalibrated)
    waiting.append(ForecastTask(series: series, settings: settings))
    points += series.points.count
    guard waiting.count >= ForecastTask.most || points >= ForecastTask.mostPoints else { return }
    try write(waiting)
    waiting = []
    points = 0
  }
  try write(waiting)
  return failed ? .answerIsNo : .done
}

/// One series to look ahead in.
struct ForecastTask: Sendable {
  let series: MetricSeries
  let settings: Forecast.Settings

  /// How many series are looked at together, unless they have that many points before.
  static let most = 64
  static let mostPoints = 65_536

  var forecast: Forecast {
    Forecast(
      values: series.points.map(\.value), times: series.points.map(\.time), settings: settings)
  }
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

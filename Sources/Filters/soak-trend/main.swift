import Kernel
import Records
import Statistics

let declaration = Declaration(
  name: "soak-trend",
  summary: "Find steps and leaks in metrics, with a verdict for each series",
  description: [
    "Reads sluice.metric.v1 records and writes one sluice.trend.v1 record per series. A series is "
      + "metric, unit, labels and the dimension attributes; its points are ordered by time. Other "
      + "records are passed over.",
    "Steps are found by the strongest split of the ranks, leaks by the Mann-Kendall test, both "
      + "corrected for the search and for the dependence of neighbours. The verdict is steady, "
      + "regressed, improved, changed, leaking, pending (a change with fewer than 5 points behind "
      + "it) or insufficient (fewer than 10 points). Spikes are reported and are no alarm.",
  ],
  memory: "What --memory allows, beyond it on disk: 64 bytes for each point of all series. Besides "
    + "the names of series, releases and commits, and about 200 bytes for each point of the one "
    + "series that is looked at.",
  options: [
    Option(
      "alpha", argument: "SHARE",
      help: "The accepted share of quiet series that are called changed", standard: "0.01"),
    MetricSeriesReader.option,
    StateMemory.option,
    Option(
      "min-effect", argument: "SHARE",
      help: "Leave out changes below this share of the level before", standard: "0"),
    Option(
      "fail-on", argument: "VERDICT",
      help: "End with status 1 when a series has this verdict",
      choices: Trend.Verdict.allCases.map(\.rawValue), repeats: true),
  ],
  examples: [
    .init(
      "Show what leaks", "soak-trend soak.jsonl | jq -c 'select(.data.verdict == \"leaking\")'"),
    .init("Stop a script on a regression", "soak-trend --fail-on regressed nightly.jsonl"),
  ],
  answerIsNo: "a series has a verdict named by --fail-on")

Filter.main(declaration) { run throws(Failure) in
  let alpha = try run.options.number("alpha", in: 1e-9...0.5) ?? 0.01
  let minimumEffect = try run.options.number("min-effect", in: 0...1e9) ?? 0
  let collected = try MetricSeriesReader.gather(run)
  let failing = Set(run.options.values("fail-on"))
  var failed = false
  try collected.forEachSeries { (series) throws(Failure) in
    let trend = Trend(
      values: series.points.map(\.value), times: series.points.map(\.time.timeInterval),
      settings: .init(
        alpha: alpha, direction: .init(rawValue: series.direction.description) ?? .none,
        minimumEffect: minimumEffect))
    try run.writer.emit(TrendRecord(trend, of: series, in: collected, alpha: alpha).json)
    if failing.contains(trend.verdict.rawValue) { failed = true }
  }
  return failed ? .answerIsNo : .done
}

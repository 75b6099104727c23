import Kernel
import Records
import Statistics

let declaration = Declaration(
  name: "soak-trend",
  summary: "Find steps and leaks in metrics, with a verdict for each series",
  description: [
    "Reads sluice.metric.v1 records and writes one sluice.trend.v1 record per series. A series is "
      + "metric, unit, labels and the dimension attributes; its points are ordered by time, and "
      + "those of one time count as their median. Other records are passed over.",
    "Steps are found by the strongest split of the ranks, leaks by the Mann-Kendall test, both "
      + "corrected for the search and for the dependence of neighbours. The verdict is steady, "
      + "regressed, improved, changed, leaking, pending (a change with fewer than 5 points behind "
      + "it) or insufficient (fewer than 10 points). Spikes are reported and are no alarm.",
    "With --baseline and --candidate it compares two sides of each series instead, and writes a "
      + "sluice.comparison.v1 record: replicates (data.replicate, else runid) count as their median, "
      + "the interval of the ratio comes from the rank sum. The verdict is worse or better when it "
      + "lies outside of --margin, same when inside, inconclusive when across, and insufficient with "
      + "fewer than 5 replicates a side. Where no direction is good, any difference is worse.",
  ],
  memory: "What --memory allows, beyond it on disk: 64 bytes for each point of all series. Besides "
    + "the names of series, releases and commits, and about 200 bytes for each point of the one "
    + "series that is looked at.",
  options: [
    Option(
      "alpha", argument: "SHARE",
      help: "The accepted share of quiet series that are called changed: 0.01, or 0.05 in "
        + "comparisons, when not given"),
    Option(
      "baseline", argument: "KEY=VALUE",
      help: "Compare with the records of which this attribute or pointer has this value"),
    Option(
      "candidate", argument: "KEY=VALUE", help: "The records to be compared with these"),
    Option(
      "margin", argument: "SHARE",
      help: "How far from 1 a ratio may lie and count as the same", standard: "0.015"),
    MetricSeriesReader.option,
    StateMemory.option,
    Option(
      "min-effect", argument: "SHARE",
      help: "Leave out changes below this share of the level before", standard: "0"),
    Option(
      "fail-on", argument: "VERDICT",
      help: "End with status 1 when a series has this verdict",
      choices: Trend.Verdict.allCases.map(\.rawValue)
        + ReplicateComparison.Verdict.allCases.map(\.rawValue)
        .filter { Trend.Verdict(rawValue: $0) == nil }, repeats: true),
  ],
  examples: [
    .init(
      "Show what leaks", "soak-trend soak.jsonl | jq -c 'select(.data.verdict == \"leaking\")'"),
    .init(
      "Hold a candidate against what runs now",
      "soak-trend --baseline release=1.4.0 --candidate release=1.5.0-rc1 --fail-on worse canary.jsonl"
    ),
    .init("Stop a script on a regression", "soak-trend --fail-on regressed nightly.jsonl"),
  ],
  answerIsNo: "a series has a verdict named by --fail-on")

Filter.main(declaration) { run throws(Failure) in
  let failing = Set(run.options.values("fail-on"))
  let sides = (try side("baseline", run.options), try side("candidate", run.options))
  if let baseline = sides.0, let candidate = sides.1 {
    return try compare(baseline, candidate, run, failing: failing) ? .answerIsNo : .done
  }
  guard sides.0 == nil, sides.1 == nil else {
    throw .usage("--baseline and --candidate: both are needed")
  }
  let alpha = try run.options.number("alpha", in: 1e-9...0.5) ?? 0.01
  let minimumEffect = try run.options.number("min-effect", in: 0...1e9) ?? 0
  let collected = try MetricSeriesReader.gather(run)
  var failed = false
  try collected.forEachSeries { (series) throws(Failure) in
    let instants = Instants(series.points)
    let trend = Trend(
      values: instants.values, times: instants.times,
      settings: .init(
        alpha: alpha, direction: .init(rawValue: series.direction.description) ?? .none,
        minimumEffect: minimumEffect))
    try run.writer.emit(
      TrendRecord(trend, of: series, at: instants, in: collected, alpha: alpha).json)
    if failing.contains(trend.verdict.rawValue) { failed = true }
  }
  return failed ? .answerIsNo : .done
}

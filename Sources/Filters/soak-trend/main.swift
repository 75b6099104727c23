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
      + "corrected for the search and for noise that depends on its past. The verdict is steady, "
      + "regressed, improved, changed, leaking, pending (a change with fewer than 5 points behind "
      + "it) or insufficient (fewer than 10 points). Spikes are reported and are no alarm. How it "
      + "works, what its error rates are, and the lines of the files below: docs/soak-trend.md.",
    "A rule is {\"rule\":NAME,\"select\":SELECTION,…} with any of direction, alpha, min_effect, "
      + "min_sigma, min_points, persistence, warm_up (points, or auto) and floor (look at the lowest "
      + "of each so many points, as memory stands after a collection). Without select it holds for "
      + "all series; later rules win. An accepted change is {\"series\":SERIES,\"time\":TIME}, as "
      + "trends have both.",
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
      "rules", argument: "FILE",
      help: "Judge series by these rules as well: JSON lines", repeats: true),
    Option(
      "accepted", argument: "FILE",
      help: "Look at a series from its last change in this list on: JSON lines", repeats: true),
    Option(
      "reference", argument: "FILE",
      help: "Learn from these metric records, of a time without changes, how far series wander",
      repeats: true),
    Option(
      "fdr", argument: "SHARE",
      help: "Of all series called changed, let this share be quiet ones, and no more"),
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
    .init(
      "Live with what is known, and hold back what a quiet history shows as well",
      "soak-trend --accepted accepted.jsonl --reference quiet.jsonl --fdr 0.05 nightly.jsonl"),
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
  let judgement = try Judgement(run)
  var failed = false
  try judgement.forEachTrend { (trend, record) throws(Failure) in
    try run.writer.emit(record)
    if failing.contains(trend.verdict.rawValue) { failed = true }
  }
  return failed ? .answerIsNo : .done
}

import Capacity
import Kernel
import Records
import Statistics

let declaration = Declaration(
  name: "calibrate",
  summary: "Keep thresholds up to date with what is measured",
  description: [
    "Reads sluice.metric.v1 records and writes one sluice.threshold.v1 record per series: warn, soft "
      + "and hard thresholds beyond which at most the share of values lies that the quantile says, "
      + "with --confidence. Only what was measured since the last change that soak-trend would find "
      + "counts. Other records are passed over.",
    "Against --previous, the threshold records of an earlier run, a series keeps its thresholds and "
      + "their version while their intervals overlap with the new ones; else it gets new ones, the "
      + "next version, and the reason. The verdict is new, kept, changed or insufficient; a series "
      + "with too little data keeps what it had.",
    "With --policy, the numbers of a policy's rules on these metrics are held against the new "
      + "thresholds; one outside of its interval is said by a sluice.audit.v1 record.",
  ],
  memory: "What --memory allows, beyond it on disk: 64 bytes for each point of all series. Besides "
    + "the names of series and 1 KiB for each earlier threshold record.",
  options: [
    Option("warn", argument: "Q", help: "The quantile of the warn threshold", standard: "0.95"),
    Option("soft", argument: "Q", help: "The quantile of the soft threshold", standard: "0.99"),
    Option("hard", argument: "Q", help: "The quantile of the hard threshold", standard: "0.999"),
    Option(
      "confidence", argument: "P", help: "How sure the thresholds are, 0.5 to 0.9999",
      standard: "0.95"),
    Option("previous", argument: "FILE", help: "The threshold records of an earlier run"),
    Option("policy", argument: "FILE", help: "A policy whose numbers are compared"),
    MetricSeriesReader.option,
    Option(
      "fail-on", argument: "VERDICT",
      help: "End with status 1 when a series has this verdict, or a policy drifted",
      choices: ["changed", "insufficient", "drift"], repeats: true),
    StateMemory.option,
  ],
  examples: [
    .init(
      "Thresholds of each environment, from what the store holds",
      "recall --store history.db --type metric | calibrate --previous thresholds.jsonl -o new.jsonl"
    )
  ],
  answerIsNo: "a series has a verdict of --fail-on, or a policy drifted")

Filter.main(declaration) { run throws(Failure) in
  let settings = try CalibrationSettings(run.options)
  let previous = try PreviousThresholds(run)
  let policy = try run.options.value("policy").map { (path) throws(Failure) in
    try PolicyNumbers(path: path)
  }
  let failing = Set(run.options.values("fail-on"))
  let collected = try MetricSeriesReader.gather(run)
  var failed = false
  try collected.forEachSeries { (series) throws(Failure) in
    let found = ThresholdRecord(series, settings, previous: previous[series.identity])
    try run.writer.emit(found.json(collected))
    if failing.contains(found.verdict.rawValue) { failed = true }
    for drift in policy?.drifts(from: found) ?? [] {
      try run.writer.emit(drift)
      if failing.contains("drift") { failed = true }
    }
  }
  return failed ? .answerIsNo : .done
}

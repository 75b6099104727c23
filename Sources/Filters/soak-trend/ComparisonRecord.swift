import Kernel
import Records
import Statistics

/// The `sluice.comparison.v1` record of one series.
struct ComparisonRecord {
  let comparison: ReplicateComparison
  let settings: ReplicateComparison.Settings
  let series: MetricSeries

  /// The record. Its id is the checksum of what it says.
  var json: JSON {
    let data = JSON.members([
      "alpha": .number(settings.alpha),
      "autocorrelation": number(comparison.autocorrelation),
      "baseline": side(comparison.baseline),
      "candidate": side(comparison.candidate),
      "direction": .string(series.direction),
      "margin": .number(settings.margin),
      "method": .text(ReplicateComparison.method),
      "p": comparison.pValue.map(number) ?? .null,
      "ratio": comparison.ratio.map { ratio in
        .members([
          "hi": number(ratio.high), "lo": number(ratio.low), "value": number(ratio.value),
        ])
      } ?? .null,
      "reason": reason.map { .text($0) },
      "series": series.identity,
      "verdict": .text(comparison.verdict.rawValue),
    ])
    return RecordShape.record(
      "comparison", data: data,
      envelope: Envelope(
        source: "sluice/soak-trend", subject: series.metric, attributes: series.dimensions))
  }

  private func side(_ side: ReplicateComparison.Side) -> JSON {
    .members([
      "median": side.medians.isEmpty ? .null : number(side.median), "n": .integer(side.count),
      "replicates": .integer(side.medians.count),
    ])
  }

  private var reason: String? {
    switch comparison.verdict {
    case .insufficient:
      "\(ReplicateComparison.leastReplicates) replicates a side are needed, there are "
        + "\(comparison.baseline.medians.count) and \(comparison.candidate.medians.count)"
    case .inconclusive where comparison.ratio == nil: "the baseline's median is 0"
    case .inconclusive: "the interval of the ratio crosses the margin"
    case .same, .worse, .better: nil
    }
  }
}

/// What `--baseline` or `--candidate` names: an attribute or pointer, `=`, and a value.
func side(_ name: String, _ options: ParsedOptions) throws(Failure) -> Selection? {
  guard let text = options.value(name) else { return nil }
  let parts = text.split(separator: "=", maxSplits: 1)
  guard parts.count == 2 else {
    throw .usage("--\(name) \(text): an attribute and a value such as release=1.4.0 is right")
  }
  do {
    return try Selection(
      .object([.init(ByteString(String(parts[0])), .text(String(parts[1])))]))
  } catch {
    throw .usage("--\(name) \(text): \(error.message)")
  }
}

/// Compares the sides of every series; whether one has a verdict of `failing`.
func compare(
  _ baseline: Selection, _ candidate: Selection, _ run: Run, failing: Set<String>
) throws(Failure) -> Bool {
  let alpha = try run.options.number("alpha", in: 1e-9...0.5) ?? 0.05
  let margin = try run.options.number("margin", in: 0...1) ?? 0.015
  var failed = false
  try ReplicateReader.forEachSeries(run, baseline: baseline, candidate: candidate) {
    (series, first, second) throws(Failure) in
    let settings = ReplicateComparison.Settings(
      alpha: alpha, margin: margin,
      direction: .init(rawValue: series.direction.description) ?? .none)
    let comparison = ReplicateComparison(
      .init(replicates: first), .init(replicates: second), settings)
    let record = ComparisonRecord(comparison: comparison, settings: settings, series: series)
    try run.writer.emit(record.json)
    if failing.contains(comparison.verdict.rawValue) { failed = true }
  }
  return failed
}

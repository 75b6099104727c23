import Capacity
import Kernel
import Records
import Statistics

/// The `sluice.threshold.v1` record of one series.
struct ThresholdRecord {
  enum Verdict: String { case new, kept, changed, insufficient }

  let series: MetricSeries
  let verdict: Verdict
  /// The threshold of each level in use, nil where there is none.
  let thresholds: [Calibration.Threshold?]
  /// What they would be by these measurements alone.
  let measured: [Calibration.Threshold?]
  private let settings: CalibrationSettings
  private let previous: PreviousThreshold?
  private let calibration: Calibration?
  /// The position of the first point in use.
  private let start: Int
  private let reason: String

  init(
    _ series: MetricSeries, _ settings: CalibrationSettings, previous: PreviousThreshold?
  ) {
    self.series = series
    self.settings = settings
    self.previous = previous
    let values = series.points.map(\.value)
    let trend = Trend(values: values, times: series.points.map(\.time.timeInterval))
    let alarm = trend.changes.last { $0.kind != .spike }
    start = alarm?.index ?? 0
    var fault: String?
    if series.direction != "lower", series.direction != "higher" {
      fault = "neither direction of the metric is good"
    } else if alarm?.kind == .ramp {
      fault = "the level is moving since \(series.points[start].time.description)"
    }
    let found = Calibration(
      values: Array(values[start...]), confidence: settings.confidence,
      higherIsGood: series.direction == "higher")
    calibration = values.isEmpty ? nil : found
    measured = settings.quantiles.map { fault == nil ? found.threshold($0) : nil }
    if fault == nil, measured.contains(nil) {
      fault =
        "\(found.count) points since the last change are worth "
        + "\(Int(found.effective)) independent ones, \(Int(Calibration.least)) are needed"
    }
    (verdict, thresholds, reason) = ThresholdRecord.judge(measured, fault, previous)
  }

  private static func judge(
    _ measured: [Calibration.Threshold?], _ fault: String?, _ previous: PreviousThreshold?
  ) -> (Verdict, [Calibration.Threshold?], String) {
    if let fault {
      guard let previous else { return (.insufficient, measured, fault) }
      return (.insufficient, previous.thresholds, "\(fault); the thresholds stay")
    }
    guard let previous else { return (.new, measured, "the first of this series") }
    var apart: [String] = []
    for (level, pair) in zip(levels, zip(previous.thresholds, measured)) {
      guard let now = pair.1 else { continue }
      guard let before = pair.0 else {
        apart.append("\(level) had none")
        continue
      }
      if before.high < now.low || before.low > now.high {
        apart.append("\(level) \(range(before)) is apart from \(range(now))")
      }
    }
    guard apart.isEmpty else { return (.changed, measured, apart.joined(separator: ", ")) }
    return (.kept, previous.thresholds, "the intervals of all overlap with what was measured")
  }

  private static func range(_ threshold: Calibration.Threshold) -> String {
    [threshold.low, threshold.high].map { JSON.number(Significant.rounded($0)).canonical }
      .map(\.description).joined(separator: " to ")
  }

  private var version: Int {
    let last = previous?.version ?? 0
    return verdict == .new || verdict == .changed ? last + 1 : last
  }

  /// The record. Its id is the checksum of what it says.
  func json(_ collected: MetricSeriesReader) -> JSON {
    var members: [JSON.Member] = [
      .init("baseline", calibration.map(baseline) ?? .null),
      .init("confidence", .number(settings.confidence)),
      .init("direction", .string(series.direction)),
      .init("previous", previous.map(json) ?? .null),
      .init("reason", .text(reason)),
      .init("series", series.identity),
      .init("verdict", .text(verdict.rawValue)),
      .init("version", .integer(version)),
    ]
    for (level, (threshold, quantile)) in zip(levels, zip(thresholds, settings.quantiles)) {
      members.append(.init(ByteString(level), threshold.map { json($0, quantile) } ?? .null))
    }
    return RecordShape.record(
      "threshold", data: .object(members),
      envelope: collected.envelope(of: series, source: "sluice/calibrate"))
  }

  private func baseline(_ found: Calibration) -> JSON {
    .members([
      "autocorrelation": number(found.autocorrelation), "deviation": number(found.deviation),
      "effective": number(found.effective), "from": .text(series.points[start].time.description),
      "median": number(found.median), "n": .integer(found.count), "start": .integer(start),
      "to": series.points.last.map { .text($0.time.description) },
    ])
  }

  private func json(_ threshold: Calibration.Threshold, _ quantile: Double) -> JSON {
    .members([
      "hi": number(threshold.high), "lo": number(threshold.low),
      "method": .text(threshold.method.rawValue), "quantile": .number(quantile),
      "value": number(threshold.value),
    ])
  }

  private func json(_ previous: PreviousThreshold) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string(previous.id)), .init("version", .integer(previous.version)),
    ]
    for (level, threshold) in zip(levels, previous.thresholds) {
      members.append(.init(ByteString(level), threshold.map { number($0.value) } ?? .null))
    }
    return .object(members)
  }

  private func number(_ value: Double) -> JSON {
    value.isFinite ? .number(Significant.rounded(value)) : .null
  }
}

import Capacity
import Kernel
import Records
import Statistics

/// The thresholds that a policy writes for metrics.
struct PolicyNumbers {
  private struct Rule {
    let id: ByteString
    let selection: Selection
    let numbers: [Double?]
  }

  private let path: String
  private var rules: [Rule] = []

  /// Reads the rules on metric records with a number for a level; whether the rest of the policy
  /// holds is for `gate --check-policy`.
  init(path: String) throws(Failure) {
    self.path = path
    try WholeFile.forEachRule(in: path) { (value) throws(SelectionError) in
      guard let id = value["id"]?.string, let select = value["select"],
        select["type"]?.string == "metric", value["measure"]?["field"] != nil
      else { return }
      rules.append(
        Rule(
          id: id, selection: try Selection(select),
          numbers: levels.map { value[ByteString($0)]?.number }))
    }
  }

  /// An audit record for each rule of which a number lies outside of what was measured.
  func drifts(from found: ThresholdRecord) -> [JSON] {
    guard found.measured.allSatisfy({ $0 != nil }) else { return [] }
    let record = JSON.object(
      found.series.dimensions + [
        .init(
          "data",
          .members([
            "labels": .object(found.series.labels), "metric": .string(found.series.metric),
          ])),
        .init("type", "sluice.metric.v1"),
      ]
    ).canonical
    let parser = JSONParser()
    let fitting = record.withView { view in
      guard let root = try? parser.parse(view) else { return [Rule]() }
      return rules.filter { $0.selection.matches(root) }
    }
    return fitting.flatMap { rule in
      zip(levels, zip(rule.numbers, found.measured)).compactMap { level, pair in
        guard let written = pair.0, let measured = pair.1,
          written < measured.low || written > measured.high
        else { return nil }
        return drift(rule, level, written, measured, found.series)
      }
    }
  }

  private func drift(
    _ rule: Rule, _ level: String, _ written: Double, _ measured: Calibration.Threshold,
    _ series: MetricSeries
  ) -> JSON {
    let (low, high) = (Significant.rounded(measured.low), Significant.rounded(measured.high))
    let data = JSON.members([
      "action": "threshold-drift",
      "counted": .members([
        "hi": .number(high), "lo": .number(low),
        "value": .number(Significant.rounded(measured.value)),
      ]),
      "declared": .members(["value": .number(written)]),
      "key": .text(level), "name": .string(rule.id), "object": .text(path),
      "reason": .text(
        "\(JSON.number(written).canonical) is written, \(JSON.number(low).canonical) to "
          + "\(JSON.number(high).canonical) was measured"),
    ])
    return RecordShape.record(
      "audit", data: data,
      envelope: Envelope(
        source: "sluice/calibrate", subject: series.metric, attributes: series.dimensions))
  }
}

import Kernel
import Records
import Statistics

/// The `sluice.trend.v1` record of one series.
struct TrendRecord {
  let trend: Trend
  let series: MetricSeries
  let instants: Instants
  let collected: MetricSeriesReader
  let alpha: Double

  init(
    _ trend: Trend, of series: MetricSeries, at instants: Instants,
    in collected: MetricSeriesReader, alpha: Double
  ) {
    self.trend = trend
    self.series = series
    self.instants = instants
    self.collected = collected
    self.alpha = alpha
  }

  /// The record. Its id is the checksum of what it says.
  var json: JSON {
    RecordShape.record(
      "trend", data: data,
      envelope: collected.envelope(of: series, source: "sluice/soak-trend"))
  }

  private var data: JSON {
    .members([
      "alpha": .number(alpha),
      "changes": .array(trend.changes.map(change)),
      "direction": .string(series.direction),
      "from": series.points.first.map { .text($0.time.description) },
      "level": trend.level.flatMap(interval),
      "method": .text(Trend.method),
      "n": .integer(trend.count),
      "noise": .members([
        "autocorrelation": number(trend.autocorrelation), "sigma": number(trend.noise),
      ]),
      "pending": trend.pending.map(change),
      "series": series.identity,
      "slope": trend.slopePerDay.flatMap { slope in
        guard slope.value.isFinite, slope.low.isFinite, slope.high.isFinite else { return nil }
        return .members([
          "hi": number(slope.high), "lo": number(slope.low), "per_day": number(slope.value),
        ])
      },
      "to": series.points.last.map { .text($0.time.description) },
      "verdict": .text(trend.verdict.rawValue),
    ])
  }

  private func change(_ change: Trend.Change) -> JSON {
    let index = instants.firsts[change.index]
    let point = series.points[index]
    let effect = JSON.members([
      "absolute": number(change.absolute.value),
      "hi": number(change.absolute.high),
      "lo": number(change.absolute.low),
      "relative": change.relative.map(number) ?? .null,
      "sigma": change.sigma.map(number) ?? .null,
    ])
    return .object(
      [
        .init("after", number(change.after)), .init("before", number(change.before)),
        .init("effect", effect), .init("index", .integer(index)),
        .init("kind", .text(change.kind.rawValue)), .init("p", number(change.pValue)),
        .init("time", .text(point.time.description)),
      ] + collected.origin(of: point))
  }

  private func interval(_ estimate: Estimate) -> JSON {
    .members([
      "hi": number(estimate.high), "lo": number(estimate.low), "value": number(estimate.value),
    ])
  }

  /// Differences of huge values may leave the range of doubles; JSON has no infinity.
  private func number(_ value: Double) -> JSON {
    value.isFinite ? .number(Significant.rounded(value)) : .null
  }
}

import Forecasting
import Kernel
import Records

/// The `sluice.forecast.v1` record of one series.
struct ForecastRecord {
  let forecast: Forecast
  let series: MetricSeries
  let collected: MetricSeriesReader
  let horizon: Int
  let limit: Limit?

  /// The record. Its id is the checksum of what it says.
  var json: JSON {
    let data = data
    var members: [JSON.Member] = [
      .init("data", data),
      .init("id", .string(data.canonical.withView { Checksum(of: $0).hex })),
      .init("source", .text("sluice/forecast")),
      .init("specversion", .text("1.0")),
      .init("subject", .string(series.metric)),
      .init("type", .text("sluice.forecast.v1")),
    ]
    members += series.dimensions
    guard let last = series.points.last else { return .object(members) }
    members.append(.init("time", .text(last.time.description)))
    for (key, place) in [("commit", last.commit), ("release", last.release)] {
      guard let name = collected.name(at: place) else { continue }
      if members.contains(where: { $0.key == ByteString(key) }) { continue }
      members.append(.init(ByteString(key), .string(name)))
    }
    return .object(members)
  }

  private var data: JSON {
    .members([
      "backtest": forecast.backtest.map { backtest in
        .members([
          "coverage95": .number(backtest.coverage95),
          "mase": backtest.scaledError.map(number) ?? .null,
          "origins": .integer(backtest.origins),
        ])
      } ?? .null,
      "duplicates": .integer(forecast.duplicates),
      "gaps": .integer(forecast.gaps),
      "horizon": .integer(horizon),
      "limit": limit.map { limit in
        .members([
          "direction": .text(limit.direction.rawValue), "value": .number(limit.value),
        ])
      },
      "members": .array(forecast.members.map { .text($0) }),
      "n": .integer(forecast.count),
      "points": .array(forecast.points.map(point)),
      "seasons": .array(forecast.seasons.map { .integer($0) }),
      "series": series.identity,
      "start": .integer(forecast.start),
      "time_to_limit": forecast.timeToLimit.map { reached in
        .members([
          "p10": time(reached.p10), "p50": time(reached.p50), "p90": time(reached.p90),
          "p_within": .number(reached.within),
        ])
      },
      "verdict": .text(forecast.verdict.rawValue),
    ])
  }

  private func point(_ point: Forecast.Point) -> JSON {
    .members([
      "hi80": number(point.high80), "hi95": number(point.high95), "lo80": number(point.low80),
      "lo95": number(point.low95), "mean": number(point.mean), "p10": number(point.p10),
      "p50": number(point.p50), "p90": number(point.p90),
      "p_cross": point.crossing.map { .number($0) } ?? .null,
      "time": .text(point.time.description),
    ])
  }

  private func time(_ time: Instant?) -> JSON { time.map { .text($0.description) } ?? .null }

  /// Futures of huge values may leave the range of doubles; JSON has no infinity.
  private func number(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }
}

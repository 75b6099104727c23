import Forecasting
import Kernel
import Records

/// The `sluice.forecast.v1` record of one series.
struct ForecastRecord {
  let forecast: Forecast
  let series: MetricSeries
  let collected: MetricSeriesReader
  let settings: Forecast.Settings

  /// The record. Its id is the checksum of what it says.
  var json: JSON {
    RecordShape.record(
      "forecast", data: data,
      envelope: collected.envelope(of: series, source: "sluice/forecast"))
  }

  private var data: JSON {
    .members([
      "backtest": forecast.backtest.map { backtest in
        .members([
          "coverage95": number(backtest.coverage95),
          "mase": backtest.scaledError.map(number) ?? .null,
          "origins": .integer(backtest.origins),
        ])
      } ?? .null,
      "calibration": settings.isCalibrated && !forecast.points.isEmpty ? calibration : .null,
      "duplicates": .integer(forecast.duplicates),
      "gaps": .integer(forecast.gaps),
      "horizon": .integer(settings.horizon),
      "limit": settings.limit.map { limit in
        .members([
          "direction": .text(limit.direction.rawValue), "hard": limit.isHard ? .bool(true) : nil,
          "value": .number(limit.value),
        ])
      },
      "members": .array(forecast.members.map { .text($0) }),
      "n": .integer(forecast.count),
      "past_errors": forecast.pastErrors.map { errors in
        .members(["origins": .integer(errors.origins), "ratio": number(errors.ratio)])
      } ?? .null,
      "points": .array(forecast.points.map(point)),
      "seasons": .array(forecast.seasons.map { .integer($0) }),
      "series": series.identity,
      "start": .integer(forecast.start),
      "time_to_limit": forecast.timeToLimit.map { reached in
        .members([
          "p10": time(reached.p10), "p50": time(reached.p50), "p90": time(reached.p90),
          "p_within": number(reached.within),
        ])
      },
      "verdict": .text(forecast.verdict.rawValue), "why": forecast.why.map { .text($0) },
    ])
  }

  private var calibration: JSON {
    let origin = IntervalWidths.origin
    return .members([
      "date": .text(origin.date), "own": number(forecast.ownWidth), "sha256": .text(origin.digest),
      "version": .integer(origin.version),
    ])
  }

  private func point(_ point: Forecast.Point) -> JSON {
    .members([
      "hi80": number(point.high80), "hi95": number(point.high95), "lo80": number(point.low80),
      "lo95": number(point.low95), "mean": number(point.mean), "p10": number(point.p10),
      "p50": number(point.p50), "p90": number(point.p90),
      "p_cross": point.crossing.map(number) ?? .null,
      "time": .text(point.time.description),
    ])
  }

  private func time(_ time: Instant?) -> JSON { time.map { .text($0.description) } ?? .null }

  /// Errors of the past may be beyond doubles; JSON has no infinity.
  private func number(_ value: Double) -> JSON {
    value.isFinite ? .number(Forecast.rounded(value)) : .null
  }
}

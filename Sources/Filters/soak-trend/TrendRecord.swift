import Kernel
import Records
import Statistics

/// The `sluice.trend.v1` record of one series.
struct TrendRecord {
  let trend: Trend
  let series: MetricSeries
  let view: SeriesView
  let collected: MetricSeriesReader
  let reference: Judgement.Reference?
  let discovery: Judgement.Discovery?
  let detectable: DetectableStep

  /// The record. Its id is the checksum of what it says.
  var json: JSON {
    RecordShape.record(
      "trend", data: data,
      envelope: collected.envelope(of: series, source: "sluice/soak-trend"))
  }

  private var data: JSON {
    .members([
      "accepted": view.accepted.map { known in
        .members(["left_out": .integer(view.acceptedCount), "time": .text(known.time.description)])
      },
      "alpha": .number(view.settings.alpha),
      "changes": .array(trend.changes.map(change)),
      "detectable": smallest,
      "direction": .text(view.settings.direction.rawValue),
      "fdr": discovery.map { discovery in
        .members([
          "p_adjusted": number(discovery.adjusted), "rate": .number(discovery.rate),
          "series": .integer(discovery.count),
        ])
      },
      "floor": view.floor > 1 ? .integer(view.floor) : nil,
      "from": series.points.first.map { .text($0.time.description) },
      "level": trend.level.map(interval),
      "method": .text(Trend.method),
      "n": .integer(trend.count),
      "noise": .members([
        "autocorrelation": number(trend.autocorrelation), "sigma": number(trend.noise),
      ]),
      "pending": trend.pending.map(change),
      "reference": reference.map { reference in
        .members([
          "between": reference.spread.map { number($0.between) } ?? .null,
          "n": .integer(reference.count),
          "within": reference.spread.map { number($0.within) } ?? .null,
        ])
      },
      "rules": view.rules.isEmpty ? nil : .array(view.rules.map { .string($0.name) }),
      "series": series.identity,
      "slope": trend.slopePerDay.flatMap { slope in
        guard slope.value.isFinite, slope.low.isFinite, slope.high.isFinite else { return nil }
        return .members([
          "hi": number(slope.high), "lo": number(slope.low), "per_day": number(slope.value),
        ])
      },
      "to": series.points.last.map { .text($0.time.description) },
      "verdict": .text(trend.verdict.rawValue),
      "warm_up": view.warmUpCount > 0 ? .integer(view.warmUpCount) : nil,
      "why": .text(why),
    ])
  }

  /// The smallest step in the middle of the last regime that would mostly have been found.
  private var smallest: JSON? {
    guard let level = trend.level, trend.noise > 0,
      let sigma = detectable.sigmas(
        count: level.count, settings: view.settings, autocorrelation: trend.autocorrelation)
    else { return nil }
    // What is known to wander hides as much again.
    let wandering = 2 * 2.0.squareRoot() * (view.settings.reference?.between ?? 0)
    let size = max(sigma * trend.noise, wandering)
    return .members([
      "absolute": number(size), "power": .number(DetectableStep.power),
      "relative": level.value == 0 ? .null : number(size / abs(level.value)),
      "sigma": number(size / trend.noise),
    ])
  }

  /// The verdict in words.
  private var why: String {
    if trend.verdict == .insufficient {
      let least = max(Trend.minimumCount, 2 * view.settings.minimumPoints)
      return "\(trend.count) points to look at, \(least) are needed"
    }
    if let young = trend.pending, trend.verdict == .pending {
      let behind = trend.count - young.index
      return "\(says(young)); \(behind) of \(view.settings.persistence) points that must confirm it"
    }
    guard let last = trend.changes.last(where: \.isAlarm) else {
      if let discovery, discovery.adjusted < 1 {
        return "p \(text(discovery.adjusted)) among \(discovery.count) series, above the rate of "
          + text(discovery.rate)
      }
      return "no change stands out from the noise"
    }
    let back = trend.verdict == .steady ? "back where it began; the last change is a " : ""
    return back + says(last)
  }

  private func says(_ change: Trend.Change) -> String {
    let index = view.instants.firsts[change.index]
    let point = series.points[index]
    let share = change.relative.map { " (\($0 < 0 ? "" : "+")\(text($0 * 100)) %)" } ?? ""
    let named = [("release", point.release), ("commit", point.commit)].compactMap { kind, place in
      collected.name(at: place).map { "\(kind) \($0)" }
    }
    let first = ([point.time.description] + named).joined(separator: ", ")
    return "\(change.kind.rawValue) from \(text(change.before)) to \(text(change.after))\(share), "
      + "first at \(first), p \(text(change.pValue))"
  }

  /// Three digits, for reading.
  private func text(_ value: Double) -> String {
    value.isFinite
      ? JSON.number(Significant.rounded(value, digits: 3)).canonical.description : "unknown"
  }

  private func change(_ change: Trend.Change) -> JSON {
    let index = view.instants.firsts[change.index]
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
}

/// Nine digits of a number. Differences of huge values may leave the range of doubles and ends of
/// intervals may be open: JSON has no infinity, so that is null.
func number(_ value: Double) -> JSON {
  value.isFinite ? .number(Significant.rounded(value)) : .null
}

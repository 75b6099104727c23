/// A series cut at its changes: the fit of each part, and what is left around it.
struct Regimes {
  /// One part: a level, or a line.
  struct Part {
    let range: Range<Int>
    /// The probability of the step that begins it; nil where it begins without one.
    let stepProbability: Double?
    /// The probability of the ramp that it is; nil for a level.
    let rampProbability: Double?
    /// The fit at the first and at the last value.
    let start: Double
    let end: Double
    /// The rise of a ramp with its interval.
    let rise: Estimate?
  }

  let parts: [Part]
  let residuals: [Double]
  let deviation: Double
  let autocorrelation: Double
  private let inflation: Double

  init(_ values: [Double], found: [ChangeSearch.Found]) {
    let starts = Set(found.map(\.index) + (values.isEmpty ? [] : [0])).sorted()
    var parts: [Part] = []
    for (place, start) in starts.enumerated() {
      let range = start..<(place + 1 < starts.count ? starts[place + 1] : values.count)
      let step = found.first { $0.shape == .step(start) }?.pValue
      let ramp = found.first { $0.shape == .ramp(start) }?.pValue
      parts.append(Regimes.part(values, range, step: step, ramp: ramp))
    }
    var residuals = values
    for part in parts {
      let last = Double(max(part.range.count - 1, 1))
      for index in part.range {
        let share = Double(index - part.range.lowerBound) / last
        residuals[index] -= part.start + (part.end - part.start) * share
      }
    }
    self.parts = parts
    self.residuals = residuals
    deviation = Summary.robustDeviation(residuals)
    // Scores, so that a spike does not hide the dependence of the rest.
    autocorrelation = Autocorrelation.firstOrder(
      residuals: Ranks.normalScores(residuals), parameters: max(1, parts.count))
    inflation = Autocorrelation.inflation(autocorrelation)
  }

  private static func part(
    _ values: [Double], _ range: Range<Int>, step: Double?, ramp: Double?
  ) -> Part {
    let part = Array(values[range])
    if ramp != nil {
      let dependence = Autocorrelation.firstOrder(residuals: detrended(part), parameters: 2)
      let inflation = Autocorrelation.inflation(dependence)
      if let line = TheilSen(x: part.indices.map(Double.init), y: part, inflation: inflation) {
        let rise = line.slope.scaled(by: Double(part.count - 1))
        return Part(
          range: range, stepProbability: step, rampProbability: ramp, start: line.intercept,
          end: line.intercept + rise.value, rise: rise)
      }
    }
    let median = Summary.median(part)
    return Part(
      range: range, stepProbability: step, rampProbability: nil, start: median, end: median,
      rise: nil)
  }

  private static func detrended(_ values: [Double]) -> [Double] {
    let scores = Ranks.normalScores(values)
    return Line(scores).residuals(scores)
  }

  /// Where the last regime begins.
  var lastStart: Int { parts.last?.range.lowerBound ?? 0 }

  /// The growth of variances by the dependence of neighbours in a stretch without changes.
  static func inflation(of values: [Double]) -> Double {
    let dependence = Autocorrelation.firstOrder(
      residuals: Regimes.detrended(values), parameters: 2)
    return Autocorrelation.inflation(dependence)
  }

  /// The level at the end of the series, with the interval of a median.
  var level: Estimate? {
    guard let last = parts.last else { return nil }
    let sorted = last.range.map { residuals[$0] }.sorted()
    let count = Double(sorted.count)
    let width = 1.96 / 2 * (inflation / count).squareRoot()
    return Estimate(
      value: last.end, low: last.end + Summary.quantile(sorted: sorted, 0.5 - width),
      high: last.end + Summary.quantile(sorted: sorted, 0.5 + width), count: last.range.count)
  }

  /// The steps and ramps, with their sizes.
  var changes: [Trend.Change] {
    var changes: [Trend.Change] = []
    for (place, part) in parts.enumerated() {
      let index = part.range.lowerBound
      if place > 0, let pValue = part.stepProbability {
        let earlier = parts[place - 1]
        let shift = HodgesLehmann.shift(
          before: earlier.range.map { earlier.end + residuals[$0] },
          after: part.range.map { part.start + residuals[$0] }, inflation: inflation)
        changes.append(change(.step, index, earlier.end, part.start, shift, pValue))
      }
      if let rise = part.rise, let pValue = part.rampProbability {
        changes.append(change(.ramp, index, part.start, part.end, rise, pValue))
      }
    }
    return changes
  }

  /// A single value far from its regime.
  func spike(at index: Int, value: Double) -> Trend.Change {
    let height = residuals[index]
    let width = 1.96 * deviation
    return change(
      .spike, index, value - height, value,
      Estimate(value: height, low: height - width, high: height + width, count: 1),
      NormalDistribution.twoSidedTail(height / deviation))
  }

  func change(
    _ kind: Trend.Change.Kind, _ index: Int, _ before: Double, _ after: Double,
    _ absolute: Estimate, _ pValue: Double
  ) -> Trend.Change {
    Trend.Change(
      kind: kind, index: index, before: before, after: after, absolute: absolute,
      relative: before == 0 ? nil : absolute.value / abs(before),
      sigma: deviation > 0 ? absolute.value / deviation : nil, pValue: pValue)
  }
}

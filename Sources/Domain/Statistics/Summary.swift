/// Location and spread of values in any order.
public enum Summary {
  /// The arithmetic mean, 0 of nothing.
  public static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// The value below which a share of `probability` lies, between neighbours by straight line
  /// (Hyndman and Fan 1996, type 7); `sorted` ascending and not empty.
  public static func quantile(sorted: [Double], _ probability: Double) -> Double {
    let place = max(0, min(1, probability)) * Double(sorted.count - 1)
    let lower = Int(place)
    let upper = min(lower + 1, sorted.count - 1)
    // Two halves, so that the difference of huge values does not overflow.
    let share = place - Double(lower)
    return sorted[lower] * (1 - share) + sorted[upper] * share
  }

  /// The median, 0 of nothing.
  public static func median(_ values: [Double]) -> Double {
    var values = values
    return OrderStatistic.median(&values)
  }

  /// A robust standard deviation: 1.4826 times the median distance from the median.
  ///
  /// Where more than half of the values are equal that is 0, and the standard deviation answers.
  public static func robustDeviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let centre = median(values)
    let spread = 1.4826 * median(values.map { abs($0 - centre) })
    return spread > 0 ? spread : deviation(values)
  }

  /// The standard deviation with divisor n - 1, 0 of fewer than two values.
  public static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let centre = mean(values)
    let sum = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    return (sum / Double(values.count - 1)).squareRoot()
  }

  /// Whether the values differ by no more than the noise of arithmetic: 1e-12 of their size.
  static func isConstant(_ values: [Double]) -> Bool {
    guard let low = values.min(), let high = values.max() else { return true }
    return high - low <= 1e-12 * max(abs(low), abs(high))
  }
}

/// An estimate with its interval and the number of values that it stands on.
public struct Estimate: Equatable, Sendable {
  /// The estimate.
  public let value: Double
  /// The lower end of the interval.
  public let low: Double
  /// The upper end of the interval.
  public let high: Double
  /// How many values it stands on.
  public let count: Int

  /// An estimate.
  public init(value: Double, low: Double, high: Double, count: Int) {
    self.value = value
    self.low = low
    self.high = high
    self.count = count
  }

  /// The estimate of `factor` times as much; `factor` must not be negative.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(value: value * factor, low: low * factor, high: high * factor, count: count)
  }
}

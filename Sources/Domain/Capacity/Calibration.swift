internal import Glibc
internal import Statistics

/// Thresholds from what was measured: upper confidence limits of high quantiles, or lower ones of low
/// quantiles where higher is good.
///
/// A threshold is an order statistic, which holds for values of any distribution (Hahn, Meeker and
/// Escobar, "Statistical Intervals", 2nd ed., 2017, section 5.4). Where there are too few values for
/// that, it is the one-sided tolerance limit of a normal distribution about the median, with the
/// approximate factor of the NIST/SEMATECH e-Handbook, section 7.2.6.3. Values that depend on their
/// neighbours count as fewer. Linear in the values but for sorting.
public struct Calibration: Sendable {
  /// How a threshold was found.
  public enum Method: String, Sendable { case order, normal }

  /// One threshold, with the interval that its quantile lies in.
  public struct Threshold: Equatable, Sendable {
    /// The limit: with the confidence asked for, the share of values beyond it is at most that of
    /// the quantile.
    public let value: Double
    /// The interval that the quantile itself lies in, with the same confidence.
    public let low: Double
    public let high: Double
    /// How it was found.
    public let method: Method

    /// A threshold.
    public init(value: Double, low: Double, high: Double, method: Method) {
      self.value = value
      self.low = low
      self.high = high
      self.method = method
    }
  }

  /// The fewest values that are worth anything as independent ones.
  public static let least = 10.0

  /// How many values there are, and what they are worth as independent ones.
  public let count: Int
  public let effective: Double
  /// The middle and the spread: median and scaled median of absolute deviations.
  public let median: Double
  public let deviation: Double
  /// The first-order autocorrelation.
  public let autocorrelation: Double

  private let sorted: [Double]
  private let confidence: Double
  private let isReversed: Bool

  /// From values in the order of time, at least one.
  /// - Parameters:
  ///   - confidence: between 0.5 and 1.
  ///   - higherIsGood: whether thresholds are below the values.
  public init(values: [Double], confidence: Double, higherIsGood: Bool) {
    count = values.count
    self.confidence = confidence
    isReversed = higherIsGood
    sorted = (higherIsGood ? values.map { -$0 } : values).sorted()
    median = Summary.median(values)
    deviation = Summary.robustDeviation(values)
    let middle = median
    autocorrelation = Autocorrelation.firstOrder(
      residuals: values.map { $0 - middle }, parameters: 1)
    effective = Double(values.count) / Autocorrelation.inflation(autocorrelation)
  }

  /// The threshold of a quantile above 0.5; nil where there are too few values.
  public func threshold(_ quantile: Double) -> Threshold? {
    guard effective >= Calibration.least else { return nil }
    return sign(ordered(quantile) ?? normal(quantile))
  }

  private func sign(_ found: Threshold) -> Threshold {
    guard isReversed else { return found }
    return Threshold(
      value: -found.value, low: -found.high, high: -found.low, method: found.method)
  }

  private func ordered(_ quantile: Double) -> Threshold? {
    let trials = Int(effective)
    let tail = (1 - confidence) / 2
    let sums = Calibration.cumulative(trials, quantile)
    guard let limit = sums.firstIndex(where: { $0 >= confidence }), limit < trials,
      let upper = sums.firstIndex(where: { $0 >= 1 - tail }), upper < trials
    else { return nil }
    let lower = sums.lastIndex { $0 <= tail } ?? 0
    return Threshold(
      value: value(limit + 1, of: trials), low: value(lower + 1, of: trials),
      high: value(upper + 1, of: trials), method: .order)
  }

  /// The order statistic with this rank among `trials` independent values.
  private func value(_ rank: Int, of trials: Int) -> Double {
    let place = (Double(rank) / Double(trials) * Double(count)).rounded(.up)
    return sorted[min(count, max(1, Int(place))) - 1]
  }

  private func normal(_ quantile: Double) -> Threshold {
    let middle = isReversed ? -median : median
    func limit(_ confidence: Double) -> Double {
      middle + deviation * Calibration.factor(quantile, confidence, effective)
    }
    let tail = (1 - confidence) / 2
    return Threshold(
      value: limit(confidence), low: limit(tail), high: limit(1 - tail), method: .normal)
  }

  /// The probabilities that at most 0, 1, … of `trials` values lie below the quantile.
  static func cumulative(_ trials: Int, _ quantile: Double) -> [Double] {
    let odds = quantile / (1 - quantile)
    // By logarithms: the probability that none does is beyond the range of doubles for many.
    var sums: [Double] = []
    var logarithm = Double(trials) * log(1 - quantile)
    var sum = 0.0
    for successes in 0...trials {
      if successes > 0 {
        logarithm += log(Double(trials - successes + 1) / Double(successes) * odds)
      }
      sum += exp(logarithm)
      sums.append(min(1, sum))
    }
    return sums
  }

  /// The factor of the deviation for a one-sided tolerance limit, with a confidence below 0.5 the
  /// lower confidence limit of the same quantile.
  static func factor(_ quantile: Double, _ confidence: Double, _ count: Double) -> Double {
    let wanted = NormalDistribution.quantile(quantile)
    let sure = NormalDistribution.quantile(confidence)
    let a = 1 - sure * sure / (2 * (count - 1))
    let b = wanted * wanted - sure * sure / count
    let root = max(0, wanted * wanted - a * b).squareRoot()
    return (wanted + (sure < 0 ? -root : root)) / a
  }
}

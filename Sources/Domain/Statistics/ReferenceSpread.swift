/// How far the level of a series wanders while nothing is changed, learned from a history of which that
/// is known: the variance between its stretches, beyond what the noise within them explains.
public struct ReferenceSpread: Equatable, Sendable {
  /// The fewest values to learn from.
  public static let leastCount = 40
  /// The fewest values of a stretch.
  static let shortest = Trend.minimumSegment
  /// The most stretches.
  static let mostStretches = 20

  /// How many values it was learned from.
  public let count: Int
  /// The standard deviation within stretches.
  public let within: Double
  /// The standard deviation of the levels of stretches.
  public let between: Double

  /// Learns from values in the order of time; nil of fewer than `leastCount`.
  public init?(_ values: [Double]) {
    guard values.count >= ReferenceSpread.leastCount else { return nil }
    let size = max(
      ReferenceSpread.shortest,
      (values.count + ReferenceSpread.mostStretches - 1) / ReferenceSpread.mostStretches)
    let stretches = Batches.bounds(values.count, size: size).map { Array(values[$0]) }
    let levels = stretches.map(Summary.median)
    let rest = zip(stretches, levels).flatMap { stretch, level in stretch.map { $0 - level } }
    count = values.count
    within = Summary.robustDeviation(rest)
    // The variance of a median of normal values is pi / 2 times that of their mean.
    let explained = Double.pi / 2 * within * within / Double(size)
    let deviation = Summary.deviation(levels)
    between = max(0, deviation * deviation - explained).squareRoot()
  }

  /// The probability that two levels of an unchanged series lie as far apart, by an estimate with its
  /// 95 % interval: that of the noise and of both levels' wandering.
  func pValue(_ shift: Estimate) -> Double {
    let error = (shift.high - shift.low) / (2 * 1.96)
    let deviation = (error * error + 2 * between * between).squareRoot()
    return deviation > 0 ? NormalDistribution.twoSidedTail(shift.value / deviation) : 0
  }
}

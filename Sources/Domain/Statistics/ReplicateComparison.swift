internal import Glibc

/// A baseline against a candidate at the level of what is independent: processes, hosts, runs.
///
/// Each replicate counts as its median. Values above 0 are compared by their ratio, others by their
/// difference as a share of the baseline's median. The verdict is where the interval of the ratio lies
/// to the margin: outside of it is worse or better, inside is the same, across its edge is inconclusive,
/// so that sameness is earned (two one-sided tests, Schuirmann 1987).
public struct ReplicateComparison: Sendable {
  /// What is found of the candidate.
  public enum Verdict: String, Sendable, CaseIterable {
    case same, worse, better, inconclusive, insufficient
  }
  /// How it is judged.
  public struct Settings: Sendable {
    /// The share of comparisons of equals that are called worse or better, at most; half of it at each
    /// side.
    public var alpha: Double
    /// How far from 1 a ratio may lie and count as the same.
    public var margin: Double
    /// Which way is good. Where none is, any difference beyond the margin is worse.
    public var direction: Trend.Direction

    /// Settings.
    public init(alpha: Double = 0.05, margin: Double = 0.015, direction: Trend.Direction) {
      self.alpha = alpha
      self.margin = margin
      self.direction = direction
    }
  }
  /// One side.
  public struct Side: Sendable {
    /// How many values there are.
    public let count: Int
    /// The median of each replicate, in the order of their first values.
    public let medians: [Double]

    /// A side by the values of each replicate; none of these may be empty.
    public init(replicates: [[Double]]) {
      count = replicates.reduce(0) { $0 + $1.count }
      medians = replicates.map { Summary.median($0) }
    }

    /// The median of the replicates' medians, 0 of nothing.
    public var median: Double { Summary.median(medians) }
  }

  /// Fewer replicates on a side cannot be judged: five against five is the least at which the rank
  /// sum can be as uneven as one in a hundred.
  public static let leastReplicates = 5
  /// What is done, for records.
  public static let method = "rank-sum/hodges-lehmann/replicate-medians/ar1"

  /// The sides.
  public let baseline: Side
  public let candidate: Side
  /// Candidate divided by baseline with its interval; nil when there are too few replicates, or the
  /// baseline's median is 0.
  public private(set) var ratio: Estimate?
  /// The probability of sides as uneven as these when they are alike; nil when there are too few.
  public private(set) var pValue: Double?
  /// How much one replicate has of the one before it, 0 to 0.9; 0 for few.
  public private(set) var autocorrelation = 0.0
  /// The verdict.
  public private(set) var verdict = Verdict.insufficient

  /// Compares two sides. Cost: the product of their replicates, at most 14,400.
  public init(_ baseline: Side, _ candidate: Side, _ settings: Settings) {
    self.baseline = baseline
    self.candidate = candidate
    guard
      min(baseline.medians.count, candidate.medians.count) >= ReplicateComparison.leastReplicates
    else {
      return
    }
    let all = baseline.medians + candidate.medians
    let isPositive = all.allSatisfy { $0 > 0 }
    let scale = abs(baseline.median)
    let (first, second) =
      isPositive
      ? (baseline.medians.map { log($0) }, candidate.medians.map { log($0) })
      : (baseline.medians, candidate.medians)
    autocorrelation = ReplicateComparison.autocorrelation(first, second)
    let inflation = (1 + autocorrelation) / (1 - autocorrelation)
    pValue = RankSum.pValue(first, second, inflation: inflation)
    let shift = RankSum.shift(first, second, alpha: settings.alpha, inflation: inflation)
    if isPositive {
      ratio = Estimate(
        value: exp(shift.value), low: exp(shift.low), high: exp(shift.high), count: shift.count)
    } else if scale > 0 {
      ratio = Estimate(
        value: 1 + shift.value / scale, low: 1 + shift.low / scale, high: 1 + shift.high / scale,
        count: shift.count)
    }
    verdict = judge(isEqual: shift.low == 0 && shift.high == 0, settings)
  }

  private func judge(isEqual: Bool, _ settings: Settings) -> Verdict {
    if isEqual { return .same }
    guard let ratio else { return .inconclusive }
    let upper = 1 + settings.margin
    let lower = 1 / upper
    if ratio.low > upper { return settings.direction == .higher ? .better : .worse }
    if ratio.high < lower { return settings.direction == .lower ? .better : .worse }
    return ratio.low >= lower && ratio.high <= upper ? .same : .inconclusive
  }

  /// The mean product of neighbours within the sides, outliers drawn in to three deviations.
  private static func autocorrelation(_ first: [Double], _ second: [Double]) -> Double {
    guard min(first.count, second.count) >= 10 else { return 0 }
    let sides = [first, second].map { side in
      let centre = Summary.median(side)
      return side.map { $0 - centre }
    }
    let bound = 3 * 1.4826 * Summary.median((sides[0] + sides[1]).map { abs($0) })
    var products = 0.0
    var squares = 0.0
    for side in sides {
      let drawn = side.map { max(-bound, min(bound, $0)) }
      for (earlier, later) in zip(drawn, drawn.dropFirst()) { products += earlier * later }
      for value in drawn { squares += value * value }
    }
    return squares > 0 ? max(0, min(0.9, products / squares)) : 0
  }
}

internal import Statistics

/// How many units a demand needs, each with a capacity, so that it is met with a given probability.
public struct CapacityPlan: Sendable {
  /// The quantiles that a forecast states, in order.
  public struct Demand: Sendable {
    private let known: [(level: Double, value: Double)]

    /// From the bounds of the 95 % and 80 % intervals and the median; nil where they are not in
    /// order.
    public init?(low95: Double, low80: Double, median: Double, high80: Double, high95: Double) {
      let values = [low95, low80, median, high80, high95]
      guard values.allSatisfy(\.isFinite), zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 })
      else { return nil }
      known = Array(zip([0.025, 0.1, 0.5, 0.9, 0.975], values))
    }

    /// The demand that is not exceeded with probability `level`, 0.025 to 0.975: between the known
    /// quantiles straight on the scale of the normal distribution.
    public func quantile(_ level: Double) -> Double {
      let after = known.firstIndex { $0.level >= level } ?? known.count - 1
      guard after > 0 else { return known[0].value }
      let (left, right) = (known[after - 1], known[after])
      let (from, to) = (
        NormalDistribution.quantile(left.level), NormalDistribution.quantile(right.level)
      )
      let share = (NormalDistribution.quantile(level) - from) / (to - from)
      return left.value + (right.value - left.value) * share
    }
  }

  /// The probability that the demand of a step is met: the range that a forecast's intervals tell.
  public static let serviceLevels = 0.5...0.975

  /// What one unit can take.
  public let capacity: Double
  /// The probability that a step's demand is met.
  public let serviceLevel: Double
  /// The share of a unit's capacity that stays free.
  public let reserve: Double
  /// The fewest and the most units.
  public let bounds: ClosedRange<Int>

  /// A plan; `capacity` above 0, `serviceLevel` in `serviceLevels`, `reserve` from 0 to below 1.
  public init(capacity: Double, serviceLevel: Double, reserve: Double, bounds: ClosedRange<Int>) {
    self.capacity = capacity
    self.serviceLevel = serviceLevel
    self.reserve = reserve
    self.bounds = bounds
  }

  /// The units for a demand; `isShort` when more are needed than there may be.
  public func units(for demand: Double) -> (count: Int, isShort: Bool) {
    let exact = max(0, demand) / (capacity * (1 - reserve))
    // A demand of 3.0000000001 units is one of 3: the last digits are those of the arithmetic.
    let needed = (exact * (1 - 1e-12)).rounded(.up)
    guard needed <= Double(bounds.upperBound) else { return (bounds.upperBound, true) }
    return (max(bounds.lowerBound, Int(needed)), false)
  }
}

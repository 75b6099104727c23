internal import Glibc

/// How much wider the futures of the members must be for their intervals to hold what they promise:
/// short histories hide how levels, trends and seasons break, and members that disagree spread more
/// than they err. By how far apart the points are, how many steps ahead, and on which side: growth
/// surprises more often than decline.
///
/// The factors are measured, not chosen: `Tests/bench/widths.py` forecasts series whose future is
/// known and takes, of the distances from the median relative to the interval drawn, the quantile
/// that the interval promises (split conformal prediction, Vovk et al. 2005; by side, Romano,
/// Patterson and Candes 2019). It writes `WidthTable.swift`.
public struct IntervalWidths: Sendable {
  /// How far apart the points of a series are.
  enum Pace: String, CaseIterable {
    case hours, days, weeks, months, quarters, years
  }

  /// What the distances from the median are multiplied by, at the ends of two intervals.
  struct Side: Equatable {
    let eighty: Double
    let ninetyFive: Double

    /// As many times as wide.
    func scaled(_ factor: Double) -> Side {
      Side(eighty: factor * eighty, ninetyFive: factor * ninetyFive)
    }

    /// A share of the way to another.
    func mixed(_ other: Side, _ share: Double) -> Side {
      Side(
        eighty: eighty * (1 - share) + other.eighty * share,
        ninetyFive: ninetyFive * (1 - share) + other.ninetyFive * share)
    }
  }

  /// Both sides of the median.
  struct Factors: Equatable {
    let below: Side
    let above: Side
  }

  /// Which measurement the factors come from.
  public struct Origin: Equatable, Sendable {
    /// Counts up with every table.
    public let version: Int
    /// The day of the measurement.
    public let date: String
    /// The SHA-256 checksum of the data, in the order in which the table names them.
    public let digest: String
  }

  /// The steps at which factors are measured; between them they follow the logarithm of the step,
  /// beyond the last they stay.
  static let knots = [1, 2, 4, 8, 16, 32]

  /// With this many origins the own errors of a series count as much as what is usual.
  static let originsOfPrior = 40.0
  /// How far the own errors may change widths.
  static let ownLimits = 1.0 / 3...3.0

  private let row: [Factors]
  /// The usual ratio of past errors.
  private let usual: Double?

  init(for spacing: Spacing) {
    row = IntervalWidths.table[spacing.pace] ?? []
    usual = IntervalWidths.usual[spacing.pace]
  }

  /// How much wider than usual the intervals of a series are to be, by how much more it was off in
  /// its past than is usual: drawn towards 1 the more, the fewer origins there are.
  func own(_ errors: PastErrors?) -> Double {
    guard let errors, let usual else { return 1 }
    let count = Double(errors.origins)
    let factor = pow(errors.ratio / usual, count / (count + IntervalWidths.originsOfPrior))
    let limits = IntervalWidths.ownLimits
    return min(max(factor, limits.lowerBound), limits.upperBound)
  }

  /// The factors a number of steps ahead, from 1 on, times that of the series.
  func factors(step: Int, own: Double) -> Factors {
    let factors = usualFactors(step)
    return Factors(below: factors.below.scaled(own), above: factors.above.scaled(own))
  }

  private func usualFactors(_ step: Int) -> Factors {
    guard let last = row.last else {
      let one = Side(eighty: 1, ninetyFive: 1)
      return Factors(below: one, above: one)
    }
    let place = log2(Double(step))
    let lower = Int(place)
    guard lower + 1 < row.count else { return last }
    let share = place - Double(lower)
    return Factors(
      below: row[lower].below.mixed(row[lower + 1].below, share),
      above: row[lower].above.mixed(row[lower + 1].above, share))
  }
}

extension Spacing {
  /// The pace whose measured widths serve.
  var pace: IntervalWidths.Pace {
    switch self {
    case .seconds(let seconds):
      switch seconds {
      case ..<43200: .hours
      case ..<259_200: .days
      case ..<1_728_000: .weeks
      case ..<5_184_000: .months
      case ..<17_280_000: .quarters
      default: .years
      }
    case .months(let months, _): months <= 2 ? .months : months <= 6 ? .quarters : .years
    }
  }
}

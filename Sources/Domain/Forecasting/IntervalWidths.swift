internal import Glibc

/// How much wider the futures of the members must be for their intervals to hold what they promise:
/// short histories hide how levels, trends and seasons break, and members that disagree spread more
/// than they err. By how far apart the points are, and how many steps ahead.
///
/// The factors are measured, not chosen: `Tests/bench/widths.py` forecasts series whose future is known and
/// takes, of the distances from the median relative to the interval drawn, the quantile that the
/// interval promises (split conformal prediction, Vovk et al. 2005). It writes `WidthTable.swift`.
public struct IntervalWidths: Sendable {
  /// How far apart the points of a series are.
  enum Pace: String, CaseIterable {
    case hours, days, weeks, months, quarters, years
  }

  /// What the distances from the median are multiplied by, at the ends of two intervals.
  struct Factors: Equatable {
    let eighty: Double
    let ninetyFive: Double
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

  private let row: [Factors]

  init(for spacing: Spacing) { row = IntervalWidths.table[spacing.pace] ?? [] }

  /// The factors a number of steps ahead, from 1 on.
  func factors(step: Int) -> Factors {
    guard let last = row.last else { return Factors(eighty: 1, ninetyFive: 1) }
    let place = log2(Double(step))
    let lower = Int(place)
    guard lower + 1 < row.count else { return last }
    let share = place - Double(lower)
    func between(_ of: (Factors) -> Double) -> Double {
      of(row[lower]) * (1 - share) + of(row[lower + 1]) * share
    }
    return Factors(eighty: between(\.eighty), ninetyFive: between(\.ninetyFive))
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

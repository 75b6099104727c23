public import Kernel
internal import Statistics

/// What a series will do: points with intervals, when a limit is reached, and how well the same
/// method did on the series' own past.
public struct Forecast: Sendable {
  /// The answer in one word.
  public enum Verdict: String, Sendable, CaseIterable {
    /// The limit is not in sight, or there is none.
    case ok
    /// Half of the futures reach the limit within the horizon.
    case exhausts
    /// A tenth of the futures reach the limit within the horizon.
    case atrisk
    /// Too few values for an answer, or too large ones.
    case insufficient
  }

  /// How to look ahead.
  public struct Settings: Equatable, Sendable {
    /// How many steps.
    public var horizon: Int
    /// The seasons in points; nil to find them.
    public var seasons: [Int]?
    /// What the drawn futures depend on, besides the series.
    public var seed: UInt64
    /// The capacity, when there is one.
    public var limit: Limit?
    /// The time of the last change that is known; the history begins there where enough of it is
    /// left (`minimumAfterChange`).
    public var lastChange: Instant?
    /// Whether intervals have the measured widths (`IntervalWidths`).
    public var isCalibrated: Bool

    /// Settings.
    public init(
      horizon: Int, seasons: [Int]? = nil, seed: UInt64 = 1, limit: Limit? = nil,
      lastChange: Instant? = nil, isCalibrated: Bool = true
    ) {
      self.horizon = horizon
      self.seasons = seasons
      self.seed = seed
      self.limit = limit
      self.lastChange = lastChange
      self.isCalibrated = isCalibrated
    }
  }

  /// One step ahead.
  public struct Point: Equatable, Sendable {
    /// When.
    public let time: Instant
    /// What the members expect together: their mean where most of them smooth, else their median.
    public let mean: Double
    /// Quantiles of the futures.
    public let p10: Double
    public let p50: Double
    public let p90: Double
    /// The interval that holds 80 % of the futures.
    public let low80: Double
    public let high80: Double
    /// The interval that holds 95 % of the futures.
    public let low95: Double
    public let high95: Double
    /// The probability that the limit has been reached by then; nil without a limit.
    public let crossing: Double?
  }

  /// When a limit is reached.
  public struct TimeToLimit: Equatable, Sendable {
    /// When a tenth, half and nine tenths of the futures have reached it; nil beyond the horizon.
    public let p10: Instant?
    public let p50: Instant?
    public let p90: Instant?
    /// The share of futures that reach it within the horizon.
    public let within: Double
  }

  /// How forecasts from earlier points of the series did.
  public struct Backtest: Equatable, Sendable {
    /// The mean absolute error relative to that of the seasonal naive method in the history; nil
    /// where that is 0.
    public let scaledError: Double?
    /// The share of values inside of the 95 % interval.
    public let coverage95: Double
    /// From how many points it was tried.
    public let origins: Int
  }

  /// The answer.
  public let verdict: Verdict
  /// Why there is none; nil where there is one.
  public let why: String?
  /// How many points the series has.
  public let count: Int
  /// The seasons in use, in points.
  public let seasons: [Int]
  /// The members in use.
  public let members: [String]
  /// The position of the first value in use.
  public let start: Int
  /// The steps ahead; empty when there is too little data.
  public let points: [Point]
  /// When the limit is reached; nil without a limit or points.
  public let timeToLimit: TimeToLimit?
  /// How the method did on the past; nil when the past is too short.
  public let backtest: Backtest?
  /// How far it was off there beside its own intervals; nil when the past is too short.
  public let pastErrors: PastErrors?
  /// By how much the intervals are wider for it than usual; 1 without `pastErrors`.
  public let ownWidth: Double
  /// Steps without a point, and points that shared a step.
  public let gaps: Int
  public let duplicates: Int

  /// The fewest steps that get an answer.
  public static let minimumCount = 6
  /// The fewest steps that a forecast stands on alone after a change: with fewer, a history with a
  /// break in it tells more.
  static let minimumAfterChange = 12
  /// The most steps in use; older ones are left out.
  static let maximumCount = 4000
  /// How many futures are drawn.
  static let pathCount = 2000

  /// A number with the digits that a forecast can answer for, the same on every processor.
  public static func rounded(_ value: Double) -> Double { Significant.rounded(value) }
}

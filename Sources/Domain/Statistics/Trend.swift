/// What a series did: its verdict, its changes and where it stands now.
public struct Trend: Equatable, Sendable {
  /// Which way is good.
  public enum Direction: String, Sendable { case lower, higher, none }

  /// The answer in one word.
  public enum Verdict: String, Sendable, CaseIterable {
    /// No change is believed, or the series is back where it began.
    case steady
    /// The last level is worse than the first.
    case regressed
    /// The last level is better than the first, or it drifts the good way.
    case improved
    /// It changed, and neither way is good.
    case changed
    /// It drifts the bad way up to the end.
    case leaking
    /// A change too young to confirm.
    case pending
    /// Too few values for an answer.
    case insufficient
  }

  /// How to look at a series.
  public struct Settings: Equatable, Sendable {
    /// The accepted share of quiet series that get an alarm.
    public var alpha: Double
    /// Which way is good.
    public var direction: Direction
    /// Changes smaller than this share of the level before are not reported.
    public var minimumEffect: Double
    /// Changes smaller than this many standard deviations of the noise are not reported.
    public var minimumSigma = 0.0
    /// The fewest values on each side of a believed change.
    public var minimumPoints = Trend.minimumSegment
    /// How many values must follow the start of a change before it is believed; until then it is
    /// pending. No fewer than `minimumPoints`.
    public var persistence = Trend.minimumSegment
    /// How far the level wanders without a change, where that is known. What does not stand out
    /// from that is not reported.
    public var reference: ReferenceSpread?

    /// Settings; the defaults are those of the filter.
    public init(
      alpha: Double = 0.01, direction: Direction = .none, minimumEffect: Double = 0
    ) {
      self.alpha = alpha
      self.direction = direction
      self.minimumEffect = minimumEffect
    }
  }

  /// One change.
  public struct Change: Equatable, Sendable {
    /// The form of a change; steps and ramps are alarms, spikes are not.
    public enum Kind: String, Sendable { case step, ramp, spike }

    /// The form.
    public let kind: Kind
    /// The position of the first value of the new regime; for a ramp its start.
    public let index: Int
    /// The level before; for a ramp the line at its start.
    public let before: Double
    /// The level after; for a ramp the line at its end.
    public let after: Double
    /// The size with its 95 % interval: the Hodges-Lehmann shift of a step, the rise of a ramp, the
    /// height of a spike.
    public let absolute: Estimate
    /// The size as a share of the level before; nil when that is 0.
    public let relative: Double?
    /// The size in standard deviations of the noise; nil when there is no noise.
    public let sigma: Double?
    /// The probability of such a change in noise, corrected for the search.
    public var pValue: Double

    /// Whether it is one that counts: spikes do not.
    public var isAlarm: Bool { kind != .spike }
  }

  /// The answer.
  public let verdict: Verdict
  /// Steps, ramps and spikes in the order of their positions.
  public let changes: [Change]
  /// A change too young to confirm, with fewer values behind it than `Settings.persistence`.
  public let pending: Change?
  /// The level of the last regime with its 95 % interval; nil without values.
  public let level: Estimate?
  /// The slope of the last regime in value per day with its 95 % interval; nil when too short.
  public let slopePerDay: Estimate?
  /// The robust standard deviation around the regimes.
  public let noise: Double
  /// The first-order autocorrelation around the regimes.
  public let autocorrelation: Double
  /// How many values there are.
  public let count: Int

  /// The fewest values that get an answer.
  public static let minimumCount = 10
  /// The fewest values on each side of a believed change.
  public static let minimumSegment = 5
  /// The least probability of an alarm, 1 where there is none.
  public var leastProbability: Double {
    changes.reduce(1) { $1.isAlarm ? min($0, $1.pValue) : $0 }
  }
  /// How the changes were found, for the record.
  public static let method =
    "rank-cusum+mann-kendall/ar1+long-memory/bic/binary-segmentation"
}

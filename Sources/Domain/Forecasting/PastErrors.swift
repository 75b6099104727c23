internal import Statistics

/// How far an ensemble was off when it looked ahead from earlier points of the series, beside the
/// intervals that its futures draw: what a series' own history says about their width (normalised
/// scores of conformal prediction, Papadopoulos, Gammerman and Vovk 2008).
///
/// The parameters are those of the whole history, so that it costs no fit; what that flatters, it
/// flatters in the measurement of `IntervalWidths` too.
public struct PastErrors: Equatable, Sendable {
  /// From how many points it looked ahead.
  public let origins: Int
  /// The mean absolute error relative to half of the 95 % interval so many steps ahead, as drawn.
  public let ratio: Double

  /// Fewer origins than these say too little.
  public static let minimumOrigins = 20
  /// So many origins have all `mostSteps` after them.
  static let fullOrigins = 60
  /// Later steps are not looked at.
  static let mostSteps = 48

  init(origins: Int, ratio: Double) {
    self.origins = origins
    self.ratio = ratio
  }

  /// `beside` are the futures as drawn; nil with too few origins in the last third of the values,
  /// or where the futures have no width.
  init?(
    _ values: [Double], _ members: [FittedMember], beside futures: Futures,
    together: ([[Double]]) -> [Double]
  ) {
    let halves = futures.sorted.prefix(PastErrors.mostSteps).map {
      (Summary.quantile(sorted: $0, 0.975) - Summary.quantile(sorted: $0, 0.025)) / 2
    }
    let first = max(
      values.count * 2 / 3, values.count - PastErrors.fullOrigins - halves.count,
      members.map(\.member.reach).max() ?? 0)
    guard values.count - first >= PastErrors.minimumOrigins else { return nil }
    var sum = 0.0
    var count = 0.0
    for origin in first..<values.count {
      let steps = min(halves.count, values.count - origin)
      let expected = together(members.map { $0.expected(after: origin, steps) })
      for step in 0..<steps where halves[step] > 0 {
        sum += abs(values[origin + step] - expected[step]) / halves[step]
        count += 1
      }
    }
    guard count > 0, sum > 0, sum.isFinite else { return nil }
    origins = values.count - first
    ratio = sum / count
  }
}

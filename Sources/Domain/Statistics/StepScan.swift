internal import Glibc

/// The strongest split of scores into a lower and a higher part, over all splits.
struct StepScan: Sendable {
  /// How many values stand before the split.
  let split: Int
  /// The largest standardised difference: the CUSUM at the split over its standard deviation under
  /// exchangeability. Positive when the values rise.
  let statistic: Double

  /// Scans centred scores, with at least `minimumSegment` on each side; nil when there is no such
  /// split or no spread. Cost: n.
  init?(_ scores: [Double], minimumSegment: Int) {
    let count = scores.count
    guard minimumSegment > 0, count >= 2 * minimumSegment else { return nil }
    let square = scores.reduce(0) { $0 + $1 * $1 } / Double(count - 1)
    guard square > 0 else { return nil }
    var sum = 0.0
    var best = 0.0
    var place = 0
    for index in 0..<(count - minimumSegment) {
      sum += scores[index]
      let before = index + 1
      guard before >= minimumSegment else { continue }
      let statistic =
        sum / (square * Double(before) * Double(count - before) / Double(count)).squareRoot()
      if abs(statistic) > abs(best) {
        best = statistic
        place = before
      }
    }
    guard place > 0 else { return nil }
    split = place
    self.statistic = -best
  }

  /// What the means of both sides leave of the values that were scanned.
  func residuals(_ values: [Double]) -> [Double] {
    let before = Summary.mean(Array(values[..<split]))
    let after = Summary.mean(Array(values[split...]))
    return values.indices.map { values[$0] - ($0 < split ? before : after) }
  }

  /// The F ratio of the step: what it explains over what it leaves, per degree of freedom.
  func ratio(count: Int) -> Double {
    StepScanNull.ratio(statistic, count: count)
  }
}

/// The null distribution of `StepScan.statistic`: what the search over all splits finds in noise.
enum StepScanNull {
  /// The probability that noise of `count` exchangeable values reaches `statistic` at any split.
  ///
  /// The boundary-crossing approximation of James, James and Siegmund (Biometrika 74, 1987), with
  /// the discreteness correction nu of Siegmund and Yakir (2007), and with the density of a
  /// difference standardised by the total variance, a scaled Beta(1/2, (n - 2)/2), in place of the
  /// normal one. Never below the exact probability of a single split. Cost: n.
  static func pValue(_ statistic: Double, count: Int, minimumSegment: Int) -> Double {
    let level = abs(statistic)
    guard count >= 2 * minimumSegment, count > 4, level > 0 else { return 1 }
    let freedom = Double(count - 1)
    guard level * level < freedom else { return 0 }
    let density = singleDensity(level, freedom: freedom)
    var crossings = 0.0
    for before in minimumSegment...(count - minimumSegment) {
      let share = Double(before) / Double(count)
      let weight = share * (1 - share)
      crossings += nu(level / (Double(count) * weight).squareRoot()) / weight
    }
    let crossing = level * density * crossings / Double(count)
    return min(1, max(crossing, singleTail(level, freedom: freedom)))
  }

  /// nu(x), about exp(-0.583 x): how far a walk in steps overshoots a line.
  private static func nu(_ x: Double) -> Double {
    guard x > 1e-6 else { return 1 }
    let half = x / 2
    let cumulative = NormalDistribution.cumulative(half)
    return (cumulative - 0.5) / (half * (half * cumulative + NormalDistribution.density(half)))
  }

  private static func singleDensity(_ level: Double, freedom: Double) -> Double {
    let scale = exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2))
    let base = 1 - level * level / freedom
    return scale / (Double.pi * freedom).squareRoot() * pow(base, (freedom - 3) / 2)
  }

  /// Simpson's rule over the tail; the integrand is smooth and falls to 0 at its end.
  private static func singleTail(_ level: Double, freedom: Double) -> Double {
    let end = min(freedom.squareRoot(), level + 8)
    let steps = 64
    let width = (end - level) / Double(steps)
    var sum = 0.0
    for step in 0...steps {
      let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4.0 : 2.0
      sum += weight * singleDensity(min(level + Double(step) * width, end), freedom: freedom)
    }
    return 2 * sum * width / 3
  }

  /// A statistic whose noise has `inflation` times the variance of independent noise, brought to
  /// the scale of independent noise: through the F ratio, so that a clear step stays clear.
  static func deflated(_ statistic: Double, count: Int, inflation: Double) -> Double {
    let freedom = Double(count - 1)
    let ratio = ratio(statistic, count: count) / inflation
    let share = ratio / (freedom - 1 + ratio)
    return (share * freedom).squareRoot() * (statistic < 0 ? -1 : 1)
  }
  /// The F ratio of a difference that is standardised by the total variance.
  static func ratio(_ statistic: Double, count: Int) -> Double {
    let freedom = Double(count - 1)
    let explained = min(statistic * statistic / freedom, 1 - 1e-12)
    return (freedom - 1) * explained / (1 - explained)
  }
}

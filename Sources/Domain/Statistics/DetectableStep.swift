internal import Glibc

/// How large a step must be to be found: the power of the search, for a quiet series.
public final class DetectableStep {
  /// How often a step of the size told is found.
  public static let power = 0.8

  private struct Key: Hashable {
    let count: Int
    let alpha: Double
    let segment: Int
  }
  /// Series of a run are mostly of one length, and the search for a level takes longer than theirs.
  private var levels: [Key: Double] = [:]

  /// Nothing is known yet.
  public init() {}

  /// The size, in standard deviations of the noise, of a step in the middle of `count` values that
  /// `power` of the time is found; nil where none can be, however large.
  ///
  /// For noise whose neighbours depend on each other as `autocorrelation` says; in a soak, of long
  /// memory, for residuals whose slow part is no larger than in independent noise.
  public func sigmas(count: Int, settings: Trend.Settings, autocorrelation: Double) -> Double? {
    let key = Key(count: count, alpha: settings.alpha, segment: settings.minimumPoints)
    let level = levels[key] ?? ratio(key)
    levels[key] = level
    guard level.isFinite else { return nil }
    let inflation = Autocorrelation.inflation(autocorrelation)
    let needed = level.squareRoot() + NormalDistribution.quantile(DetectableStep.power)
    let size = needed * 2 * (inflation / Double(count)).squareRoot()
    return max(size, settings.minimumSigma)
  }

  /// The F ratio of which the probability is alpha; infinite when there is none.
  private func ratio(_ key: Key) -> Double {
    guard key.count >= 2 * key.segment else { return .infinity }
    let size = SegmentTest.batchSize(for: key.count)
    let points = (key.count + size - 1) / size
    let share = size == 1 ? SegmentTest.stepShare : SegmentTest.stepShareOfSoak
    let segment = size == 1 ? key.segment : max(3, (key.segment + size - 1) / size)
    func isFound(_ ratio: Double) -> Bool {
      let p: Double
      if size == 1 {
        let freedom = Double(points - 1)
        let statistic = (freedom * ratio / (freedom - 1 + ratio)).squareRoot()
        p = StepScanNull.pValue(statistic, count: points, minimumSegment: segment)
      } else {
        p = LongMemoryNull.step.pValue(ratio, excess: 1, count: points)
      }
      return p <= key.alpha * share
    }
    var (lower, upper) = (0.0, 1e6)
    guard isFound(upper) else { return .infinity }
    while upper - lower > 1e-3 * upper {
      let middle = (lower + upper) / 2
      if isFound(middle) { upper = middle } else { lower = middle }
    }
    return upper
  }
}

/// A capacity, and on which side of it trouble is.
public struct Limit: Equatable, Sendable {
  /// Which way values are good.
  public enum Direction: String, Sendable {
    /// Lower is good: the limit is a ceiling.
    case lower
    /// Higher is good: the limit is a floor.
    case higher
  }

  /// The capacity.
  public let value: Double
  /// Which way values are good.
  public let direction: Direction
  /// Whether values cannot go beyond it, as a disk cannot be fuller than full.
  public let isHard: Bool

  /// A limit.
  public init(value: Double, direction: Direction, isHard: Bool = false) {
    self.value = value
    self.direction = direction
    self.isHard = isHard
  }

  func isReached(by value: Double) -> Bool {
    switch direction {
    case .lower: value >= self.value
    case .higher: value <= self.value
    }
  }

  /// By step, the share of futures that have reached the limit at that step or before.
  func firstPassage(_ paths: [[Double]], horizon: Int) -> [Double] {
    var arrivals = [Int](repeating: 0, count: horizon)
    for path in paths {
      if let step = path.firstIndex(where: isReached) { arrivals[step] += 1 }
    }
    var reached = 0
    return arrivals.map {
      reached += $0
      return Double(reached) / Double(paths.count)
    }
  }
}

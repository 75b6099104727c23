/// A straight line whose slope is the median of the slopes of all pairs (Theil 1950, Sen 1968).
struct TheilSen: Sendable {
  /// The slope with its interval, in units of value per unit of `x`.
  let slope: Estimate
  /// The value of the line at x = 0.
  let intercept: Double

  /// Longer series are first brought to this many medians of neighbours.
  static let pointLimit = 60

  /// Fits a line; nil when fewer than three different `x` are left.
  ///
  /// The interval is Sen's, from the variance of Kendall's score, which grows by `inflation` where
  /// neighbours depend on each other. Cost: n log n and 1,770 pairs.
  init?(x: [Double], y: [Double], confidence: Double = 0.95, inflation: Double = 1) {
    precondition(x.count == y.count, "one x per y")
    let size = (x.count + TheilSen.pointLimit - 1) / TheilSen.pointLimit
    let places = size > 1 ? Batches.medians(x, size: size) : x
    let values = size > 1 ? Batches.medians(y, size: size) : y
    guard places.count > 2 else { return nil }
    var slopes: [Double] = []
    slopes.reserveCapacity(places.count * (places.count - 1) / 2)
    for later in 1..<places.count {
      for earlier in 0..<later where places[later] != places[earlier] {
        slopes.append((values[later] - values[earlier]) / (places[later] - places[earlier]))
      }
    }
    guard slopes.count > 2 else { return nil }
    let middle = OrderStatistic.median(&slopes)
    // Batches are less dependent than points by about their size; never below independence.
    let left = max(1, inflation / Double(max(size, 1)))
    let deviation = (MannKendall(values).variance * left).squareRoot()
    let width = NormalDistribution.quantile(0.5 + confidence / 2) * deviation
    let total = Double(slopes.count)
    let lower = Int(max(0, ((total - width) / 2).rounded(.down)))
    let upper = Int(min(total - 1, ((total + width) / 2).rounded(.up)))
    slope = Estimate(
      value: middle, low: OrderStatistic.select(&slopes, lower),
      high: OrderStatistic.select(&slopes, upper), count: x.count)
    intercept = Summary.median(zip(places, values).map { $1 - middle * $0 })
  }
}

/// Neighbours gathered into groups of equal size.
enum Batches {
  /// The median of each `size` neighbours; the last group may be smaller by less than half, else it
  /// joins the one before.
  static func medians(_ values: [Double], size: Int) -> [Double] {
    bounds(values.count, size: size).map { Summary.median(Array(values[$0])) }
  }

  /// The mean of each `size` neighbours.
  static func means(_ values: [Double], size: Int) -> [Double] {
    bounds(values.count, size: size).map { Summary.mean(Array(values[$0])) }
  }

  /// Which values each group holds.
  static func bounds(_ count: Int, size: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    while start < count {
      let end = min(count, start + size)
      if end - start < (size + 1) / 2, let last = groups.popLast() {
        groups.append(last.lowerBound..<end)
      } else {
        groups.append(start..<end)
      }
      start = end
    }
    return groups
  }
}

internal import Statistics

/// Possible futures of one series, and their values at each step in ascending order.
struct Futures {
  /// Each future in turn.
  private(set) var paths: [[Double]]
  /// By step, the values of all futures, ascending.
  private(set) var sorted: [[Double]]

  init(_ paths: [[Double]], horizon: Int) {
    self.paths = paths
    sorted = (0..<horizon).map { step in paths.map { $0[step] }.sorted() }
  }

  /// Moves every value of each step by one rule, which must not change their order.
  private mutating func move(_ step: Int, _ rule: (Double) -> Double) {
    for place in sorted[step].indices { sorted[step][place] = rule(sorted[step][place]) }
    for path in paths.indices { paths[path][step] = rule(paths[path][step]) }
  }

  /// Stretches the distances from the median of each step, so that the intervals hold what they
  /// promise; which future is above which stays. `own` is the factor of this series.
  mutating func widen(_ widths: IntervalWidths, own: Double) {
    for step in sorted.indices {
      let stretch = Stretch(sorted[step], widths.factors(step: step + 1, own: own))
      move(step) { stretch.moved($0) }
    }
  }

  /// How much of a future's place among the others is that of the whole future.
  static let cohesion = 0.15

  /// Lets futures stay where they are among the others for longer: the values of each step are dealt
  /// out anew, so that their order is drawn towards that of the mean ranks of the futures (after the
  /// Schaake shuffle, Clark et al. 2004). Smoothing draws its errors one by one, and widened, these
  /// reach a limit more often than series do. What each step holds stays as it is.
  mutating func cohere() {
    guard paths.count > 1, sorted.count > 1 else { return }
    let middle = Double(paths.count - 1) / 2
    var ranks = [[Double]](repeating: [], count: sorted.count)
    var means = [Double](repeating: 0, count: paths.count)
    for step in sorted.indices {
      var places = [Double](repeating: 0, count: paths.count)
      for (rank, path) in Futures.order(paths.map { $0[step] }).enumerated() {
        places[path] = Double(rank) - middle
        means[path] += Double(rank) - middle
      }
      ranks[step] = places
    }
    let spread = Summary.deviation(means)
    guard spread > 0 else { return }
    // Ranks of the whole as spread as those of a step, which are even.
    let even = Double(paths.count) / 12.0.squareRoot()
    for step in sorted.indices {
      let places = zip(ranks[step], means).map {
        (1 - Futures.cohesion) * $0 / even + Futures.cohesion * $1 / spread
      }
      for (rank, path) in Futures.order(places).enumerated() {
        paths[path][step] = sorted[step][rank]
      }
    }
  }

  /// The positions of values in ascending order, the first of equal ones first.
  private static func order(_ values: [Double]) -> [Int] {
    values.withUnsafeBufferPointer { values in
      values.indices.sorted { first, second in
        values[first] < values[second] || (values[first] == values[second] && first < second)
      }
    }
  }

  /// Keeps all values within bounds.
  mutating func keep(within bounds: ClosedRange<Double>) {
    for step in sorted.indices {
      guard let low = sorted[step].first, let high = sorted[step].last else { continue }
      if bounds.contains(low), bounds.contains(high) { continue }
      move(step) { min(max($0, bounds.lowerBound), bounds.upperBound) }
    }
  }
}

/// The rule by which distances from the median grow: by one factor up to the end of the 80 % interval,
/// and from there on so that the end of the 95 % interval is met; what lies beyond keeps its distance
/// from it at least, so that single spikes stay as high as they were.
private struct Stretch {
  private struct Side {
    let near: Double
    let far: Double
    let factor: Double
    let slope: Double

    init(near: Double, far: Double, _ factors: IntervalWidths.Side) {
      self.near = near
      self.far = far
      factor = factors.eighty
      let rest = far * factors.ninetyFive - near * factors.eighty
      slope = far > near ? max(0, rest / (far - near)) : factors.ninetyFive
    }

    func moved(_ distance: Double) -> Double {
      min(distance, near) * factor + max(0, min(distance, far) - near) * slope
        + max(0, distance - far) * max(1, slope)
    }
  }

  private let centre: Double
  private let below: Side
  private let above: Side

  init(_ sorted: [Double], _ factors: IntervalWidths.Factors) {
    func quantile(_ share: Double) -> Double { Summary.quantile(sorted: sorted, share) }
    centre = quantile(0.5)
    below = Side(near: centre - quantile(0.1), far: centre - quantile(0.025), factors.below)
    above = Side(near: quantile(0.9) - centre, far: quantile(0.975) - centre, factors.above)
  }

  func moved(_ value: Double) -> Double {
    value < centre
      ? centre - below.moved(centre - value) : centre + above.moved(value - centre)
  }
}

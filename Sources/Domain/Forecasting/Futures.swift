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
  /// promise; which future is above which stays.
  mutating func widen(_ widths: IntervalWidths) {
    for step in sorted.indices {
      let stretch = Stretch(sorted[step], factors: widths.factors(step: step + 1))
      move(step) { stretch.moved($0) }
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
/// and from there on so that the end of the 95 % interval is met.
private struct Stretch {
  private struct Side {
    let near: Double
    let factor: Double
    let slope: Double

    init(near: Double, far: Double, factors: IntervalWidths.Factors) {
      self.near = near
      factor = factors.eighty
      let rest = far * factors.ninetyFive - near * factors.eighty
      slope = far > near ? max(0, rest / (far - near)) : factors.ninetyFive
    }

    func moved(_ distance: Double) -> Double {
      min(distance, near) * factor + max(0, distance - near) * slope
    }
  }

  private let centre: Double
  private let below: Side
  private let above: Side

  init(_ sorted: [Double], factors: IntervalWidths.Factors) {
    func quantile(_ share: Double) -> Double { Summary.quantile(sorted: sorted, share) }
    centre = quantile(0.5)
    below = Side(near: centre - quantile(0.1), far: centre - quantile(0.025), factors: factors)
    above = Side(near: quantile(0.9) - centre, far: quantile(0.975) - centre, factors: factors)
  }

  func moved(_ value: Double) -> Double {
    value < centre
      ? centre - below.moved(centre - value) : centre + above.moved(value - centre)
  }
}

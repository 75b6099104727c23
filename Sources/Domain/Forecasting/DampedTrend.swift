internal import Statistics

/// Exponential smoothing with a damped trend, ETS(A,Ad,N) (Hyndman et al. 2008, chapter 2).
struct DampedTrend: Member {
  let name = "damped-trend"
  let residuals: [Double]
  private let parameters: Parameters
  /// Before the first value, and after each.
  private let states: [State]

  private typealias State = (level: Double, trend: Double)

  private struct Parameters {
    let alpha: Double
    let beta: Double
    let phi: Double

    /// Inside of narrower bounds than usual: a trend that learns fast runs away in short series.
    init?(_ point: [Double]) {
      guard point[0] > 1e-4, point[0] < 0.9999, point[1] > 1e-5, point[1] < 0.3 * point[0],
        point[2] >= 0.8, point[2] <= 0.98
      else { return nil }
      alpha = point[0]
      beta = point[1]
      phi = point[2]
    }
  }

  /// Fits by least squares of the one-step errors, from the level and the median step of the first
  /// values: left free, the beginning takes up what the smoothing should learn. Cost: 200 passes
  /// over the values.
  init(_ values: [Double]) {
    let head = Array(values.prefix(10))
    let begin: State = (
      level: Summary.mean(Array(values.prefix(4))),
      trend: Summary.median(zip(head, head.dropFirst()).map { $1 - $0 })
    )
    let scale = max(Summary.deviation(values), 1e-9 * abs(values[0]), 1e-300)
    let start = [0.3, 0.03, 0.9]
    let best = NelderMead.minimum(
      of: { point in
        guard let parameters = Parameters(point) else { return .infinity }
        var sum = 0.0
        DampedTrend.run(values, parameters, from: begin) { error, _ in
          sum += error / scale * (error / scale)
        }
        return sum
      }, start: start, sizes: [0.2, 0.02, 0.05], calls: 200)
    guard let fitted = Parameters(best) ?? Parameters(start) else {
      preconditionFailure("the start lies inside of the bounds")
    }
    parameters = fitted
    var errors: [Double] = []
    errors.reserveCapacity(values.count)
    var states = [begin]
    states.reserveCapacity(values.count + 1)
    DampedTrend.run(values, fitted, from: begin) { error, state in
      errors.append(error)
      states.append(state)
    }
    residuals = errors
    self.states = states
  }

  @inline(__always)
  private static func run(
    _ values: [Double], _ parameters: Parameters, from begin: State,
    _ take: (Double, State) -> Void
  ) {
    var (level, trend) = begin
    for value in values {
      let expected = level + parameters.phi * trend
      let error = value - expected
      level = expected + parameters.alpha * error
      trend = parameters.phi * trend + parameters.beta * error
      take(error, (level, trend))
    }
  }

  var reach: Int { 0 }

  func path(_ horizon: Int, error: () -> Double) -> [Double] {
    path(from: states[states.count - 1], horizon, error: error)
  }

  func expected(after origin: Int, _ horizon: Int) -> [Double] {
    path(from: states[origin], horizon) { 0 }
  }

  private func path(from state: State, _ horizon: Int, error: () -> Double) -> [Double] {
    var (level, trend) = state
    return (0..<horizon).map { _ in
      let expected = level + parameters.phi * trend
      let shock = error()
      level = expected + parameters.alpha * shock
      trend = parameters.phi * trend + parameters.beta * shock
      return expected + shock
    }
  }
}

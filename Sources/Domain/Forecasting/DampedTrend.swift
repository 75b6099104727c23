internal import Statistics

/// Exponential smoothing with a damped trend, ETS(A,Ad,N) (Hyndman et al. 2008, chapter 2).
struct DampedTrend: Member {
  let name = "damped-trend"
  let residuals: [Double]
  private let parameters: Parameters
  private let state: (level: Double, trend: Double)

  private struct Parameters {
    let alpha: Double
    let beta: Double
    let phi: Double
    let level: Double
    let trend: Double

    /// Inside of the usual bounds: 0 < beta < alpha < 1, 0.8 <= phi <= 0.98.
    init?(_ point: [Double], scale: Double) {
      guard point[0] > 1e-4, point[0] < 0.9999, point[1] > 1e-5, point[1] < point[0],
        point[2] >= 0.8, point[2] <= 0.98
      else { return nil }
      alpha = point[0]
      beta = point[1]
      phi = point[2]
      level = point[3] * scale
      trend = point[4] * scale
    }
  }

  /// Fits by least squares of the one-step errors. Cost: 400 passes over the values.
  init(_ values: [Double]) {
    let head = Array(values.prefix(10))
    let slope = Summary.median(zip(head, head.dropFirst()).map { $1 - $0 })
    let scale = max(Summary.deviation(values), 1e-9 * abs(values[0]), 1e-300)
    let start = [0.3, 0.05, 0.95, Summary.mean(Array(values.prefix(4))) / scale, slope / scale]
    let best = NelderMead.minimum(
      of: { point in
        guard let parameters = Parameters(point, scale: scale) else { return .infinity }
        return DampedTrend.squares(values, parameters, scale: scale)
      }, start: start, sizes: [0.2, 0.05, -0.05, 0.3, 0.05], calls: 400)
    let fallback = Parameters([0.3, 0.05, 0.95, start[3], start[4]], scale: scale)
    guard let fitted = Parameters(best, scale: scale) ?? fallback else {
      preconditionFailure("the start lies inside of the bounds")
    }
    parameters = fitted
    var errors: [Double] = []
    errors.reserveCapacity(values.count)
    state = DampedTrend.run(values, fitted) { errors.append($0) }
    residuals = errors
  }

  private static func squares(
    _ values: [Double], _ parameters: Parameters, scale: Double
  ) -> Double {
    var sum = 0.0
    _ = run(values, parameters) { sum += $0 / scale * ($0 / scale) }
    return sum
  }

  @inline(__always)
  private static func run(
    _ values: [Double], _ parameters: Parameters, _ take: (Double) -> Void
  ) -> (level: Double, trend: Double) {
    var level = parameters.level
    var trend = parameters.trend
    for value in values {
      let expected = level + parameters.phi * trend
      let error = value - expected
      take(error)
      level = expected + parameters.alpha * error
      trend = parameters.phi * trend + parameters.beta * error
    }
    return (level, trend)
  }

  func path(_ horizon: Int, error: () -> Double) -> [Double] {
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

internal import Glibc
internal import Statistics

/// The dynamic optimised theta model (Fiorucci et al. 2016, DOTM): simple exponential smoothing
/// and a share of a trend line that is fitted anew with every value.
struct DynamicTheta: Member {
  let name = "theta"
  let residuals: [Double]
  private let parameters: Parameters
  /// Before the first value, and after each.
  private let states: [State]

  private struct Parameters {
    let level: Double
    let alpha: Double
    let theta: Double

    init?(_ point: [Double], scale: Double) {
      guard point[1] > 0.05, point[1] < 0.9999, point[2] >= 1, point[2] <= 50 else { return nil }
      level = point[0] * scale
      alpha = point[1]
      theta = point[2]
    }
  }

  /// Everything that the next value needs.
  private struct State {
    var level: Double
    var count = 0.0
    var mean = 0.0
    var intercept = 0.0
    var slope = 0.0
    var remaining = 1.0

    /// Equation 13: smoothing, and (1 - 1/theta) of what the line adds to it.
    func expected(_ parameters: Parameters) -> Double {
      let line =
        remaining * intercept + (1 - remaining * (1 - parameters.alpha))
        / parameters.alpha * slope
      return level + (1 - 1 / parameters.theta) * line
    }

    /// Equations 14 to 17. The line begins with the second value.
    mutating func take(_ value: Double, _ parameters: Parameters) {
      level = parameters.alpha * value + (1 - parameters.alpha) * level
      remaining *= 1 - parameters.alpha
      count += 1
      let before = mean
      mean += (value - mean) / count
      guard count > 1 else {
        intercept = value
        return
      }
      slope = ((count - 2) * slope + 6 / count * (value - before)) / (count + 1)
      intercept = mean - (count + 1) / 2 * slope
    }
  }

  /// Fits by least squares of the one-step errors from the third on. Cost: 250 passes.
  init(_ values: [Double]) {
    let scale = max(Summary.deviation(values), 1e-9 * abs(values[0]), 1e-300)
    let start = [values[0] / scale, 0.5, 2]
    let best = NelderMead.minimum(
      of: { point in
        guard let parameters = Parameters(point, scale: scale) else { return .infinity }
        var state = State(level: parameters.level)
        var sum = 0.0
        for (index, value) in values.enumerated() {
          let error = (value - state.expected(parameters)) / scale
          if index > 1 { sum += error * error }
          state.take(value, parameters)
        }
        return sum
      }, start: start, sizes: [0.3, 0.25, 1], calls: 250)
    guard let fitted = Parameters(best, scale: scale) ?? Parameters(start, scale: scale) else {
      preconditionFailure("the start lies inside of the bounds")
    }
    var state = State(level: fitted.level)
    var errors: [Double] = []
    var states = [state]
    states.reserveCapacity(values.count + 1)
    for (index, value) in values.enumerated() {
      if index > 1 { errors.append(value - state.expected(fitted)) }
      state.take(value, fitted)
      states.append(state)
    }
    parameters = fitted
    self.states = states
    residuals = errors
  }

  /// The line needs two values.
  var reach: Int { 2 }

  func path(_ horizon: Int, error: () -> Double) -> [Double] {
    path(from: states[states.count - 1], horizon, error: error)
  }

  func expected(after origin: Int, _ horizon: Int) -> [Double] {
    path(from: states[origin], horizon) { 0 }
  }

  private func path(from state: State, _ horizon: Int, error: () -> Double) -> [Double] {
    var state = state
    return (0..<horizon).map { _ in
      let value = state.expected(parameters) + error()
      state.take(value, parameters)
      return value
    }
  }
}

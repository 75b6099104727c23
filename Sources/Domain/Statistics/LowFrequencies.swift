internal import Glibc

/// How much of the noise moves slowly, beyond what independent values would.
enum LowFrequencies {
  /// How many of the slowest cosines are looked at: eight, fewer of a short series.
  static func order(_ count: Int) -> Int { max(2, min(8, count / 8)) }

  /// The mean power of the slowest cosines over the variance, about 1 for independent values
  /// (the equal-weighted cosine estimate of a long-run variance, Lazarus, Lewis and Stock 2018).
  ///
  /// `residuals` have mean 0 and have lost two parameters. Cost: eight products a value.
  static func excess(_ residuals: [Double]) -> Double {
    let count = residuals.count
    let order = order(count)
    var sums = [Double](repeating: 0, count: order)
    var square = 0.0
    // cos(k angle) for k = 1, 2, … by Chebyshev's recurrence; the angle advances by rotation.
    let step = Double.pi / Double(count)
    let (turnCosine, turnSine) = (cos(step), sin(step))
    var (cosine, sine) = (cos(step / 2), sin(step / 2))
    for value in residuals {
      square += value * value
      var (before, present) = (1.0, cosine)
      for index in 0..<order {
        sums[index] += value * present
        (before, present) = (present, 2 * cosine * present - before)
      }
      (cosine, sine) = (
        cosine * turnCosine - sine * turnSine, sine * turnCosine + cosine * turnSine
      )
    }
    guard square > 0, count > 2 else { return 1 }
    let power = sums.reduce(0) { $0 + $1 * $1 } * 2 / Double(count)
    return power / Double(order) / (square / Double(count - 2))
  }
}

/// A stretch of noise in which the far past still counts: fractional noise (Hosking 1981).
///
/// For programs that calibrate; a series of n values costs n squared.
struct FractionalNoise {
  private let weights: [[Double]]
  private let deviations: [Double]

  /// Noise of `count` values with the memory `order`, below 1/2: its spectrum falls as frequency to
  /// the power of minus twice that. Gaussian, with variance 1 at its start.
  init(order: Double, count: Int) {
    // Durbin and Levinson; the partial autocorrelation at lag k is d / (k - d).
    var weights: [[Double]] = [[]]
    var deviations = [1.0]
    for lag in 1..<max(2, count) {
      let partial = order / (Double(lag) - order)
      let last = weights[lag - 1]
      weights.append(
        last.indices.map { last[$0] - partial * last[last.count - 1 - $0] } + [partial])
      deviations.append(deviations[lag - 1] * (1 - partial * partial).squareRoot())
    }
    self.weights = weights
    self.deviations = deviations
  }

  func draw(_ random: inout RandomSource) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(deviations.count)
    for index in deviations.indices {
      var value = deviations[index] * random.normal()
      for (lag, weight) in weights[index].enumerated() { value += weight * values[index - 1 - lag] }
      values.append(value)
    }
    return values
  }
}

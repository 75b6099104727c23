internal import Glibc

/// A level and the size of a known pattern, fitted as if the noise had Student's t with few degrees
/// of freedom: values far away lose their pull, and the likelihood stays honest in heavy tails.
struct RobustFit {
  /// Degrees of freedom of the noise (Lange, Little and Taylor 1989 advise about 3 to 4).
  static let freedom = 3.0
  /// Rounds of reweighting; the last ones change little.
  static let rounds = 12

  let level: Double
  let size: Double
  let scale: Double
  /// Minus twice the log-likelihood, without constants.
  let deviance: Double

  /// Fits values as level + size * pattern by iteratively reweighted least squares, starting from
  /// values that are drawn in to 4 `spread` around `centre`. Cost: n a round.
  init(_ values: [Double], pattern: [Double], centre: Double, spread: Double) {
    let drawn = values.map { max(centre - 4 * spread, min(centre + 4 * spread, $0)) }
    var weights = [Double](repeating: 1, count: values.count)
    var (level, size) = RobustFit.line(drawn, pattern, weights)
    var scale = spread
    let floor = 1e-3 * spread
    for _ in 0..<RobustFit.rounds {
      var sum = 0.0
      for index in values.indices {
        let residual = values[index] - level - size * pattern[index]
        let ratio = residual / scale
        weights[index] = (RobustFit.freedom + 1) / (RobustFit.freedom + ratio * ratio)
        sum += weights[index] * residual * residual
      }
      scale = max(floor, (sum / Double(values.count)).squareRoot())
      (level, size) = RobustFit.line(values, pattern, weights)
    }
    self.level = level
    self.size = size
    self.scale = scale
    var loss = 0.0
    for index in values.indices {
      loss += RobustFit.loss((values[index] - level - size * pattern[index]) / scale)
    }
    deviance = loss + 2 * Double(values.count) * log(scale)
  }

  /// Minus twice the log density of a standardised residual, without constants.
  static func loss(_ ratio: Double) -> Double {
    (freedom + 1) * log1p(ratio * ratio / freedom)
  }

  /// The sum of squares that plain least squares leave.
  static func squares(_ values: [Double], pattern: [Double]) -> Double {
    let (level, size) = line(values, pattern, [Double](repeating: 1, count: values.count))
    return values.indices.reduce(0) { sum, index in
      let residual = values[index] - level - size * pattern[index]
      return sum + residual * residual
    }
  }

  /// Weighted least squares with one regressor.
  private static func line(
    _ values: [Double], _ pattern: [Double], _ weights: [Double]
  ) -> (level: Double, size: Double) {
    var total = 0.0
    var meanValue = 0.0
    var meanPattern = 0.0
    for index in values.indices {
      total += weights[index]
      meanValue += weights[index] * values[index]
      meanPattern += weights[index] * pattern[index]
    }
    meanValue /= total
    meanPattern /= total
    var shared = 0.0
    var spread = 0.0
    for index in values.indices {
      let distance = pattern[index] - meanPattern
      shared += weights[index] * distance * (values[index] - meanValue)
      spread += weights[index] * distance * distance
    }
    let size = spread > 0 ? shared / spread : 0
    return (meanValue - size * meanPattern, size)
  }
}

internal import Glibc

/// The standard normal distribution.
public enum NormalDistribution {
  /// The density at `x`.
  static func density(_ x: Double) -> Double {
    exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
  }

  /// The probability of a value up to `x`.
  public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// The probability of a value further from 0 than `x`, on either side.
  static func twoSidedTail(_ x: Double) -> Double { erfc(abs(x) / 2.0.squareRoot()) }

  /// The value below which a share of `probability` lies; infinite at 0 and 1.
  ///
  /// Acklam's rational approximation (2003, relative error 1.15e-9) and one step of Halley's method
  /// on `erfc`, which brings it to the precision of a double.
  public static func quantile(_ probability: Double) -> Double {
    guard probability > 0 else { return -.infinity }
    guard probability < 1 else { return .infinity }
    let start = approximateQuantile(probability)
    let error = cumulative(start) - probability
    let step = error * (2 * Double.pi).squareRoot() * exp(0.5 * start * start)
    return start - step / (1 + 0.5 * start * step)
  }

  private static func approximateQuantile(_ probability: Double) -> Double {
    if probability < 0.02425 { return tail((-2 * log(probability)).squareRoot()) }
    if probability > 1 - 0.02425 { return -tail((-2 * log(1 - probability)).squareRoot()) }
    let centred = probability - 0.5
    let square = centred * centred
    let numerator = polynomial(
      square,
      [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
        1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
      ])
    let denominator = polynomial(
      square,
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
        6.680131188771972e+01, -1.328068155288572e+01, 1,
      ])
    return numerator * centred / denominator
  }

  private static func tail(_ root: Double) -> Double {
    let numerator = polynomial(
      root,
      [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
        -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
      ])
    let denominator = polynomial(
      root,
      [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
        3.754408661907416e+00, 1,
      ])
    return numerator / denominator
  }

  /// Coefficients from the highest power down.
  private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    var value = 0.0
    for coefficient in coefficients { value = value * x + coefficient }
    return value
  }
}

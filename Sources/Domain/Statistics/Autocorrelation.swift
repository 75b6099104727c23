/// Dependence between neighbours, which makes n points worth fewer than n.
public enum Autocorrelation {
  /// The correlation of values with those `lag` earlier; 0 where there is no spread.
  public static func coefficient(_ values: [Double], lag: Int) -> Double {
    guard lag > 0, lag < values.count else { return 0 }
    let mean = Summary.mean(values)
    var shared = 0.0
    var total = 0.0
    for index in values.indices {
      let centred = values[index] - mean
      total += centred * centred
      if index >= lag { shared += centred * (values[index - lag] - mean) }
    }
    return total > 0 ? shared / total : 0
  }

  /// The first-order coefficient of residuals from which `parameters` levels or slopes were
  /// fitted, without the bias of about -(1 + 3 rho + parameters - 1) / n (Kendall 1954, Marriott
  /// and Pope 1954), within 0 and 0.95. A coefficient below 1.64 of its
  /// standard errors, which one in twenty independent series reaches, counts as 0.
  public static func firstOrder(residuals: [Double], parameters: Int) -> Double {
    let count = Double(residuals.count)
    guard count > Double(parameters) + 3 else { return 0 }
    let raw = coefficient(residuals, lag: 1)
    let corrected = (raw * count + Double(parameters)) / (count - 3)
    return corrected < 1.64 / count.squareRoot() ? 0 : min(0.95, corrected)
  }

  /// By how much the variance of a mean grows under AR(1): (1 + rho) / (1 - rho).
  public static func inflation(_ coefficient: Double) -> Double {
    (1 + coefficient) / (1 - coefficient)
  }
}

internal import Glibc

/// Numbers cut to the digits that they can answer for.
public enum Significant {
  /// `value` with about `digits` significant decimal digits.
  ///
  /// The last bits of logarithms differ between processors; results must not.
  public static func rounded(_ value: Double, digits: Int = 9) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let places = digits - 1 - Int(log10(abs(value)).rounded(.down))
    // Powers of ten beyond 22 are not exact.
    guard abs(places) <= 22 else { return value }
    let scale = pow(10, Double(abs(places)))
    let rounded =
      places >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    return rounded.isFinite ? rounded : value
  }
}

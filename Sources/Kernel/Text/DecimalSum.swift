/// An exact sum of decimal numbers, such as amounts of money: a binary fraction has no place for
/// 0.1, and a thousand of them would not be 100.
public struct DecimalSum: Sendable {
  private var digits: Int128 = 0
  private var decimals = 0
  /// Whether a text was no plain decimal, or the sum needs more than 38 digits; it then stays out.
  public private(set) var isPartial = false

  /// Nothing, 0.
  public init() {}

  /// Adds a decimal text such as `-12.50` or `8e-7`.
  public mutating func add(_ text: ByteView) {
    guard let (more, places) = DecimalSum.read(text) else {
      isPartial = true
      return
    }
    let wanted = max(decimals, places)
    guard let own = DecimalSum.scaled(digits, by: wanted - decimals),
      let other = DecimalSum.scaled(more, by: wanted - places)
    else {
      isPartial = true
      return
    }
    let (sum, overflows) = own.addingReportingOverflow(other)
    if overflows {
      isPartial = true
    } else {
      (digits, decimals) = (sum, wanted)
    }
  }

  /// About the sum, to sort by.
  public var estimate: Double { Double(text) ?? 0 }

  /// The sum, without zeros at the end of its decimals.
  public var text: String {
    var rest = digits.magnitude
    var places = decimals
    while places > 0, rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    var text = String(rest)
    if places > 0 {
      let missing = max(0, places + 1 - text.count)
      text = String(repeating: "0", count: missing) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return (digits < 0 ? "-" : "") + text
  }

  private static func read(_ text: ByteView) -> (digits: Int128, decimals: Int)? {
    var digits: Int128 = 0
    var decimals = 0
    var hasPoint = false
    var hasDigit = false
    var index = 0
    let isNegative = text.count > 0 && text.start[0] == 0x2D
    if isNegative || (text.count > 0 && text.start[0] == 0x2B) { index = 1 }
    while index < text.count {
      let byte = text.start[index]
      index += 1
      if byte == 0x2E, !hasPoint {
        hasPoint = true
      } else if byte &- 0x30 < 10 {
        guard let larger = scaled(digits, by: 1) else { return nil }
        digits = larger + Int128(byte - 0x30)
        hasDigit = true
        if hasPoint { decimals += 1 }
      } else if byte | 0x20 == 0x65, hasDigit,
        let exponent = Int(text.slice(index, text.count).text), abs(exponent) < 40
      {
        decimals -= exponent
        index = text.count
      } else {
        return nil
      }
    }
    if decimals < 0 {
      guard let larger = scaled(digits, by: -decimals) else { return nil }
      (digits, decimals) = (larger, 0)
    }
    return hasDigit ? (isNegative ? -digits : digits, decimals) : nil
  }

  private static let largest = UInt128(10_000_000_000_000_000_000) * 1_000_000_000_000_000_000

  /// A number with `places` zeros more; nil beyond 10^37, so that one more digit always fits.
  private static func scaled(_ digits: Int128, by places: Int) -> Int128? {
    var scaled = digits
    for _ in 0..<places {
      guard scaled.magnitude < largest else { return nil }
      scaled *= 10
    }
    return scaled
  }
}

internal import CSimdjson

/// The number layout of RFC 8785 section 3.2.2.3 (ECMAScript's Number to String).
public enum NumberText {
  /// The largest whole number that a record holds: 2^53 - 1, the last that every reader of JSON
  /// keeps apart from its neighbours.
  public static let largestInteger = 9_007_199_254_740_991.0

  /// Whether a record may hold the number: finite, and not written as a whole number beyond 2^53-1.
  public static func isHeldByRecords(_ value: Double) -> Bool {
    value.isFinite && (abs(value) <= largestInteger || abs(value) >= 1e21)
  }

  /// Appends `value`, which must be finite. Cost: about 10 ns for whole numbers, 40 ns for others.
  public static func write(_ value: Double, to buffer: ByteBuffer) {
    write(value, to: buffer.sink)
  }

  static func write(_ value: Double, to sink: ByteSink) {
    precondition(value.isFinite, "JSON has no NaN and no infinity")
    if abs(value) <= 0x1p53, Double(Int(value)) == value {
      return sink.append(decimal: Int(value))
    }
    // The shortest digits that read back as the same double, as ECMAScript prints; only the layout
    // differs. value = 0.DIGITS × 10^point
    var digits = csimdjson_digits()
    csimdjson_shortest(abs(value), &digits)
    if value < 0 { sink.append(0x2D) }
    withUnsafeBytes(of: digits.digits) { bytes in
      let start = bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      layOut(ByteView(start, count: Int(digits.count)), point: Int(digits.point), to: sink)
    }
  }

  /// ECMA-262 Number::toString, steps 6 to 12, with n = `point` and k = the number of digits.
  private static func layOut(_ digits: ByteView, point: Int, to sink: ByteSink) {
    switch point {
    case digits.count...21:
      sink.append(digits)
      for _ in digits.count..<point { sink.append(0x30) }
    case 1..<22:
      sink.append(digits.slice(0, point))
      sink.append(0x2E)
      sink.append(digits.slice(point, digits.count))
    case -5...0:
      sink.append("0.")
      for _ in point..<0 { sink.append(0x30) }
      sink.append(digits)
    default:
      sink.append(digits[0])
      if digits.count > 1 {
        sink.append(0x2E)
        sink.append(digits.slice(1, digits.count))
      }
      sink.append(point > 0 ? "e+" : "e")
      sink.append(decimal: point - 1)
    }
  }

  /// Whether a number's text is already in canonical layout, for the plain texts that can be told
  /// at a glance: no exponent, no superfluous zero, at most 15 significant digits. Such a text is
  /// the shortest of its double, since 15 digits always survive the way to a double and back.
  public static func isPlainlyCanonical(_ text: ByteView) -> Bool {
    var index = 0
    let end = text.count
    if index < end, text[index] == 0x2D { index += 1 }
    guard index < end, end - index <= 17 else { return false }
    let first = text[index]
    let whole = index
    while index < end, text[index] &- 0x30 < 10 { index += 1 }
    let wholeDigits = index - whole
    guard wholeDigits > 0 else { return false }
    if index == end {
      // "-0" is 0 in canonical form.
      return wholeDigits <= 15 && (first != 0x30 || end == 1)
    }
    guard text[index] == 0x2E, text[end - 1] != 0x30 else { return false }
    index += 1
    let fraction = index
    while index < end, text[index] &- 0x30 < 10 { index += 1 }
    guard index == end, index > fraction, wholeDigits + index - fraction <= 15 else { return false }
    // Below 1e-6 the layout has an exponent.
    return first != 0x30
      || (wholeDigits == 1 && text.slice(fraction, min(fraction + 6, end)).hasDigitAboveZero)
  }
}

extension ByteView {
  fileprivate var hasDigitAboveZero: Bool {
    for index in 0..<count where start[index] != 0x30 { return true }
    return false
  }
}

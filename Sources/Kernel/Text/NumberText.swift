/// The number layout of RFC 8785 section 3.2.2.3 (ECMAScript's Number to String).
public enum NumberText {
  /// The largest whole number that a record holds: 2^53 - 1, the last that every reader of JSON
  /// keeps apart from its neighbours.
  public static let largestInteger = 9_007_199_254_740_991.0

  /// Whether a record may hold the number: finite, and not written as a whole number beyond 2^53-1.
  public static func isHeldByRecords(_ value: Double) -> Bool {
    value.isFinite && (abs(value) <= largestInteger || abs(value) >= 1e21)
  }

  /// Appends `value`, which must be finite. Cost: about 20 ns for whole numbers, 100 ns for others.
  public static func write(_ value: Double, to buffer: ByteBuffer) {
    precondition(value.isFinite, "JSON has no NaN and no infinity")
    if let whole = Int(exactly: value), whole.magnitude <= 1 << 53 {
      buffer.append(decimal: whole)
      return
    }
    // Swift prints the shortest digits that read back as the same double, as ECMAScript does; only
    // the layout differs.
    var digits: [UInt8] = []
    var exponent = 0
    var seenPoint = false
    var scale = 0
    var parsing = false
    var negativeExponent = false
    for byte in value.description.utf8 {
      switch byte {
      case 0x2D where parsing: negativeExponent = true
      case 0x2D, 0x2B: break
      case 0x2E: seenPoint = true
      case 0x65: parsing = true
      case _ where parsing: exponent = exponent * 10 + Int(byte - 0x30)
      default:
        digits.append(byte)
        if seenPoint { scale += 1 }
      }
    }
    if negativeExponent { exponent = -exponent }
    while digits.count > 1, digits.last == 0x30 {
      digits.removeLast()
      scale -= 1
    }
    let leading = digits.prefix { $0 == 0x30 }.count
    digits.removeFirst(leading)
    // value = 0.DIGITS × 10^point
    let point = digits.count - scale + exponent
    if value < 0 { buffer.append(0x2D) }
    layOut(digits, point: point, to: buffer)
  }

  /// ECMA-262 Number::toString, steps 6 to 12, with n = `point` and k = the number of digits.
  private static func layOut(_ digits: [UInt8], point: Int, to buffer: ByteBuffer) {
    switch point {
    case digits.count...21:
      for digit in digits { buffer.append(digit) }
      for _ in digits.count..<point { buffer.append(0x30) }
    case 1..<22:
      for (index, digit) in digits.enumerated() {
        if index == point { buffer.append(0x2E) }
        buffer.append(digit)
      }
    case -5...0:
      buffer.append("0.")
      for _ in point..<0 { buffer.append(0x30) }
      for digit in digits { buffer.append(digit) }
    default:
      buffer.append(digits[0])
      if digits.count > 1 {
        buffer.append(0x2E)
        for digit in digits.dropFirst() { buffer.append(digit) }
      }
      buffer.append(point > 0 ? "e+" : "e")
      buffer.append(decimal: point - 1)
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

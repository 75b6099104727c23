internal import Kernel

/// Escapes of help texts and label values.
enum ExpositionText {
  /// Takes `\\`, `\n` and, with `quotes`, `\"` away. OpenMetrics lets other escapes stand as they
  /// are, 0.0.4 refuses them.
  static func unescape(
    _ text: ByteView, _ dialect: ExpositionDialect, quotes: Bool
  ) throws(ExpositionFault) -> ByteString {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == 0x5C else {
        bytes.append(text[index])
        index += 1
        continue
      }
      let next: UInt8 = index + 1 < text.count ? text[index + 1] : 0
      switch next {
      case 0x5C: bytes.append(0x5C)
      case 0x6E: bytes.append(0x0A)
      case 0x22 where quotes: bytes.append(0x22)
      default:
        guard dialect == .openMetrics else {
          throw ExpositionFault(
            "unknown escape in \"\(text.text)\", \\\\, \\n or \\\" would be right")
        }
        bytes.append(0x5C)
        if index + 1 < text.count { bytes.append(next) }
      }
      index += 2
    }
    return ByteString(bytes)
  }
}

/// Numbers of expositions, which stay text.
enum ExpositionNumber {
  /// Decimal with optional fraction and exponent, or NaN, Inf and Infinity in any case.
  static func isFloat(_ text: ByteView) -> Bool {
    var index = 0
    if index < text.count, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
    let rest = text.slice(index, text.count)
    if rest.count >= 3, rest[0] &- 0x30 >= 10, rest[0] != 0x2E {
      return isWord(rest, signed: index > 0)
    }
    var digits = 0
    func skipDigits() {
      while index < text.count, text[index] &- 0x30 < 10 {
        index += 1
        digits += 1
      }
    }
    skipDigits()
    if index < text.count, text[index] == 0x2E {
      index += 1
      skipDigits()
    }
    guard digits > 0 else { return false }
    guard index < text.count else { return true }
    guard text[index] | 0x20 == 0x65 else { return false }
    index += 1
    if index < text.count, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
    digits = 0
    skipDigits()
    return digits > 0 && index == text.count
  }

  private static func isWord(_ text: ByteView, signed: Bool) -> Bool {
    let word = text.text.lowercased()
    return word == "inf" || word == "infinity" || (word == "nan" && !signed)
  }

  /// The nearest double of a text that `isFloat`; NaN for any other.
  static func value(_ text: ByteView) -> Double {
    guard isFloat(text) else { return .nan }
    return Double(text.text) ?? .nan
  }

  /// Whether a float is neither NaN nor an infinity.
  static func isFinite(_ text: ByteView) -> Bool {
    for index in 0..<text.count where text[index] | 0x20 == 0x6E { return false }
    return true
  }

  /// Digits with an optional sign.
  static func isInteger(_ text: ByteView) -> Bool {
    let signed = text.count > 0 && (text[0] == 0x2B || text[0] == 0x2D)
    guard text.count > (signed ? 1 : 0) else { return false }
    for index in (signed ? 1 : 0)..<text.count where text[index] &- 0x30 >= 10 { return false }
    return true
  }
}

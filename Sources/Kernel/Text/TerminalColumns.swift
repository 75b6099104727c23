extension Character {
  /// How many columns of a terminal it takes: two for what is wide or full-width in East Asian text and for
  /// emoji (UAX #11), none for a mark alone, else one.
  public var columns: Int {
    if let ascii = asciiValue { return ascii < 0x20 || ascii == 0x7F ? 0 : 1 }
    if unicodeScalars.contains(where: Character.isWide) { return 2 }
    switch unicodeScalars.first?.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return 1
    }
  }

  /// Wide by its range, or a sign that the scalar behind it turns into an emoji (UTS #51).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD, 0xFE0F:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}

extension StringProtocol {
  /// How many columns of a terminal the text takes.
  public var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The longest beginning that takes at most that many columns.
  public func prefix(columns: Int) -> SubSequence {
    var room = columns
    return prefix {
      room -= $0.columns
      return room >= 0
    }
  }
}

internal import Kernel

/// One content line of iCalendar (RFC 5545, 3.1): `NAME;PARAMETER=VALUE:VALUE`.
struct ICalendarLine {
  /// The name in capitals.
  let name: ByteString
  /// The parameters, names in capitals, values without their quotes.
  let parameters: [(name: ByteString, value: ByteString)]
  /// What stands behind the colon; escapes of texts are resolved.
  let value: ByteString

  /// Properties whose values are texts, in which `\n`, `\,`, `\;` and `\\` stand for characters
  /// (3.3.11).
  private static let texts: [ByteString] = [
    "COMMENT", "CONTACT", "DESCRIPTION", "LOCATION", "SUMMARY", "X-WR-CALDESC", "X-WR-CALNAME",
  ]

  /// Reads an unfolded line; nil when it is none.
  init?(_ line: [UInt8]) {
    var index = 0
    func word(until ends: [UInt8]) -> [UInt8] {
      let start = index
      while index < line.count, !ends.contains(line[index]) { index += 1 }
      return Array(line[start..<index])
    }
    let name = Self.capitals(word(until: [0x3A, 0x3B]))
    guard !name.isEmpty, name.allSatisfy(Self.isNameByte) else { return nil }
    var parameters: [(name: ByteString, value: ByteString)] = []
    while index < line.count, line[index] == 0x3B {
      index += 1
      let parameter = Self.capitals(word(until: [0x3A, 0x3B, 0x3D]))
      guard !parameter.isEmpty, index < line.count, line[index] == 0x3D else { return nil }
      index += 1
      var value: [UInt8] = []
      while index < line.count, line[index] != 0x3A, line[index] != 0x3B {
        if line[index] == 0x22 {
          index += 1
          value += word(until: [0x22])
          guard index < line.count else { return nil }
        } else {
          value.append(line[index])
        }
        index += 1
      }
      parameters.append((ByteString(parameter), ByteString(value)))
    }
    guard index < line.count, line[index] == 0x3A else { return nil }
    self.name = ByteString(name)
    self.parameters = parameters
    let rest = Array(line[(index + 1)...])
    value = Self.texts.contains(self.name) ? Self.unescape(rest) : ByteString(rest)
  }

  /// Whether this is a date, or a date and time (3.3.4, 3.3.5).
  var isDate: Bool {
    let bytes = value.bytes
    func digits(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 &- 0x30 < 10 } }
    guard bytes.count >= 8, digits(0..<8) else { return false }
    if bytes.count == 8 { return true }
    guard bytes.count == 15 || bytes.count == 16 && bytes[15] == 0x5A else { return false }
    return bytes[8] == 0x54 && digits(9..<15)
  }

  private static func capitals(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 0x41 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x5F || byte == 0x2E
  }

  private static func unescape(_ bytes: [UInt8]) -> ByteString {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == 0x5C, let next = rest.popFirst() else {
        result.append(byte)
        continue
      }
      result.append(next | 0x20 == 0x6E ? 0x0A : next)
    }
    return ByteString(result)
  }
}

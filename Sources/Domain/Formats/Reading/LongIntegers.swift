internal import Kernel

/// Whole numbers of more than 64 bits, which simdjson refuses and some tools write as names.
enum LongIntegers {
  private static let fewestDigits = 19

  /// Writes the text with such numbers in quotes, as they stand in items anyway; false where there
  /// is none.
  static func quote(in text: ByteView, to buffer: ByteBuffer) -> Bool {
    buffer.removeAll()
    var copied = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x22 {
        index += 1
        while index < text.count, text[index] != 0x22 { index += text[index] == 0x5C ? 2 : 1 }
        index += 1
      } else if byte == 0x2D || byte &- 0x30 < 10 {
        let start = index
        index += 1
        while index < text.count, continuesNumber(text[index]) { index += 1 }
        guard isLong(text.slice(start, index)) else { continue }
        buffer.append(text.slice(copied, start))
        buffer.append("\"")
        buffer.append(text.slice(start, index))
        buffer.append("\"")
        copied = index
      } else {
        index += 1
      }
    }
    guard copied > 0 else { return false }
    buffer.append(text.slice(copied, text.count))
    // The parser may read behind the text.
    _ = buffer.reserve(JSONParser.padding)
    return true
  }

  private static func continuesNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == 0x2E || byte | 0x20 == 0x65 || byte == 0x2B || byte == 0x2D
  }

  private static func isLong(_ number: ByteView) -> Bool {
    let start = number[0] == 0x2D ? 1 : 0
    guard number.count - start >= fewestDigits, number[start] != 0x30 else { return false }
    return (start..<number.count).allSatisfy { number[$0] &- 0x30 < 10 }
  }
}

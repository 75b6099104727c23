/// String literals of canonical JSON: RFC 8785 section 3.2.2.2.
extension JSONWriter {
  /// Appends a string literal.
  public static func writeString(_ text: ByteView, to buffer: ByteBuffer) {
    writeString(text, to: buffer.sink)
  }

  /// Appends a string literal: copied and searched for escapes in one go, eight bytes at a time.
  public static func writeString(_ text: ByteView, to sink: ByteSink) {
    // What is unread, the quotes, and an escape of six bytes; and more since whole words are copied.
    var out = sink.reserve(text.count + slack)
    out.pointee = 0x22
    out += 1
    var from = text.start
    let end = from + text.count
    while true {
      let left = end - from
      if left >= 8 {
        let word = UnsafeRawPointer(from).loadUnaligned(as: UInt64.self)
        UnsafeMutableRawPointer(out).storeBytes(of: word, as: UInt64.self)
        let plain = plainBytes(of: word)
        from += plain
        out += plain
        if plain == 8 { continue }
      } else {
        while from < end, !isEscaped(from.pointee) {
          out.pointee = from.pointee
          out += 1
          from += 1
        }
        if from == end { break }
      }
      out = writeEscape(from.pointee, to: out)
      from += 1
      sink.advance(to: out)
      out = sink.reserve(end - from + slack)
    }
    out.pointee = 0x22
    sink.advance(to: out + 1)
  }

  private static let slack = 32

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C
  }

  /// How many of eight bytes stand before the first that needs an escape; 8 when none does. The
  /// lowest mark is exact; a borrow may add false ones above it.
  @inline(__always)
  private static func plainBytes(of word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let below = (word &- ones &* 0x20) & ~word
    let found = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | below
    return (found & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
  }

  /// Writes at most six bytes and returns the address behind them.
  private static func writeEscape(
    _ byte: UInt8, to out: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    out[0] = 0x5C
    let letter: UInt8
    switch byte {
    case 0x22, 0x5C: letter = byte
    case 0x08: letter = 0x62
    case 0x09: letter = 0x74
    case 0x0A: letter = 0x6E
    case 0x0C: letter = 0x66
    case 0x0D: letter = 0x72
    default:
      let digit = byte & 15
      out[1] = 0x75
      out[2] = 0x30
      out[3] = 0x30
      out[4] = byte < 0x10 ? 0x30 : 0x31
      out[5] = digit < 10 ? 0x30 + digit : 0x57 + digit
      return out + 6
    }
    out[1] = letter
    return out + 2
  }
}

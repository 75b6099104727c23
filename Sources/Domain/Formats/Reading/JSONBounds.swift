internal import Kernel

/// Holds a JSON text to its bounds while it is being read, so that one that exceeds them is refused
/// before all of it is held: nesting to `JSONParser.depthLimit`, tokens to `FormatLimit.lineBytes`, and
/// no control character outside of a string. What else is wrong is for the parser to say.
struct JSONBounds {
  private var depth = 0
  private var isQuoted = false
  private var isEscaped = false
  /// How long the token at hand is so far.
  private var token = 0
  private var offset = 0
  /// The line at hand, from 1.
  private(set) var line = 1

  /// Takes the next bytes of the text.
  mutating func take(_ bytes: ByteView) throws(JSONError) {
    var index = 0
    while index < bytes.count {
      if isQuoted {
        let end = stringEnd(in: bytes, from: index)
        token += end - index
        index = end
        guard token <= FormatLimit.lineBytes else { throw tooLong(before: index) }
      } else {
        let byte = bytes[index]
        if byte > 0x20 { try takeVisible(byte, at: index) } else { try takeSpace(byte, at: index) }
        index += 1
      }
    }
    offset += bytes.count
  }

  private mutating func takeVisible(_ byte: UInt8, at index: Int) throws(JSONError) {
    switch byte {
    case 0x22:
      isQuoted = true
      token = 0
    case 0x7B, 0x5B:
      depth += 1
      token = 0
      guard depth <= JSONParser.depthLimit else {
        throw JSONError(.tooDeep(limit: JSONParser.depthLimit), offset: offset + index)
      }
    case 0x7D, 0x5D:
      depth -= 1
      token = 0
    case 0x2C, 0x3A: token = 0
    default:
      token += 1
      guard token <= FormatLimit.lineBytes else { throw tooLong(before: index) }
    }
  }

  private mutating func takeSpace(_ byte: UInt8, at index: Int) throws(JSONError) {
    token = 0
    switch byte {
    case 0x0A: line += 1
    case 0x20, 0x09, 0x0D: break
    default:
      throw JSONError(
        .syntax("a control character outside of a string"), offset: offset + index)
    }
  }

  private func tooLong(before index: Int) -> JSONError {
    JSONError(
      .syntax("a token longer than \(FormatLimit.lineBytes) bytes, the limit of one"),
      offset: offset + index - (token - FormatLimit.lineBytes))
  }

  /// Behind the quote that ends a string, or the end of the bytes.
  private mutating func stringEnd(in bytes: ByteView, from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      if isEscaped {
        isEscaped = false
        index += 1
        continue
      }
      // Eight at a time while none of them is a quote or a backslash.
      while index + 8 <= bytes.count {
        let word = UnsafeRawPointer(bytes.start + index).loadUnaligned(as: UInt64.self)
        if Self.holdsZero(word ^ 0x2222_2222_2222_2222)
          || Self.holdsZero(word ^ 0x5C5C_5C5C_5C5C_5C5C)
        {
          break
        }
        index += 8
      }
      guard index < bytes.count else { break }
      let byte = bytes[index]
      index += 1
      if byte == 0x22 {
        isQuoted = false
        break
      }
      isEscaped = byte == 0x5C
    }
    return index
  }

  /// Whether one of eight bytes is 0 (Hacker's Delight, 6-1).
  @inline(__always)
  private static func holdsZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}

extension ObservationWriter {
  /// All of the file that is still unread, a JSON text within its bounds; nil after giving it up.
  func wholeJSON() throws(Failure) -> ByteView? {
    var bounds = JSONBounds()
    do throws(Failure) {
      return try file.lines.rest(limit: FormatLimit.documentBytes) { bytes throws(Failure) in
        do throws(JSONError) {
          try bounds.take(bytes)
        } catch {
          throw .data(Place(file.name, line: bounds.line), error.message)
        }
      }
    } catch {
      try abandon(error)
      return nil
    }
  }
}

internal import Glibc

/// Writes RFC 8785 canonical JSON into a buffer.
///
/// Keys must come in canonical order; fixed shapes are written in that order by hand, all others
/// go through `JSON`, which sorts.
@frozen public struct JSONWriter {
  /// Where the text goes.
  public let buffer: ByteBuffer
  @usableFromInline var needsComma = false

  /// A writer at the end of `buffer`.
  @inlinable public init(_ buffer: ByteBuffer) { self.buffer = buffer }

  @inlinable @inline(__always)
  mutating func separate() {
    if needsComma { buffer.append(0x2C) }
    needsComma = true
  }

  /// `{`
  @inlinable public mutating func beginObject() {
    separate()
    buffer.append(0x7B)
    needsComma = false
  }

  /// `}`
  @inlinable public mutating func endObject() {
    buffer.append(0x7D)
    needsComma = true
  }

  /// `[`
  @inlinable public mutating func beginArray() {
    separate()
    buffer.append(0x5B)
    needsComma = false
  }

  /// `]`
  @inlinable public mutating func endArray() {
    buffer.append(0x5D)
    needsComma = true
  }

  /// A key; a value must follow.
  public mutating func key(_ key: ByteView) {
    separate()
    JSONWriter.writeString(key, to: buffer)
    buffer.append(0x3A)
    needsComma = false
  }

  /// A key that was laid out before: in quotes, with its colon.
  @inlinable public mutating func preparedKey(_ prepared: ByteView) {
    separate()
    buffer.append(prepared)
    needsComma = false
  }

  /// A literal key that needs no escape.
  @inlinable public mutating func key(_ key: StaticString) {
    separate()
    buffer.append(0x22)
    buffer.append(key)
    buffer.append("\":")
    needsComma = false
  }

  /// A key of our own.
  @_disfavoredOverload
  public mutating func key(_ key: ByteString) { key.withView { self.key($0) } }

  /// A string.
  @inlinable public mutating func string(_ value: ByteView) {
    separate()
    JSONWriter.writeString(value, to: buffer)
  }

  /// A string.
  @_disfavoredOverload
  public mutating func string(_ value: ByteString) { value.withView { string($0) } }

  /// A string.
  @_disfavoredOverload
  public mutating func string(_ value: String) { string(ByteString(value)) }

  /// A string.
  @inlinable public mutating func string(_ value: StaticString) { string(ByteView(value)) }

  /// The 32 hexadecimal digits of a checksum as a string.
  public mutating func checksum(_ value: Checksum) {
    separate()
    buffer.append(0x22)
    value.write(to: buffer)
    buffer.append(0x22)
  }

  /// A finite number; one that no record may hold, being beyond 2^53-1, becomes a string.
  public mutating func number(_ value: Double) {
    separate()
    let isHeld = NumberText.isHeldByRecords(value)
    if !isHeld { buffer.append(0x22) }
    NumberText.write(value, to: buffer)
    if !isHeld { buffer.append(0x22) }
  }

  /// A whole number within ±(2^53-1).
  public mutating func number(_ value: Int) {
    separate()
    buffer.append(decimal: value)
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) {
    separate()
    buffer.append(value ? "true" : "false")
  }

  /// `null`
  public mutating func null() {
    separate()
    buffer.append("null")
  }

  /// Bytes that already are one canonical JSON value.
  @inlinable public mutating func raw(_ canonical: ByteView) {
    separate()
    buffer.append(canonical)
  }

  /// A parsed value, its keys sorted and its numbers laid out anew.
  public mutating func value(_ value: JSONValue) {
    switch value.kind {
    case .string: string(value.string ?? ByteView(""))
    case .bool: bool(value.bool ?? false)
    case .null: null()
    case .number:
      separate()
      JSONWriter.writeNumber(value, to: buffer)
    case .array:
      beginArray()
      for element in value.elements { self.value(element) }
      endArray()
    case .object: object(value)
    }
  }

  private mutating func object(_ value: JSONValue) {
    beginObject()
    var sorted = true
    var last: ByteView?
    for (key, _) in value.members {
      if let last, !ByteView.precedes(last, key) {
        sorted = false
        break
      }
      last = key
    }
    if sorted {
      for (key, member) in value.members {
        self.key(key)
        self.value(member)
      }
    } else {
      let members = value.members.sorted { ByteView.precedes($0.key, $1.key) }
      for (key, member) in members {
        self.key(key)
        self.value(member)
      }
    }
    endObject()
  }

  /// Appends a parsed number in canonical layout; a text that already has it is copied. A whole
  /// number that no record may hold, being beyond 2^53-1, becomes a string of its text.
  public static func writeNumber(_ value: JSONValue, to buffer: ByteBuffer) {
    guard let text = value.numberText, let number = value.number else { return }
    if NumberText.isPlainlyCanonical(text) {
      buffer.append(text)
    } else if NumberText.isHeldByRecords(number) {
      NumberText.write(number, to: buffer)
    } else {
      writeString(text, to: buffer)
    }
  }

  /// Appends a string literal: RFC 8785 section 3.2.2.2.
  public static func writeString(_ text: ByteView, to buffer: ByteBuffer) {
    // In the worst case each byte becomes six.
    let room = buffer.reserve(text.count + 2)
    room[0] = 0x22
    if text.count == 0 || !needsEscape(text) {
      memcpy(room + 1, text.start, text.count)
      room[text.count + 1] = 0x22
      buffer.count += text.count + 2
      return
    }
    buffer.count += 1
    var index = 0
    while index < text.count {
      var end = index
      while end < text.count, !isEscaped(text[end]) { end += 1 }
      buffer.append(text.slice(index, end))
      if end < text.count { writeEscape(text[end], to: buffer) }
      index = end + 1
    }
    buffer.append(0x22)
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C
  }

  /// Eight bytes at a time: has any a value below 0x20, or is it `"` or `\`?
  @inline(__always)
  private static func needsEscape(_ text: ByteView) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = 0
    while index + 8 <= text.count {
      let word = UnsafeRawPointer(text.start + index).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let below = (word &- ones &* 0x20) & ~word
      let found = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | below
      if found & highs != 0 { return true }
      index += 8
    }
    while index < text.count {
      if isEscaped(text[index]) { return true }
      index += 1
    }
    return false
  }

  private static func writeEscape(_ byte: UInt8, to buffer: ByteBuffer) {
    switch byte {
    case 0x22: buffer.append("\\\"")
    case 0x5C: buffer.append("\\\\")
    case 0x08: buffer.append("\\b")
    case 0x09: buffer.append("\\t")
    case 0x0A: buffer.append("\\n")
    case 0x0C: buffer.append("\\f")
    case 0x0D: buffer.append("\\r")
    default:
      buffer.append(byte < 0x10 ? "\\u000" : "\\u001")
      let digit = byte & 15
      buffer.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}

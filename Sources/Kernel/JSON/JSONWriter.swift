internal import Glibc

/// Writes RFC 8785 canonical JSON into a buffer.
///
/// Keys must come in canonical order; fixed shapes are written in that order by hand, all others
/// go through `JSON`, which sorts.
@frozen public struct JSONWriter {
  /// Where the text goes; its buffer must live as long as the writer.
  public let sink: ByteSink
  @usableFromInline var needsComma = false

  /// A writer at the end of `buffer`, which must live as long.
  @inlinable public init(_ buffer: ByteBuffer) { sink = buffer.sink }

  /// A writer at the end of the sink's buffer.
  @inlinable public init(_ sink: ByteSink) { self.sink = sink }

  @inlinable @inline(__always)
  mutating func separate() {
    if needsComma { sink.append(0x2C) }
    needsComma = true
  }

  /// `{`
  @inlinable public mutating func beginObject() {
    separate()
    sink.append(0x7B)
    needsComma = false
  }

  /// `}`
  @inlinable public mutating func endObject() {
    sink.append(0x7D)
    needsComma = true
  }

  /// `[`
  @inlinable public mutating func beginArray() {
    separate()
    sink.append(0x5B)
    needsComma = false
  }

  /// `]`
  @inlinable public mutating func endArray() {
    sink.append(0x5D)
    needsComma = true
  }

  /// A key; a value must follow.
  public mutating func key(_ key: ByteView) {
    separate()
    JSONWriter.writeString(key, to: sink)
    sink.append(0x3A)
    needsComma = false
  }

  /// A key that was laid out before: in quotes, with its colon.
  ///
  /// `ByteSink.padding` bytes behind it must be readable.
  @inlinable public mutating func preparedKey(_ prepared: ByteView) {
    separate()
    sink.append(padded: prepared)
    needsComma = false
  }

  /// Forgets what was written: a value begins.
  @inlinable public mutating func restart() { needsComma = false }

  /// A literal key that needs no escape.
  @inlinable public mutating func key(_ key: StaticString) {
    separate()
    sink.append(0x22)
    sink.append(key)
    sink.append("\":")
    needsComma = false
  }

  /// A key of our own.
  @_disfavoredOverload
  public mutating func key(_ key: ByteString) { key.withView { self.key($0) } }

  /// A string.
  @inlinable public mutating func string(_ value: ByteView) {
    separate()
    JSONWriter.writeString(value, to: sink)
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
    sink.append(0x22)
    value.write(to: sink)
    sink.append(0x22)
  }

  /// A finite number; one that no record may hold, being beyond 2^53-1, becomes a string.
  public mutating func number(_ value: Double) {
    separate()
    let isHeld = NumberText.isHeldByRecords(value)
    if !isHeld { sink.append(0x22) }
    NumberText.write(value, to: sink)
    if !isHeld { sink.append(0x22) }
  }

  /// A whole number within ±(2^53-1).
  public mutating func number(_ value: Int) {
    separate()
    sink.append(decimal: value)
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) {
    separate()
    sink.append(value ? "true" : "false")
  }

  /// `null`
  public mutating func null() {
    separate()
    sink.append("null")
  }

  /// Bytes that already are one canonical JSON value.
  @inlinable public mutating func raw(_ canonical: ByteView) {
    separate()
    sink.append(canonical)
  }

  /// A parsed value, its keys sorted and its numbers laid out anew.
  public mutating func value(_ value: JSONValue) {
    switch value.kind {
    case .string: string(value.string ?? ByteView(""))
    case .bool: bool(value.bool ?? false)
    case .null: null()
    case .number:
      separate()
      JSONWriter.writeNumber(value, to: sink)
    case .array:
      beginArray()
      for element in value.elements { self.value(element) }
      endArray()
    case .object: object(value)
    }
  }

  /// Appends a parsed value in canonical form.
  public static func write(_ value: JSONValue, to sink: ByteSink) {
    var writer = JSONWriter(sink)
    writer.value(value)
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
    writeNumber(value, to: buffer.sink)
  }

  static func writeNumber(_ value: JSONValue, to sink: ByteSink) {
    guard let text = value.numberText, let number = value.number else { return }
    if NumberText.isPlainlyCanonical(text) {
      sink.append(text)
    } else if NumberText.isHeldByRecords(number) {
      NumberText.write(number, to: sink)
    } else {
      writeString(text, to: sink)
    }
  }

}

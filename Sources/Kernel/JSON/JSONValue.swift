/// A value on the tape of the last parse: a place, not a copy.
///
/// Valid until its parser parses the next text and while the bytes of the text stay where they
/// are. The tape's layout is simdjson's (doc/tape.md), with each number's place in the text in the
/// low bits of its first word (`TapeCheck`).
@frozen public struct JSONValue {
  /// What a value is.
  @frozen public enum Kind: Sendable { case object, array, string, number, bool, null }

  @inlinable static var payloadMask: UInt64 { 0x00FF_FFFF_FFFF_FFFF }

  @usableFromInline let tape: UnsafePointer<UInt64>
  @usableFromInline let strings: UnsafePointer<UInt8>
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let index: Int

  @inlinable @inline(__always)
  init(
    tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, text: UnsafePointer<UInt8>,
    index: Int
  ) {
    self.tape = tape
    self.strings = strings
    self.text = text
    self.index = index
  }

  /// The index behind the value at `index`.
  @inlinable @inline(__always)
  static func next(_ tape: UnsafePointer<UInt64>, _ index: Int) -> Int {
    let word = tape[index]
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case 0x7B, 0x5B: return Int(word & 0xFFFF_FFFF)
    case 0x6C, 0x75, 0x64: return index + 2
    default: return index + 1
    }
  }

  @inlinable @inline(__always)
  static func string(_ strings: UnsafePointer<UInt8>, _ offset: UInt64) -> ByteView {
    let start = strings + Int(offset)
    let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return ByteView(start + 4, count: Int(length))
  }

  @inlinable @inline(__always)
  func at(_ index: Int) -> JSONValue {
    JSONValue(tape: tape, strings: strings, text: text, index: index)
  }

  @inlinable @inline(__always)
  var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }

  /// The same document's value at a place that `handle` gave.
  @inlinable public func value(at handle: Handle) -> JSONValue { at(Int(handle)) }

  /// A value's place on the tape: small enough to keep many, valid as long as the value.
  public typealias Handle = UInt32

  /// This value's place.
  @inlinable public var handle: Handle { Handle(truncatingIfNeeded: index) }

  /// What the value is.
  @inlinable @inline(__always)
  public var kind: Kind {
    switch tag {
    case 0x7B: .object
    case 0x5B: .array
    case 0x22: .string
    case 0x6C, 0x75, 0x64: .number
    case 0x74, 0x66: .bool
    default: .null
    }
  }

  /// Whether the value is `null`.
  @inlinable public var isNull: Bool { tag == 0x6E }

  /// The unescaped UTF-8 of a string, nil for another kind.
  @inlinable @inline(__always)
  public var string: ByteView? {
    tag == 0x22 ? JSONValue.string(strings, tape[index] & JSONValue.payloadMask) : nil
  }

  /// The truth value, nil for another kind.
  @inlinable public var bool: Bool? {
    switch tag {
    case 0x74: true
    case 0x66: false
    default: nil
    }
  }

  /// The number as the nearest double, nil for another kind.
  @inlinable public var number: Double? {
    switch tag {
    case 0x64: Double(bitPattern: tape[index + 1])
    case 0x6C: Double(Int64(bitPattern: tape[index + 1]))
    case 0x75: Double(tape[index + 1])
    default: nil
    }
  }

  /// The number when it is whole and within ±(2^53-1), nil otherwise.
  public var integer: Int? {
    guard let number, abs(number) <= NumberText.largestInteger else { return nil }
    return Int(exactly: number)
  }

  /// The number's text as it was written, nil for another kind.
  public var numberText: ByteView? {
    guard tag == 0x64 || tag == 0x6C || tag == 0x75 else { return nil }
    let payload = tape[index] & JSONValue.payloadMask
    let start = text + Int(payload & 0xFFFF_FFFF)
    if payload >> 32 > 0 { return ByteView(start, count: Int(payload >> 32)) }
    var length = 1
    while JSONValue.continuesNumber(start[length]) { length += 1 }
    return ByteView(start, count: length)
  }

  /// Digits, point, sign and exponent: what may follow the first byte of a valid number.
  @inline(__always)
  private static func continuesNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == 0x2E || byte | 0x20 == 0x65 || byte == 0x2B || byte == 0x2D
  }

  /// The value of an object's member; nil when there is none or the value is no object.
  ///
  /// Keys are unique, the parser has seen to that. Cost: one comparison a member.
  @inlinable public subscript(key: ByteView) -> JSONValue? {
    guard tag == 0x7B else { return nil }
    let end = Int(tape[index] & 0xFFFF_FFFF) - 1
    var member = index + 1
    while member < end {
      if JSONValue.string(strings, tape[member] & JSONValue.payloadMask) == key {
        return at(member + 1)
      }
      member = JSONValue.next(tape, member + 1)
    }
    return nil
  }

  /// The same with a literal key.
  @inlinable public subscript(key: StaticString) -> JSONValue? { self[ByteView(key)] }

  /// The same with a key of our own.
  @_disfavoredOverload
  public subscript(key: ByteString) -> JSONValue? { key.withView { self[$0] } }

  /// The members of an object in the order of the text; nothing for another kind.
  @inlinable public var members: Members { Members(of: self) }

  /// The elements of an array in order; nothing for another kind.
  @inlinable public var elements: Elements { Elements(of: self) }

  /// Keys and values of an object.
  @frozen public struct Members: Sequence, IteratorProtocol {
    @usableFromInline let container: JSONValue
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable @inline(__always)
    init(of value: JSONValue) {
      container = value
      index = value.index + 1
      end = value.tag == 0x7B ? Int(value.tape[value.index] & 0xFFFF_FFFF) - 1 : 0
    }

    /// The next member.
    @inlinable public mutating func next() -> (key: ByteView, value: JSONValue)? {
      guard index < end else { return nil }
      let key = JSONValue.string(
        container.strings, container.tape[index] & JSONValue.payloadMask)
      let value = container.at(index + 1)
      index = JSONValue.next(container.tape, index + 1)
      return (key, value)
    }
  }

  /// The elements of an array.
  @frozen public struct Elements: Sequence, IteratorProtocol {
    @usableFromInline let container: JSONValue
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable @inline(__always)
    init(of value: JSONValue) {
      container = value
      index = value.index + 1
      end = value.tag == 0x5B ? Int(value.tape[value.index] & 0xFFFF_FFFF) - 1 : 0
    }

    /// The next element.
    @inlinable public mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      let value = container.at(index)
      index = JSONValue.next(container.tape, index)
      return value
    }
  }
}

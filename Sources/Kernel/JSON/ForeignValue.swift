/// Writes values of other people's JSON so that nothing is lost.
///
/// A number whose text is not the canonical form of its double (`1.0`, `9007199254740993`) is
/// written as a string of that text, and its place is kept as a JSON Pointer (RFC 6901), so that
/// the original can be told from a string. Reuse one writer: its memory grows to the deepest value.
public struct ForeignValueWriter {
  /// Pointers of the numbers that were written as strings since the last `reset`, in order.
  public private(set) var numberPointers: [ByteString] = []
  /// The way from the root to the value being written: a member's key by its place on the tape, an
  /// element's index as its complement. Text is made of it only when a pointer is needed.
  private var path: [Int] = []
  /// The tape places of the keys of all open objects, each object's in canonical order.
  private var keys: [Int] = []
  private let scratch = ByteBuffer(capacity: 64)

  /// A writer that has seen nothing.
  public init() {}

  /// Forgets the pointers.
  public mutating func reset() { numberPointers.removeAll(keepingCapacity: true) }

  /// Writes one value at the end of `writer`; pointers begin at this value.
  public mutating func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value.kind {
    case .object: writeObject(value, to: &writer)
    case .array:
      writer.beginArray()
      var index = 0
      for element in value.elements {
        path.append(~index)
        write(element, to: &writer)
        path.removeLast()
        index += 1
      }
      writer.endArray()
    case .number: writeNumber(value, to: &writer)
    case .string, .bool, .null: writer.value(value)
    }
  }

  private mutating func writeObject(_ value: JSONValue, to writer: inout JSONWriter) {
    let base = keys.count
    for place in value.keyPlaces { keys.append(place) }
    sortKeys(from: base, of: value)
    writer.beginObject()
    for index in base..<keys.count {
      let place = keys[index]
      writer.key(value.key(at: place))
      path.append(place)
      write(value.at(place + 1), to: &writer)
      path.removeLast()
    }
    keys.removeSubrange(base...)
    writer.endObject()
  }

  /// By insertion while they are few, as they nearly always are.
  private mutating func sortKeys(from base: Int, of value: JSONValue) {
    guard keys.count - base <= 32 else {
      return keys[base...].sort { ByteView.precedes(value.key(at: $0), value.key(at: $1)) }
    }
    var next = base + 1
    while next < keys.count {
      let place = keys[next]
      let key = value.key(at: place)
      var gap = next
      while gap > base, ByteView.precedes(key, value.key(at: keys[gap - 1])) {
        keys[gap] = keys[gap - 1]
        gap -= 1
      }
      keys[gap] = place
      next += 1
    }
  }

  private mutating func writeNumber(_ value: JSONValue, to writer: inout JSONWriter) {
    guard let text = value.numberText, !NumberText.isPlainlyCanonical(text) else {
      return writer.value(value)
    }
    scratch.removeAll()
    let number = value.number ?? 0
    NumberText.write(number, to: scratch)
    if NumberText.isHeldByRecords(number), scratch.view == text { return writer.raw(text) }
    writer.string(text)
    numberPointers.append(pointer(to: value))
  }

  private func pointer(to value: JSONValue) -> ByteString {
    var bytes: [UInt8] = []
    for step in path {
      bytes.append(0x2F)
      guard step >= 0 else {
        bytes += ByteString(String(~step)).bytes
        continue
      }
      for byte in ByteString(value.key(at: step)).bytes {
        switch byte {
        case 0x7E: bytes += [0x7E, 0x30]
        case 0x2F: bytes += [0x7E, 0x31]
        default: bytes.append(byte)
        }
      }
    }
    return ByteString(bytes)
  }
}

extension JSONValue {
  /// The key at a place of the tape.
  @inline(__always)
  fileprivate func key(at place: Int) -> ByteView {
    JSONValue.string(strings, tape[place] & JSONValue.payloadMask)
  }

  /// The places of an object's keys.
  fileprivate var keyPlaces: KeyPlaces {
    KeyPlaces(tape: tape, place: index + 1, end: Int(tape[index] & 0xFFFF_FFFF) - 1)
  }

  fileprivate struct KeyPlaces: Sequence, IteratorProtocol {
    let tape: UnsafePointer<UInt64>
    var place: Int
    let end: Int

    mutating func next() -> Int? {
      guard place < end else { return nil }
      defer { place = JSONValue.next(tape, place + 1) }
      return place
    }
  }
}

/// Writes values of other people's JSON so that nothing is lost.
///
/// A number whose text is not the canonical form of its double (`1.0`, `9007199254740993`) is
/// written as a string of that text, and its place is kept as a JSON Pointer (RFC 6901), so that
/// the original can be told from a string. Reuse one writer: its memory grows to the deepest value.
public struct ForeignValueWriter {
  /// Pointers of the numbers that were written as strings since the last `reset`, in order.
  public private(set) var numberPointers: [ByteString] = []
  /// How many levels of arrays and objects there were since the last `reset`.
  public private(set) var depth = 0
  /// A member that is left out wherever it stands, since it repeats what is a secret elsewhere.
  public var omittedKey: ByteString?
  /// The tape places of the keys of all open objects, each object's in canonical order.
  private var keys: [Int] = []
  private let path = Path()
  private let scratch = ByteBuffer(capacity: 64)

  /// A writer that has seen nothing.
  public init() {}

  /// Forgets the pointers and the depth.
  public mutating func reset() {
    depth = 0
    if !numberPointers.isEmpty { numberPointers.removeAll() }
  }

  /// Writes one value at the end of `writer`; pointers begin at this value.
  public mutating func write(_ value: JSONValue, to writer: inout JSONWriter) {
    write(value, depth: 0, to: &writer)
  }

  private mutating func write(_ value: JSONValue, depth: Int, to writer: inout JSONWriter) {
    switch value.kind {
    case .object: writeObject(value, depth: depth, to: &writer)
    case .array:
      self.depth = max(self.depth, depth + 1)
      writer.beginArray()
      var index = 0
      for element in value.elements {
        path.steps[depth] = ~index
        write(element, depth: depth + 1, to: &writer)
        index += 1
      }
      writer.endArray()
    case .number: writeNumber(value, depth: depth, to: &writer)
    case .string: if let text = value.string { writer.string(text) }
    case .bool, .null: writer.value(value)
    }
  }

  private mutating func writeObject(
    _ value: JSONValue, depth: Int, to writer: inout JSONWriter
  ) {
    self.depth = max(self.depth, depth + 1)
    let base = keys.count
    for place in value.keyPlaces where !isOmitted(value.key(at: place)) { keys.append(place) }
    sortKeys(from: base, of: value)
    let end = keys.count
    writer.beginObject()
    for index in base..<end {
      let place = keys[index]
      writer.key(value.key(at: place))
      path.steps[depth] = place
      write(value.at(place + 1), depth: depth + 1, to: &writer)
    }
    keys.removeLast(end - base)
    writer.endObject()
  }

  @inline(__always)
  private func isOmitted(_ key: ByteView) -> Bool {
    guard let omittedKey else { return false }
    return omittedKey.withView { $0 == key }
  }

  /// By insertion while they are few, as they nearly always are.
  private mutating func sortKeys(from base: Int, of value: JSONValue) {
    guard keys.count - base <= 32 else {
      return keys[base...].sort { ByteView.precedes(value.key(at: $0), value.key(at: $1)) }
    }
    keys.withUnsafeMutableBufferPointer { keys in
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
  }

  private mutating func writeNumber(
    _ value: JSONValue, depth: Int, to writer: inout JSONWriter
  ) {
    guard let text = value.numberText else { return }
    if NumberText.isPlainlyCanonical(text) { return writer.raw(text) }
    scratch.removeAll()
    let number = value.number ?? 0
    NumberText.write(number, to: scratch)
    if NumberText.isHeldByRecords(number), scratch.view == text { return writer.raw(text) }
    writer.string(text)
    numberPointers.append(path.pointer(depth: depth, in: value))
  }
}

/// The way from the root to a value; text is made of it only when a pointer is needed.
private final class Path {
  /// A member's key by its place on the tape, an element's index as its complement.
  let steps = UnsafeMutablePointer<Int>.allocate(capacity: JSONParser.depthLimit + 2)

  deinit { steps.deallocate() }

  /// The JSON Pointer of `depth` steps on the tape of `value`.
  func pointer(depth: Int, in value: JSONValue) -> ByteString {
    var bytes: [UInt8] = []
    for level in 0..<depth {
      let step = steps[level]
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

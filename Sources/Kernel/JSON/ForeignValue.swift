/// Writes values of other people's JSON so that nothing is lost.
///
/// A number whose text is not the canonical form of its double (`1.0`, `9007199254740993`) is
/// written as a string of that text, and its place is kept as a JSON Pointer (RFC 6901), so that
/// the original can be told from a string.
public struct ForeignValueWriter {
  /// Pointers of the numbers that were written as strings, in order.
  public private(set) var numberPointers: [ByteString] = []
  private var path: [ByteString] = []
  private let scratch = ByteBuffer(capacity: 64)

  /// A writer that has seen nothing.
  public init() {}

  /// Writes one value at the end of `writer`; pointers begin at this value.
  public mutating func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value.kind {
    case .object:
      writer.beginObject()
      for (key, member) in value.members.sorted(by: { ByteView.precedes($0.key, $1.key) }) {
        writer.key(key)
        path.append(ByteString(key))
        write(member, to: &writer)
        path.removeLast()
      }
      writer.endObject()
    case .array:
      writer.beginArray()
      for (index, element) in value.elements.enumerated() {
        path.append(ByteString(String(index)))
        write(element, to: &writer)
        path.removeLast()
      }
      writer.endArray()
    case .number: writeNumber(value, to: &writer)
    case .string, .bool, .null: writer.value(value)
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
    numberPointers.append(pointer)
  }

  private var pointer: ByteString {
    var bytes: [UInt8] = []
    for part in path {
      bytes.append(0x2F)
      for byte in part.bytes {
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

public import Kernel

/// Where a value stands in a record: an attribute's name, or a JSON Pointer (RFC 6901) from the top.
///
/// Its parts lie in plain memory, so that looking a value up counts no references: rules look at
/// every record.
public final class RecordPath: Sendable {
  private nonisolated(unsafe) let parts: UnsafeMutableBufferPointer<FixedText>

  /// Reads a name or, with a slash in front, a pointer.
  public convenience init(_ text: ByteString) {
    self.init(parts: text.bytes.first == 0x2F ? RecordPath.split(text) : [text])
  }

  /// The path through these members.
  public init(parts names: [ByteString]) {
    parts = .allocate(capacity: names.count)
    for (index, name) in names.enumerated() {
      parts.initializeElement(at: index, to: FixedText(name))
    }
  }

  deinit {
    for part in parts { part.deallocate() }
    parts.deallocate()
  }

  /// The unescaped parts of a pointer.
  public static func split(_ pointer: ByteString) -> [ByteString] {
    pointer.bytes.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false)
      .map(unescaped)
  }

  /// `~1` is a slash and `~0` a tilde: RFC 6901 section 4.
  private static func unescaped(_ part: ArraySlice<UInt8>) -> ByteString {
    var bytes: [UInt8] = []
    var begins = false
    for byte in part {
      if begins, byte == 0x30 || byte == 0x31 {
        bytes[bytes.count - 1] = byte == 0x30 ? 0x7E : 0x2F
        begins = false
      } else {
        bytes.append(byte)
        begins = byte == 0x7E
      }
    }
    return ByteString(bytes)
  }

  /// The names of the members on the way.
  public var names: [ByteString] { parts.map { ByteString($0.view) } }

  /// The value in a record, nil where there is none.
  public func value(in root: JSONValue) -> JSONValue? { plain.value(in: root) }

  /// The same as a plain value, valid as long as the path.
  var plain: Parts { Parts(parts: parts) }

  /// A path in memory that its owner keeps.
  struct Parts: BitwiseCopyable {
    fileprivate let parts: UnsafeMutableBufferPointer<FixedText>

    func value(in root: JSONValue) -> JSONValue? {
      var value = root
      for index in 0..<parts.count {
        let part = parts[index].view
        if value.kind == .array {
          guard let number = Int(part.text), number >= 0,
            let element = value.elements.dropFirst(number).first(where: { _ in true })
          else { return nil }
          value = element
        } else {
          guard let member = value[part] else { return nil }
          value = member
        }
      }
      return value
    }
  }
}

/// A text in memory of its own, which its owner gives back: no reference is counted to look at it.
public struct FixedText: BitwiseCopyable {
  /// The text.
  public let view: ByteView

  /// A copy of a text, to be freed by `deallocate`.
  public init(_ text: ByteString) {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, text.bytes.count))
    text.withView { room.update(from: $0.start, count: $0.count) }
    view = ByteView(room, count: text.bytes.count)
  }

  /// Frees the copy.
  public func deallocate() { view.start.deallocate() }
}

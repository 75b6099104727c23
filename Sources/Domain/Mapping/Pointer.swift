import Kernel

/// Where a pointer begins.
enum Scope: Equatable {
  /// The element of `each`, or the item.
  case current
  /// The foreign item: an observation's `data.item`, or the whole line.
  case item
  /// What surrounds the item: an observation's `data.context`.
  case context
  /// The record as a whole.
  case record
}

/// A pointer of a mapping file: `/a/b`, `item:/a`, `context:/a`, `record:/a` (RFC 6901 behind the
/// prefix); `element:` and the other prefixes alone are the whole value.
struct Pointer: Equatable {
  let scope: Scope
  let path: [ByteString]

  /// Reads the text; nil when it is no pointer.
  init?(_ text: ByteString) {
    var rest = text.bytes[...]
    var scope = Scope.current
    for (prefix, named) in Pointer.prefixes where rest.starts(with: prefix.utf8) {
      scope = named
      rest = rest.dropFirst(prefix.utf8.count)
      break
    }
    self.scope = scope
    if rest.isEmpty {
      path = []
      return
    }
    guard rest.first == 0x2F else { return nil }
    var parts: [ByteString] = []
    for part in rest.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      guard let unescaped = Pointer.unescape(part) else { return nil }
      parts.append(unescaped)
    }
    path = parts
  }

  /// Whether a text is meant as a pointer rather than as a value.
  static func looksLikeOne(_ text: ByteString) -> Bool {
    text.bytes.first == 0x2F || prefixes.contains { text.bytes.starts(with: $0.0.utf8) }
  }

  private static let prefixes: [(String, Scope)] = [
    ("element:", .current), ("item:", .item), ("context:", .context), ("record:", .record),
  ]

  private static func unescape(_ part: ArraySlice<UInt8>) -> ByteString? {
    var bytes: [UInt8] = []
    var rest = part
    while let byte = rest.popFirst() {
      guard byte == 0x7E else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case 0x30: bytes.append(0x7E)
      case 0x31: bytes.append(0x2F)
      default: return nil
      }
    }
    return ByteString(bytes)
  }
}

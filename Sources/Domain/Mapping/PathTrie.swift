import Kernel

/// Many JSON Pointers (RFC 6901) looked up in one walk over a value.
///
/// Each pointer has a slot; the walk visits every member once, however many pointers there are.
struct PathTrie {
  private struct Node {
    var slot: Int?
    var keys: [ByteString] = []
    var children: [Int] = []
  }

  private var nodes = [Node()]
  /// How many slots there are.
  private(set) var slots = 0

  /// The slot of a pointer given as its unescaped parts; the same pointer has one slot.
  mutating func slot(for path: [ByteString]) -> Int {
    var node = 0
    for part in path {
      if let known = nodes[node].keys.firstIndex(of: part) {
        node = nodes[node].children[known]
      } else {
        nodes.append(Node())
        nodes[node].keys.append(part)
        nodes[node].children.append(nodes.count - 1)
        node = nodes.count - 1
      }
    }
    if let slot = nodes[node].slot { return slot }
    nodes[node].slot = slots
    slots += 1
    return slots - 1
  }

  /// Fills `found` (one handle a slot, 0 for absent) from a value.
  func look(in value: JSONValue, _ found: inout [JSONValue.Handle]) {
    for index in found.indices { found[index] = 0 }
    walk(value, 0, &found)
  }

  private func walk(_ value: JSONValue, _ index: Int, _ found: inout [JSONValue.Handle]) {
    if let slot = nodes[index].slot { found[slot] = value.handle }
    let wanted = nodes[index].keys.count
    guard wanted > 0 else { return }
    var left = wanted
    switch value.kind {
    case .object:
      for (key, member) in value.members {
        for child in 0..<wanted
        where matches(nodes[index].keys[child], key) {
          walk(member, nodes[index].children[child], &found)
          left -= 1
          break
        }
        if left == 0 { return }
      }
    case .array:
      for (position, element) in value.elements.enumerated() {
        let text = ByteString(String(position))
        if let child = nodes[index].keys.firstIndex(of: text) {
          walk(element, nodes[index].children[child], &found)
          left -= 1
          if left == 0 { return }
        }
      }
    default: break
    }
  }

  @inline(__always)
  private func matches(_ part: ByteString, _ key: ByteView) -> Bool {
    guard part.bytes.count == key.count else { return false }
    return part.withView { $0 == key }
  }
}

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

/// A pointer of a mapping file: `/a/b`, `item:/a`, `context:/a`, `record:/a`; `element:` and the
/// other prefixes alone are the whole value.
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

public import Kernel
public import Records

/// Where records name what they are about, such as a requirement: pure data, one JSON line a link.
///
/// What a record names becomes a node `KIND:VALUE`, which the record `wasInfluencedBy`.
public struct LineageLink: Sendable {
  /// The kind of the nodes that it makes.
  let kind: ByteString
  private let selection: Selection
  private let paths: [RecordPath]
  private let prefix: ByteString?

  /// Reads `{"link":KIND,"at":POINTER,"select":SELECTION,"prefix":TEXT}`. `at` is an attribute, a
  /// JSON Pointer, or a list of them; every text there counts, however deep. With `prefix` the text
  /// is searched for words (letters, digits, `-`, `_`, `.`) that begin so; without, all of it is the
  /// value. The text of what is wrong is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    let keys: [ByteString] = ["at", "link", "prefix", "select"]
    if let problem = value.unknownKey(among: keys) { throw SelectionError(message: problem) }
    let isName = { (byte: UInt8) in byte &- 0x61 < 26 || byte == 0x2D }
    guard let kind = value["link"]?.string, !kind.bytes.isEmpty, kind.bytes.allSatisfy(isName)
    else {
      throw SelectionError(message: "\"link\" is no name of small letters and dashes")
    }
    let places = value["at"]?.array?.compactMap(\.string) ?? value["at"]?.string.map { [$0] } ?? []
    guard !places.isEmpty, places.count == value["at"]?.array?.count ?? 1 else {
      throw SelectionError(message: "a link has \"at\", a pointer or a list of pointers")
    }
    self.kind = kind
    paths = places.map { RecordPath($0) }
    selection = if let given = value["select"] { try Selection(given) } else { .all }
    prefix = value["prefix"]?.string
  }

  /// Calls `body` with each value that a record names, as often as it does.
  func forEach(
    _ root: JSONValue, _ body: (ByteView) throws(Failure) -> Void
  ) throws(Failure) {
    guard selection.matches(root) else { return }
    for path in paths {
      if let value = path.value(in: root) { try visit(value, body) }
    }
  }

  private func visit(
    _ value: JSONValue, _ body: (ByteView) throws(Failure) -> Void
  ) throws(Failure) {
    switch value.kind {
    case .array: for element in value.elements { try visit(element, body) }
    case .object: for member in value.members { try visit(member.value, body) }
    case .string:
      guard let text = value.string, !text.isEmpty else { return }
      guard let prefix else { return try body(text) }
      try LineageLink.forEachWord(text) { (word) throws(Failure) in
        if prefix.withView({ word.count > $0.count && word.hasPrefix($0) }) { try body(word) }
      }
    default: break
    }
  }

  private static func forEachWord(
    _ text: ByteView, _ body: (ByteView) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    for index in 0...text.count {
      if index < text.count, isWord(text[index]) { continue }
      // A full stop ends a sentence, not a word.
      var end = index
      while end > start, text[end - 1] == 0x2E { end -= 1 }
      if end > start { try body(text.slice(start, end)) }
      start = index + 1
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
      || byte == 0x2D || byte == 0x2E || byte == 0x5F
  }
}

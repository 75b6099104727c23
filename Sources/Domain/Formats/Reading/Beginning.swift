internal import Kernel

/// The first bytes of a file, as detection rules ask of them; what many ask is found once.
final class Beginning {
  private let bytes: [UInt8]
  /// Without white space outside of JSON strings: rules need not know how a tool indents.
  private let compact: ByteString

  init(_ view: ByteView) {
    let text = view.hasPrefix(ByteView("\u{FEFF}")) ? view.slice(3, view.count) : view
    bytes = ByteString(text).bytes
    var compact: [UInt8] = []
    var quoted = false
    var escaped = false
    for byte in bytes {
      if quoted {
        quoted = escaped || byte != 0x22
        escaped = !escaped && byte == 0x5C
      } else if isSpace(byte) {
        continue
      } else if byte == 0x22 {
        quoted = true
      }
      compact.append(byte)
    }
    self.compact = ByteString(compact)
  }

  /// Whether there is nothing but white space.
  var isEmpty: Bool { compact.bytes.isEmpty }

  /// Whether the text without white space begins with `text`.
  func compactBegins(with text: String) -> Bool { compact.bytes.starts(with: text.utf8) }

  /// Whether the text without white space holds `text`.
  func holds(_ text: String) -> Bool {
    compact.withView { hay in
      ByteString(text).withView { hay.firstIndex(of: $0) != nil }
    }
  }

  /// Whether the text, as it stands, begins with `text`.
  func begins(with text: String) -> Bool { bytes.starts(with: text.utf8) }

  /// The lines without their ends, empty ones left out; the last may be cut.
  private(set) lazy var lines: [ArraySlice<UInt8>] =
    bytes.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }

  /// The first line that is not empty, as text.
  var firstLine: String { String(decoding: lines.first ?? [], as: UTF8.self) }

  /// The keys of the first object, as far as it is here; none where the text is no object.
  private(set) lazy var firstKeys: Set<String> = keys(from: 0)

  /// The same for an object that may stand alone or as the first element of an array.
  private(set) lazy var firstItemKeys: Set<String> = keys(from: compact.bytes.first == 0x5B ? 1 : 0)

  private func keys(from start: Int) -> Set<String> {
    let compact = compact.bytes
    var keys: Set<String> = []
    var depth = 0
    var index = start
    var expectsKey = false
    while index < compact.count {
      switch compact[index] {
      case 0x7B, 0x5B:
        depth += 1
        expectsKey = depth == 1 && compact[index] == 0x7B
      case 0x7D, 0x5D:
        depth -= 1
        if depth == 0 { return keys }
      case 0x2C: expectsKey = depth == 1
      case 0x22:
        var end = index + 1
        while end < compact.count, compact[end] != 0x22 { end += compact[end] == 0x5C ? 2 : 1 }
        if expectsKey, end < compact.count {
          keys.insert(String(decoding: compact[index + 1..<end], as: UTF8.self))
        }
        expectsKey = false
        index = end
      default: if depth == 0 { return keys }
      }
      index += 1
    }
    return keys
  }

  /// The name of the root element of an XML document, without its prefix.
  private(set) lazy var rootElement: String? = findRootElement()

  private func findRootElement() -> String? {
    var rest = bytes[...].drop(while: isSpace)
    while rest.first == 0x3C, let second = rest.dropFirst().first {
      guard second == 0x3F || second == 0x21 else {
        let name = rest.dropFirst().prefix { !isSpace($0) && $0 != 0x3E && $0 != 0x2F }
        return name.split(separator: 0x3A).last.map { String(decoding: $0, as: UTF8.self) }
      }
      // A declaration, a comment or a document type, whose own reader will judge it.
      let isComment = rest.starts(with: "<!--".utf8)
      var brackets = 0
      var end = rest.startIndex
      while end < rest.endIndex {
        let byte = rest[end]
        end += 1
        if isComment {
          if byte == 0x3E, rest[..<end].suffix(3).elementsEqual("-->".utf8) { break }
        } else if byte == 0x5B {
          brackets += 1
        } else if byte == 0x5D {
          brackets -= 1
        } else if byte == 0x3E, brackets <= 0 {
          break
        }
      }
      rest = rest[end...].drop(while: isSpace)
    }
    return nil
  }

  /// A full object name of git and the separator of `git log` in the form that is read.
  var isGitLog: Bool {
    let name = bytes.prefix { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
    return (name.count == 40 || name.count == 64) && bytes.count > name.count
      && bytes[name.count] == 0x1F
  }

  /// Metadata of an exposition, or a sample.
  var isExposition: Bool {
    let marks = ["# HELP ", "# TYPE ", "# UNIT ", "# EOF"]
    func isMark(_ line: ArraySlice<UInt8>) -> Bool { marks.contains { line.starts(with: $0.utf8) } }
    for line in lines.lazy.map({ $0.drop(while: isSpace) }) where !line.isEmpty {
      if isMark(line) { return true }
      if line.first == 0x23 { continue }
      // A bare word and a number is no mark of anything: a line of TAP reads so too.
      let isTelling = line.contains { $0 == 0x5F || $0 == 0x3A || $0 == 0x7B }
      guard isTelling || lines.contains(where: isMark) else { return false }
      return ByteString(Array(line)).withView { ExpositionLine.isSample($0) }
    }
    return false
  }

  /// Two lines, each a whole JSON object.
  var isJSONLines: Bool {
    let whole = lines.prefix(3).filter { line in
      line.first == 0x7B
        && ByteString(Array(line)).withView { JSONScanner.firstError(in: $0) == nil }
    }
    return whole.count >= 2
  }
}

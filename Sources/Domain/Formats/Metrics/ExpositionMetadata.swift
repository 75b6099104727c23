internal import Kernel

/// A `# HELP`, `# TYPE` or `# UNIT` line.
struct ExpositionMetadata {
  enum Kind { case help, type, unit }

  let kind: Kind
  let name: ByteView
  let text: ByteString

  /// Reads a line; nil for a line that is no metadata. In OpenMetrics every comment must be.
  init?(_ line: ByteView, _ dialect: ExpositionDialect) throws(ExpositionFault) {
    guard dialect == .openMetrics else {
      try self.init(comment: line.trimmed)
      return
    }
    try self.init(strict: line)
  }

  private init?(strict line: ByteView) throws(ExpositionFault) {
    guard !line.isEmpty, line[0] == 0x23 else { return nil }
    let parts = line.split(by: 0x20, most: 4)
    guard parts.count == 4, parts[0] == "#", let kind = Self.kind(parts[1]) else {
      throw ExpositionFault("no metadata, # TYPE, # HELP or # UNIT, a NAME and text would be right")
    }
    guard Self.isName(parts[2]) else {
      throw ExpositionFault("metric name \"\(parts[2].text)\", letters, digits, _ and : are right")
    }
    self.kind = kind
    name = parts[2]
    text =
      kind == .help
      ? try ExpositionText.unescape(parts[3], .openMetrics, quotes: true) : ByteString(parts[3])
  }

  /// A comment of 0.0.4: metadata only when its first word says so.
  private init?(comment: ByteView) throws(ExpositionFault) {
    guard !comment.isEmpty, comment[0] == 0x23 else { return nil }
    var rest = comment.slice(1, comment.count).leadingSpaceTaken
    guard rest.count < comment.count - 1, let kind = Self.kind(rest.firstWord), kind != .unit else {
      return nil
    }
    rest = rest.slice(rest.firstWord.count, rest.count).leadingSpaceTaken
    guard !rest.isEmpty else { return nil }
    let word = rest.firstWord
    guard Self.isName(word) else {
      throw ExpositionFault("metric name \"\(word.text)\", letters, digits, _ and : are right")
    }
    rest = rest.slice(word.count, rest.count).leadingSpaceTaken
    // Without a text it is a comment like any other.
    guard !rest.isEmpty else { return nil }
    self.kind = kind
    name = word
    text =
      kind == .help
      ? try ExpositionText.unescape(rest, .prometheus, quotes: false) : ByteString(rest.trimmed)
  }

  private static func kind(_ word: ByteView) -> Kind? {
    if word == "HELP" { return .help }
    if word == "TYPE" { return .type }
    return word == "UNIT" ? .unit : nil
  }

  private static func isName(_ word: ByteView) -> Bool {
    guard !word.isEmpty, word[0] &- 0x30 >= 10 else { return false }
    for index in 0..<word.count {
      let byte = word[index]
      let letter = byte | 0x20 &- 0x61 < 26 && byte >= 0x41
      guard letter || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x3A else { return false }
    }
    return true
  }
}

extension ByteView {
  /// Without spaces and tabs at the start.
  fileprivate var leadingSpaceTaken: ByteView {
    var lower = 0
    while lower < count, start[lower] == 0x20 || start[lower] == 0x09 { lower += 1 }
    return slice(lower, count)
  }

  /// Up to the first space or tab.
  fileprivate var firstWord: ByteView {
    var upper = 0
    while upper < count, start[upper] != 0x20, start[upper] != 0x09 { upper += 1 }
    return slice(0, upper)
  }

  /// At most so many parts; the last one holds the rest.
  fileprivate func split(by separator: UInt8, most: Int) -> [ByteView] {
    var parts: [ByteView] = []
    var lower = 0
    while parts.count < most - 1, let end = firstIndex(of: separator, from: lower) {
      parts.append(slice(lower, end))
      lower = end + 1
    }
    parts.append(slice(lower, count))
    return parts
  }
}

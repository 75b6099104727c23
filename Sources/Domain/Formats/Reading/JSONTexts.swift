internal import Kernel

/// The values of a file that holds JSON in one of the ways in which tools write several of a thing:
/// one value, an array of them, one a line, or one behind the other.
///
/// Lines are streamed; everything else is held as a whole, up to `FormatLimit.documentBytes`.
struct JSONTexts {
  /// How much is looked at to see whether the first line is a value.
  private static let firstLineBytes = 1 << 20

  private let items: JSONItems

  init(_ items: JSONItems) { self.items = items }

  /// Calls `body` with each value and its line. An array counts as its elements.
  func forEach(
    of output: ObservationWriter, _ body: (JSONValue, Int) throws(Failure) -> Void
  ) throws(Failure) {
    let lines = output.file.lines
    if try Self.isLines(lines) {
      while let line = try lines.next() {
        guard let value = try items.parse(line, of: output) else { continue }
        try Self.each(value, lines.line, body)
      }
    } else {
      try forEachInDocument(of: output, body)
    }
  }

  private static func each(
    _ value: JSONValue, _ line: Int, _ body: (JSONValue, Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard value.kind == .array else { return try body(value, line) }
    for element in value.elements { try body(element, line) }
  }

  /// Whether the first line that is not empty is a whole value.
  private static func isLines(_ lines: LineReader) throws(Failure) -> Bool {
    var text = try lines.peek(firstLineBytes)
    if text.hasPrefix(ByteView("\u{FEFF}")) { text = text.slice(3, text.count) }
    while !text.isEmpty, isSpace(text[0]) { text = text.slice(1, text.count) }
    guard let end = text.firstIndex(of: 0x0A) else { return false }
    return JSONScanner.firstError(in: text.slice(0, end)) == nil
  }

  private func forEachInDocument(
    of output: ObservationWriter, _ body: (JSONValue, Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard var text = try output.wholeJSON() else { return }
    var line = 1
    while let (lead, length) = Self.nextValue(in: text) {
      line += text.slice(0, lead).newlines
      let one = text.slice(lead, lead + length)
      guard let value = try items.parse(document: one, from: line, of: output) else { return }
      try Self.each(value, line, body)
      line += one.newlines
      text = text.slice(lead + length, text.count)
    }
  }

  /// Where the next value of a text begins and how long it is, by its brackets and quotes; what is
  /// wrong inside is for the parser to say.
  static func nextValue(in text: ByteView) -> (lead: Int, length: Int)? {
    var start = 0
    while start < text.count, isSpace(text[start]) { start += 1 }
    guard start < text.count else { return nil }
    guard text[start] == 0x7B || text[start] == 0x5B else { return (start, text.count - start) }
    var depth = 0
    var index = start
    while index < text.count {
      switch text[index] {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth == 0 { return (start, index + 1 - start) }
      case 0x22:
        index += 1
        while index < text.count, text[index] != 0x22 { index += text[index] == 0x5C ? 2 : 1 }
      default: break
      }
      index += 1
    }
    return (start, text.count - start)
  }
}

internal import Kernel

/// The parts that links and definitions are written of: CommonMark 0.31, 4.7 and 6.3.
struct LinkParts {
  let text: [UInt8]

  /// A destination that begins at `start`: its bytes without escapes, and its end.
  func destination(_ start: Int) -> (ByteString, Int)? {
    guard start < text.count else { return nil }
    var index = start
    if text[start] == 0x3C {
      index += 1
      while index < text.count, text[index] != 0x3E {
        if text[index] == 0x0A || text[index] == 0x3C { return nil }
        index += isEscape(index) ? 2 : 1
      }
      guard index < text.count else { return nil }
      return (Self.plain(text[(start + 1)..<index]), index + 1)
    }
    var depth = 0
    while index < text.count, text[index] > 0x20, text[index] != 0x7F {
      if isEscape(index) {
        index += 2
        continue
      }
      if text[index] == 0x28 { depth += 1 }
      if text[index] == 0x29 {
        if depth == 0 { break }
        depth -= 1
      }
      guard depth <= 32 else { return nil }
      index += 1
    }
    return depth == 0 ? (Self.plain(text[start..<index]), index) : nil
  }

  /// A title that begins at `start`: its bytes without escapes, and its end.
  func title(_ start: Int) -> (ByteString, Int)? {
    guard start < text.count, [0x22, 0x27, 0x28].contains(text[start]) else { return nil }
    let end: UInt8 = text[start] == 0x28 ? 0x29 : text[start]
    var index = start + 1
    while index < text.count, text[index] != end {
      if end == 0x29, text[index] == 0x28 { return nil }
      index += isEscape(index) ? 2 : 1
    }
    guard index < text.count else { return nil }
    return (Self.plain(text[(start + 1)..<index]), index + 1)
  }

  /// A label in brackets that begins at `start`: what stands between them, and the end.
  func label(_ start: Int) -> (ArraySlice<UInt8>, Int)? {
    guard start < text.count, text[start] == 0x5B else { return nil }
    var index = start + 1
    while index < text.count, text[index] != 0x5D {
      if text[index] == 0x5B || index - start > 4 * 999 { return nil }
      index += isEscape(index) ? 2 : 1
    }
    guard index < text.count else { return nil }
    return (text[(start + 1)..<index], index + 1)
  }

  /// Whether a label is one: not empty, not too long, and none of a footnote.
  static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    guard label.first != 0x5E, label.contains(where: { !isSpace($0) }) else { return false }
    return label.count <= 999 || label.count(where: { $0 & 0xC0 != 0x80 }) <= 999
  }

  /// `(destination "title")`, of which the first parenthesis stands at `start`.
  func resource(_ start: Int) -> (destination: ByteString, title: ByteString?, end: Int)? {
    guard start < text.count, text[start] == 0x28 else { return nil }
    var index = skipSpace(start + 1)
    guard let (found, end) = destination(index) else { return nil }
    index = skipSpace(end)
    var words: ByteString?
    if index > end, let (title, titleEnd) = title(index) {
      words = title
      index = skipSpace(titleEnd)
    }
    guard index < text.count, text[index] == 0x29 else { return nil }
    return (found, words, index + 1)
  }

  /// A definition that begins at `start`, and where the next line begins.
  func definition(_ start: Int) -> (label: ByteString, LinkDefinition, end: Int)? {
    guard let (label, labelEnd) = label(start), Self.isLabel(label), labelEnd < text.count,
      text[labelEnd] == 0x3A
    else { return nil }
    let place = skipSpace(labelEnd + 1)
    guard let (destination, end) = destination(place), end > place else { return nil }
    var words: ByteString?
    var index = end
    let next = skipSpace(end)
    if next > end, let (title, titleEnd) = title(next), let line = endOfLine(titleEnd) {
      words = title
      index = line
    } else if let line = endOfLine(end) {
      index = line
    } else {
      return nil
    }
    let found = LinkDefinition(
      label: ByteString(Array(label)), destination: destination, title: words, line: 0)
    return (LinkDefinition.key(of: label), found, index)
  }

  /// Where what is no definition begins.
  var endOfDefinitions: Int {
    var start = 0
    while start < text.count, let (_, _, end) = definition(start) { start = end }
    return start
  }

  private func endOfLine(_ start: Int) -> Int? {
    var index = start
    while index < text.count, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
    if index == text.count { return index }
    return text[index] == 0x0A ? index + 1 : nil
  }

  func skipSpace(_ start: Int) -> Int {
    var index = start
    while index < text.count, isSpace(text[index]) { index += 1 }
    return index
  }

  /// Whether a backslash at `index` takes the meaning of the byte behind it.
  func isEscape(_ index: Int) -> Bool {
    text[index] == 0x5C && index + 1 < text.count && Self.isPunctuation(text[index + 1])
  }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !HTMLTag.isLetter(byte) && !HTMLTag.isDigit(byte)
  }

  /// A text without its escapes and character references: those by number, and the names that
  /// addresses and headings need; others stay as they are.
  static func plain(_ text: ArraySlice<UInt8>) -> ByteString {
    guard text.contains(where: { $0 == 0x5C || $0 == 0x26 }) else { return ByteString(Array(text)) }
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == 0x5C, index + 1 < text.endIndex, isPunctuation(text[index + 1]) {
        bytes.append(text[index + 1])
        index += 2
      } else if byte == 0x26, let (meaning, end) = reference(text[index...]) {
        bytes += meaning
        index = end
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    return ByteString(bytes)
  }

  private static let names = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "copy": "\u{A9}",
    "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß",
    "mdash": "\u{2014}", "ndash": "\u{2013}", "hellip": "\u{2026}",
  ]

  private static func reference(_ text: ArraySlice<UInt8>) -> ([UInt8], Int)? {
    guard let end = text.prefix(12).firstIndex(of: 0x3B) else { return nil }
    let name = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
    if let meaning = names[name] { return (Array(meaning.utf8), end + 1) }
    guard name.hasPrefix("#") else { return nil }
    let isHexadecimal = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.allSatisfy(\.isHexDigit),
      let number = UInt32(digits, radix: isHexadecimal ? 16 : 10)
    else { return nil }
    let scalar = Unicode.Scalar(number).flatMap { $0.value == 0 ? nil : $0 } ?? "\u{FFFD}"
    return (Array(String(Character(scalar)).utf8), end + 1)
  }
}

internal import Kernel

/// A tag, comment, instruction or declaration of HTML within a text (CommonMark 6.6).
struct HTMLTag {
  /// Behind its last byte.
  let end: Int
  /// Whether it is an opening or a closing tag.
  let isTag: Bool
  /// The values of its attributes `id` and `name`: what links can lead to.
  private(set) var anchors: [ByteString] = []

  /// Reads what begins with the `<` at `start`; nil when that is only a character.
  init?(_ text: [UInt8], at start: Int) {
    guard start + 1 < text.count else { return nil }
    let next = text[start + 1]
    if next == 0x21 || next == 0x3F {
      guard let end = HTMLTag.special(text, start) else { return nil }
      self.end = end
      isTag = false
      return
    }
    let isClosing = next == 0x2F
    var index = start + (isClosing ? 2 : 1)
    guard index < text.count, HTMLTag.isLetter(text[index]) else { return nil }
    while index < text.count,
      HTMLTag.isLetter(text[index]) || HTMLTag.isDigit(text[index])
        || text[index] == 0x2D
    { index += 1 }
    var anchors: [ByteString] = []
    while true {
      let before = index
      while index < text.count, isSpace(text[index]) { index += 1 }
      guard index < text.count else { return nil }
      if text[index] == 0x3E {
        index += 1
        break
      }
      if text[index] == 0x2F, !isClosing {
        guard index + 1 < text.count, text[index + 1] == 0x3E else { return nil }
        index += 2
        break
      }
      guard index > before, !isClosing,
        let (end, anchor) = HTMLTag.attribute(text, index)
      else { return nil }
      if let anchor { anchors.append(anchor) }
      index = end
    }
    end = index
    isTag = true
    self.anchors = anchors
  }

  private static func attribute(_ text: [UInt8], _ start: Int) -> (Int, ByteString?)? {
    guard isLetter(text[start]) || text[start] == 0x5F || text[start] == 0x3A else { return nil }
    var index = start
    while index < text.count,
      isLetter(text[index]) || isDigit(text[index])
        || [0x5F, 0x3A, 0x2E, 0x2D].contains(text[index])
    { index += 1 }
    let name = text[start..<index].map { $0 | 0x20 }
    let nameEnd = index
    while index < text.count, isSpace(text[index]) { index += 1 }
    guard index < text.count, text[index] == 0x3D else { return (nameEnd, nil) }
    index += 1
    while index < text.count, isSpace(text[index]) { index += 1 }
    guard index < text.count else { return nil }
    var value: ArraySlice<UInt8>
    if text[index] == 0x22 || text[index] == 0x27 {
      guard let end = text[(index + 1)...].firstIndex(of: text[index]) else { return nil }
      value = text[(index + 1)..<end]
      index = end + 1
    } else {
      value = text[index...].prefix {
        !isSpace($0) && ![0x22, 0x27, 0x3D, 0x3C, 0x3E, 0x60].contains($0)
      }
      guard !value.isEmpty else { return nil }
      index = value.endIndex
    }
    let isAnchor = name == Array("id".utf8) || name == Array("name".utf8)
    return (index, isAnchor ? ByteString(Array(value)) : nil)
  }

  /// The end of a comment, instruction, declaration or CDATA.
  private static func special(_ text: [UInt8], _ start: Int) -> Int? {
    let rest = text[start...]
    if rest.starts(with: "<!-->".utf8) { return start + 5 }
    if rest.starts(with: "<!--->".utf8) { return start + 6 }
    let forms = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
    for (begin, end) in forms where rest.starts(with: begin.utf8) {
      if begin == "<!", !(rest.count > 2 && isLetter(text[start + 2])) { return nil }
      let behind = rest.dropFirst(begin.utf8.count)
      return MarkdownBlocks.index(of: Array(end.utf8), in: behind).map { $0 + end.utf8.count }
    }
    return nil
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

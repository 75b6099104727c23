internal import Kernel

/// Blocks of HTML (CommonMark 4.6), whose lines are no Markdown.
extension MarkdownBlocks {
  /// What such a block goes on until.
  enum Raw {
    case comment
    case untilBlank
    case untilTag([UInt8])
  }

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "nav", "ol", "optgroup", "option", "p", "param", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
  ]

  mutating func take(raw kind: Raw, _ rest: ArraySlice<UInt8>) -> Block {
    switch kind {
    case .comment: if Self.holds(rest, Self.commentEnd) { raw = nil }
    case .untilTag(let tag): if Self.holds(rest, tag) { raw = nil }
    case .untilBlank: break
    }
    if case .comment = kind {} else { add(.html, Array(rest), line: number) }
    return .none
  }

  /// What a block of HTML goes on until, where a line begins one that may end a paragraph (CommonMark
  /// 4.6, the first six of its conditions).
  static func html(_ rest: ArraySlice<UInt8>) -> Raw? {
    guard rest.first == 0x3C else { return nil }
    if rest.starts(with: "<!--".utf8) { return .comment }
    for (start, end) in rawMarks where rest.starts(with: start) { return .untilTag(end) }
    if rest.starts(with: "<!".utf8), rest.dropFirst(2).first.map(HTMLTag.isLetter) == true {
      return .untilTag([0x3E])
    }
    let isClosing = rest.dropFirst().first == 0x2F
    let behind = rest.dropFirst(isClosing ? 2 : 1)
    let name = behind.prefix { HTMLTag.isDigit($0) || HTMLTag.isLetter($0) }
    let next = behind.dropFirst(name.count).first ?? 0x20
    guard next == 0x3E || next == 0x2F || isSpace(next) else { return nil }
    let tag = String(decoding: name, as: UTF8.self).lowercased()
    if !isClosing, ["pre", "script", "style", "textarea"].contains(tag) {
      return .untilTag(Array("</\(tag)>".utf8))
    }
    return blockTags.contains(tag) ? .untilBlank : nil
  }

  /// What the line is that begins such a block; nil where it begins none.
  mutating func startsRaw(_ rest: ArraySlice<UInt8>) -> Block? {
    guard let kind = Self.html(rest) else {
      // Any other tag that is alone on its line; it cannot end a paragraph.
      let line = Array(rest)
      guard rest.first == 0x3C, paragraph == nil, let tag = HTMLTag(line, at: 0), tag.isTag,
        line[tag.end...].allSatisfy(isSpace)
      else { return nil }
      beginRaw(.untilBlank, rest)
      return Block.none
    }
    endParagraph()
    switch kind {
    case .untilBlank: beginRaw(kind, rest)
    case .untilTag(let end):
      beginRaw(kind, rest)
      if Self.holds(rest, end) { raw = nil }
    case .comment:
      // `<!-->` is a whole one.
      guard let end = Self.index(of: Self.commentEnd, in: rest.dropFirst(2)) else {
        raw = .comment
        rawBase = lists.last ?? 0
        break
      }
      let start = rest.startIndex + 4
      if start <= end, rest[(end + 3)...].allSatisfy(isSpace), lists.isEmpty, quotes.isEmpty {
        return .comment(Self.trimmed(rest[start..<end]))
      }
    }
    return Block.none
  }

  private mutating func beginRaw(_ kind: Raw, _ rest: ArraySlice<UInt8>) {
    add(.html, Array(rest), line: number)
    raw = kind
    rawBase = lists.last ?? 0
  }

  private static let commentEnd = Array("-->".utf8)
  private static let rawMarks = [("<?", "?>"), ("<![CDATA[", "]]>")].map {
    (Array($0.0.utf8), Array($0.1.utf8))
  }
}

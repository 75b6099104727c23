internal import Kernel

/// What a line of Markdown is, as far as it is evidence: blocks by CommonMark 0.31 and GFM, without
/// inline structure. A line inside of code, a comment or HTML is none of these.
struct MarkdownBlocks {
  /// What a line is.
  enum Block: Equatable {
    case heading(level: Int, text: [UInt8])
    case task(done: Bool, depth: Int, text: [UInt8])
    case tableHeader([[UInt8]])
    case tableRow([[UInt8]])
    case fence
    case none
  }

  private enum Raw {
    case comment
    case untilBlank
    case untilTag([UInt8])
  }

  private var lists: [Int] = []
  /// The lists around each quotation that is open.
  private var quotes: [[Int]] = []
  private var fence: (mark: UInt8, length: Int, base: Int)?
  private var raw: Raw?
  private var paragraph: [UInt8]?
  private var inTable = false

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "nav", "ol", "optgroup", "option", "p", "param", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
  ]

  /// Takes the next line, without its end.
  mutating func take(_ line: [UInt8]) -> Block {
    var (indent, start) = Self.indent(of: line, from: 0, column: 0)
    var depth = 0
    while start < line.count, line[start] == 0x3E, mayQuote(depth, indent) {
      if fence == nil, raw == nil, depth == quotes.count { enterQuote(indent) }
      depth += 1
      let isSpaced = start + 1 < line.count && isSpace(line[start + 1])
      (indent, start) = Self.indent(of: line, from: start + (isSpaced ? 2 : 1), column: 0)
    }
    let rest = line[start...]
    if depth < quotes.count {
      let isLazy = paragraph != nil && !inTable && !rest.isEmpty && !startsBlock(rest)
      guard !isLazy else { return .none }
      leaveQuotes(to: depth)
    }
    if rest.isEmpty {
      endParagraph()
      if case .untilBlank = raw { raw = nil }
      return .none
    }
    if let raw { return take(raw: raw, rest) }
    if let fence {
      if indent >= fence.base || fence.base == 0 {
        if indent - fence.base < 4, Self.closes(fence.mark, fence.length, rest) { self.fence = nil }
        return .none
      }
      self.fence = nil
    }
    if paragraph == nil || startsBlock(rest) { leaveLists(indent) }
    return block(rest, column: indent)
  }

  /// Whether `>` may mark a quotation `depth` deep: in code or HTML only those around it.
  private func mayQuote(_ depth: Int, _ indent: Int) -> Bool {
    if fence != nil || raw != nil { return depth < quotes.count }
    return depth < quotes.count || indent - (lists.last ?? 0) < 4
  }

  private mutating func enterQuote(_ indent: Int) {
    leaveLists(indent)
    endParagraph()
    quotes.append(lists)
    lists = []
  }

  /// Code, HTML and tables end with the quotation they stand in.
  private mutating func leaveQuotes(to depth: Int) {
    lists = quotes[depth]
    quotes.removeSubrange(depth...)
    fence = nil
    raw = nil
    endParagraph()
  }

  private mutating func leaveLists(_ indent: Int) {
    while let last = lists.last, indent < last {
      lists.removeLast()
      endParagraph()
    }
  }

  /// Whether a line begins another block, so that it does not go on with a paragraph that stands
  /// deeper in.
  private func startsBlock(_ rest: ArraySlice<UInt8>) -> Bool {
    Self.marker(rest) != nil || Self.atx(rest) != nil || Self.isBreak(rest)
      || Self.opensFence(rest) != nil || rest.first == 0x3E || rest.first == 0x3C
  }

  private mutating func endParagraph() {
    paragraph = nil
    inTable = false
  }

  private mutating func take(raw kind: Raw, _ rest: ArraySlice<UInt8>) -> Block {
    switch kind {
    case .comment: if Self.holds(rest, Array("-->".utf8)) { raw = nil }
    case .untilTag(let tag): if Self.holds(rest, tag) { raw = nil }
    case .untilBlank: break
    }
    return .none
  }

  private mutating func block(_ rest: ArraySlice<UInt8>, column: Int) -> Block {
    let base = lists.last ?? 0
    if column - base >= 4 {
      if paragraph != nil { paragraph? += [0x20] + rest }
      return .none
    }
    if startsRaw(rest) { return .none }
    if let (mark, length) = Self.opensFence(rest) {
      endParagraph()
      fence = (mark, length, base)
      return .fence
    }
    if let heading = Self.atx(rest) {
      endParagraph()
      return heading
    }
    if let before = paragraph, !inTable, column >= base {
      if let level = Self.underline(rest) {
        endParagraph()
        return .heading(level: level, text: Self.trimmed(before[...]))
      }
      let header = Self.cells(before)
      if Self.isDelimiter(rest), header.count == Self.cells(Array(rest)).count {
        paragraph = []
        inTable = true
        return .tableHeader(header)
      }
    }
    if Self.isBreak(rest) {
      endParagraph()
      return .none
    }
    if let (width, body) = Self.marker(rest), paragraph == nil || Self.interrupts(rest) || base > 0
    {
      return item(width: width, body: body, column: column)
    }
    if inTable { return .tableRow(Self.cells(Array(rest))) }
    paragraph = Array(rest)
    return .none
  }

  private mutating func item(width: Int, body: ArraySlice<UInt8>, column: Int) -> Block {
    endParagraph()
    let (spaces, start) = Self.indent(of: Array(body), from: 0, column: 0)
    let text = Array(body)[start...]
    lists.append(column + width + (spaces > 4 || text.isEmpty ? 1 : max(spaces, 1)))
    guard !text.isEmpty, spaces <= 4 else { return .none }
    let depth = lists.count
    if text.count > 3, text.first == 0x5B, text[text.startIndex + 2] == 0x5D,
      [0x20, 0x78, 0x58].contains(text[text.startIndex + 1]), isSpace(text[text.startIndex + 3])
    {
      let words = Self.trimmed(text.dropFirst(4))
      paragraph = words
      return .task(done: text[text.startIndex + 1] != 0x20, depth: depth, text: words)
    }
    return block(text, column: lists.last ?? 0)
  }

  private mutating func startsRaw(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.first == 0x3C else { return false }
    if rest.starts(with: "<!--".utf8) {
      endParagraph()
      if !Self.holds(rest.dropFirst(4), Array("-->".utf8)) { raw = .comment }
      return true
    }
    let name = rest.dropFirst().drop { $0 == 0x2F }.prefix {
      $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26
    }
    let tag = String(decoding: name, as: UTF8.self).lowercased()
    if ["pre", "script", "style", "textarea"].contains(tag) {
      endParagraph()
      let end = Array("</\(tag)>".utf8)
      if !Self.holds(rest, end) { raw = .untilTag(end) }
      return true
    }
    guard Self.blockTags.contains(tag) else { return false }
    endParagraph()
    raw = .untilBlank
    return true
  }
}

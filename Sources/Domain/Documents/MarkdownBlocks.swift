internal import Kernel

/// What a line of Markdown is, as far as it is evidence: blocks by CommonMark 0.31 and GFM. A line
/// inside of code, a comment or HTML is none of these.
///
/// The texts in which links can stand are set aside for `takeTexts`.
public struct MarkdownBlocks {
  /// What a line is.
  public enum Block: Equatable, Sendable {
    case heading(level: Int, text: [UInt8])
    case task(done: Bool, depth: Int, text: [UInt8])
    case tableHeader([[UInt8]])
    case tableRow([[UInt8]])
    case fence
    /// A comment of HTML on a line of its own and in no other block, without its marks.
    case comment([UInt8])
    case none
  }

  struct Paragraph {
    /// Its lines, with LF between them.
    var text: [UInt8]
    /// The number of its first line.
    let line: Int
    /// Where in `text` its last line begins.
    var lastStart = 0

    init(text: [UInt8], line: Int) {
      self.text = text
      self.line = line
    }

    mutating func add(_ rest: ArraySlice<UInt8>) {
      text.append(0x0A)
      lastStart = text.count
      text += rest
    }
  }

  var lists: [Int] = []
  /// The lists around each quotation that is open.
  var quotes: [[Int]] = []
  private var fence: (mark: UInt8, length: Int, base: Int, line: Int)?
  var raw: Raw?
  /// How far in the list's item stands that the HTML is in.
  var rawBase = 0
  var paragraph: Paragraph?
  private var inTable = false
  var number = 0
  private var texts: [MarkdownText] = []
  /// The lines of fences that nothing closed, of blocks that have ended.
  public private(set) var unclosedFences: [Int] = []

  /// Nothing read yet.
  public init() {}

  /// The texts that have ended since the last call.
  public mutating func takeTexts() -> [MarkdownText] {
    defer { texts.removeAll(keepingCapacity: true) }
    return texts
  }

  /// Ends all blocks with the document.
  public mutating func finish() {
    dropFence()
    endParagraph()
  }

  /// Takes the next line, without its end; `number` counts from 1.
  public mutating func take(_ line: [UInt8], number: Int) -> Block {
    self.number = number
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
      guard !isLazy else {
        goOn(rest)
        return .none
      }
      leaveQuotes(to: depth)
    }
    if rest.isEmpty {
      endParagraph()
      if case .untilBlank = raw { raw = nil }
      return .none
    }
    if indent < rawBase { raw = nil }
    if let raw { return take(raw: raw, rest) }
    if let fence {
      if indent >= fence.base || fence.base == 0 {
        if indent - fence.base < 4, Self.closes(fence.mark, fence.length, rest) { self.fence = nil }
        return .none
      }
      dropFence()
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
    dropFence()
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
      || Self.opensFence(rest) != nil || rest.first == 0x3E || Self.html(rest) != nil
  }

  mutating func endParagraph() {
    if let paragraph, !inTable { add(.paragraph, paragraph.text, line: paragraph.line) }
    paragraph = nil
    inTable = false
  }

  /// The fence's block ends, and nothing has closed it.
  private mutating func dropFence() {
    if let fence { unclosedFences.append(fence.line) }
    fence = nil
  }

  mutating func add(_ kind: MarkdownText.Kind, _ bytes: [UInt8], line: Int) {
    // Nothing else can begin a link, a definition or an anchor.
    guard kind.isHeading || bytes.contains(where: { $0 == 0x5B || $0 == 0x3C }) else { return }
    texts.append(MarkdownText(kind: kind, bytes: bytes, line: line))
  }

  private mutating func goOn(_ rest: ArraySlice<UInt8>) {
    if paragraph == nil {
      paragraph = Paragraph(text: Array(rest), line: number)
    } else {
      paragraph?.add(rest)
    }
  }

  private mutating func goOnWithTable(_ cells: [[UInt8]]) {
    for cell in cells { add(.cell, cell, line: number) }
  }

  private mutating func block(_ rest: ArraySlice<UInt8>, column: Int) -> Block {
    let base = lists.last ?? 0
    if column - base >= 4 {
      if paragraph != nil, !inTable { goOn(rest) }
      return .none
    }
    if let raw = startsRaw(rest) { return raw }
    if let (mark, length) = Self.opensFence(rest) {
      endParagraph()
      fence = (mark, length, base, number)
      return .fence
    }
    if case .heading(let level, let text) = Self.atx(rest) {
      endParagraph()
      add(.heading(level), text, line: number)
      return .heading(level: level, text: text)
    }
    if paragraph != nil, !inTable, column >= base {
      if let level = Self.underline(rest), let heading = endHeading(level) { return heading }
      if Self.isDelimiter(rest), let header = beginTable(Self.cells(Array(rest)).count) {
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
    if inTable {
      let cells = Self.cells(Array(rest))
      goOnWithTable(cells)
      return .tableRow(cells)
    }
    goOn(rest)
    return .none
  }

  /// What was taken for a paragraph is a heading; nil where it has only definitions.
  private mutating func endHeading(_ level: Int) -> Block? {
    guard let before = paragraph else { return nil }
    let start = LinkParts(text: before.text).endOfDefinitions
    guard start < before.text.count else { return nil }
    if start > 0 { add(.paragraph, Array(before.text[..<start]), line: before.line) }
    paragraph = nil
    let text = Self.trimmed(before.text[start...])
    add(.heading(level), text, line: before.line + before.text[..<start].count { $0 == 0x0A })
    return .heading(level: level, text: text.map { $0 == 0x0A ? 0x20 : $0 })
  }

  /// The last line of the paragraph is the header of a table, if it has as many columns.
  private mutating func beginTable(_ columns: Int) -> [[UInt8]]? {
    guard let start = paragraph?.lastStart, let text = paragraph?.text else { return nil }
    let header = Self.cells(Array(text[start...]))
    guard header.count == columns else { return nil }
    if start > 0 { add(.paragraph, Array(text[..<(start - 1)]), line: paragraph?.line ?? number) }
    paragraph?.text = []
    inTable = true
    for cell in header { add(.cell, cell, line: number - 1) }
    return header
  }

  private mutating func item(width: Int, body: ArraySlice<UInt8>, column: Int) -> Block {
    endParagraph()
    let (spaces, start) = Self.indent(of: Array(body), from: 0, column: 0)
    let text = Array(body)[start...]
    lists.append(column + width + (spaces > 4 || text.isEmpty ? 1 : max(spaces, 1)))
    guard !text.isEmpty, spaces <= 4 else { return .none }
    if text.first == 0x3E { return quote(Array(text)) }
    let depth = lists.count
    if text.count > 3, text.first == 0x5B, text[text.startIndex + 2] == 0x5D,
      [0x20, 0x78, 0x58].contains(text[text.startIndex + 1]), isSpace(text[text.startIndex + 3])
    {
      let words = Self.trimmed(text.dropFirst(4))
      paragraph = Paragraph(text: words, line: number)
      return .task(done: text[text.startIndex + 1] != 0x20, depth: depth, text: words)
    }
    return block(text, column: lists.last ?? 0)
  }

  /// A quotation that begins behind the mark of a list's item.
  private mutating func quote(_ text: [UInt8]) -> Block {
    var (indent, start) = (0, 0)
    while start < text.count, text[start] == 0x3E, indent < 4 {
      enterQuote(.max)
      let isSpaced = start + 1 < text.count && isSpace(text[start + 1])
      (indent, start) = Self.indent(of: text, from: start + (isSpaced ? 2 : 1), column: 0)
    }
    return start < text.count ? block(text[start...], column: indent) : .none
  }
}

public import Kernel

/// A Markdown document, read line by line, and what is known of it at its end: links and anchors.
///
/// Held until then are its headings and those texts that have a bracket or a tag, since a definition at
/// the end of a document makes links of what stands before it.
public struct MarkdownDocument {
  /// What a line has ended.
  public enum Item: Equatable, Sendable {
    case block(MarkdownBlocks.Block)
    case frontMatter(FrontMatter)
    /// Front matter longer than its limit: what follows is unknown.
    case endlessMatter
  }

  /// What a link can lead to.
  public struct Anchor: Equatable, Sendable {
    /// Its name, without `#`.
    public let name: ByteString
    /// Whether a heading made it; a tag with `id` or `name` did otherwise.
    public let isHeading: Bool
    /// The line it stands on, from 1.
    public let line: Int
  }

  /// What is known at the end.
  public struct Outline: Equatable, Sendable {
    /// Links and images, in the order they begin.
    public var links: [MarkdownLink] = []
    /// What links can lead to.
    public var anchors: [Anchor] = []
    /// Definitions of references, the first of a label.
    public var definitions: [LinkDefinition] = []
    /// The lines of fences that nothing closes.
    public var unclosedFences: [Int] = []
    /// Whether the front matter has no end.
    public var endsInMatter = false
  }

  private var blocks = MarkdownBlocks()
  private var matter: [[UInt8]]?
  private var last = 0
  private var texts: [MarkdownText] = []

  /// Nothing read yet.
  public init() {}

  /// Takes a line, without its end; the lines between `number` and the one before were empty.
  public mutating func take(_ line: [UInt8], number: Int) -> Item {
    if number > last + 1 { _ = blocks.take([], number: last + 1) }
    last = number
    let isMark = line.starts(with: [0x2D, 0x2D, 0x2D]) || line.starts(with: [0x2E, 0x2E, 0x2E])
    let mark = isMark ? MarkdownBlocks.trimmed(line[...]) : []
    if number == 1, mark == [0x2D, 0x2D, 0x2D] {
      matter = []
      return .block(.none)
    }
    if matter != nil {
      if mark.count == 3 {
        defer { matter = nil }
        return .frontMatter(FrontMatter(matter ?? []))
      }
      guard matter?.count ?? 0 < FrontMatter.limit else { return .endlessMatter }
      matter?.append(line)
      return .block(.none)
    }
    let block = blocks.take(line, number: number)
    texts += blocks.takeTexts()
    return .block(block)
  }

  /// Ends the document.
  public mutating func finish() -> Outline {
    blocks.finish()
    texts += blocks.takeTexts()
    var outline = Outline()
    outline.endsInMatter = matter != nil
    outline.unclosedFences = blocks.unclosedFences
    let definitions = takeDefinitions(&outline)
    var headings = HeadingAnchors()
    for text in texts {
      let inlines = MarkdownInlines(text, definitions)
      outline.links += inlines.links.map(\.link)
      if text.kind.isHeading {
        let name = headings.next(inlines.shown)
        outline.anchors.append(Anchor(name: name, isHeading: true, line: text.line))
      }
      for anchor in inlines.anchors {
        outline.anchors.append(Anchor(name: anchor.name, isHeading: false, line: anchor.line))
      }
    }
    texts = []
    return outline
  }

  /// Takes the definitions from the beginnings of paragraphs.
  private mutating func takeDefinitions(_ outline: inout Outline) -> [ByteString: LinkDefinition] {
    var found: [ByteString: LinkDefinition] = [:]
    for index in texts.indices where texts[index].kind == .paragraph {
      let text = texts[index]
      guard text.bytes.first == 0x5B else { continue }
      let parts = LinkParts(text: text.bytes)
      var start = 0
      var line = text.line
      while let (key, one, end) = parts.definition(start) {
        if found[key] == nil {
          let definition = LinkDefinition(
            label: one.label, destination: one.destination, title: one.title, line: line)
          found[key] = definition
          outline.definitions.append(definition)
        }
        line += text.bytes[start..<end].count { $0 == 0x0A }
        start = end
      }
      guard start > 0 else { continue }
      texts[index] = MarkdownText(
        kind: .paragraph, bytes: Array(text.bytes[start...]), line: line)
    }
    return found
  }
}

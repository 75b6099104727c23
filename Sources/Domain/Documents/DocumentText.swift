public import Kernel

/// A Markdown document as a whole: what it says of itself, its links, and its generated sections.
public struct DocumentText: Sendable {
  /// The file as the user named it.
  public let file: String
  /// All of it.
  public let bytes: [UInt8]
  /// The title of its front matter, or its first heading.
  public private(set) var title: ByteString?
  /// The front matter, where there is one that ends.
  public private(set) var frontMatter: FrontMatter?
  /// The generated sections, in order.
  public let sections: [GeneratedSection]
  /// Its links and what they can lead to.
  public let outline: MarkdownDocument.Outline

  /// Reads a document. Refused are invalid UTF-8, front matter without an end, and sections that are not
  /// closed, stand in each other or have one name, each with its line.
  public init(_ bytes: [UInt8], file: String) throws(Failure) {
    self.file = file
    self.bytes = bytes
    var document = MarkdownDocument()
    var sections = SectionReader(file: file)
    var heading: ByteString?
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let next = min(end + 1, bytes.count)
      let hasReturn = end > start && bytes[end - 1] == 0x0D
      let line = Array(bytes[start..<(hasReturn ? end - 1 : end)])
      number += 1
      if let byte = ByteString(line).withView({ UTF8Sequence.firstError(in: $0) }) {
        throw .data(
          Place(file, line: number), "invalid UTF-8 (byte \(byte + 1) of the line)")
      }
      switch document.take(line, number: number) {
      case .endlessMatter: throw DocumentText.endless(file)
      case .frontMatter(let matter): frontMatter = matter
      case .block(.comment(let text)):
        try sections.take(text, line: number, bytes: start..<next, hasReturn: hasReturn)
      case .block(.heading(_, let text)): heading = heading ?? ByteString(text)
      case .block: break
      }
      start = next
    }
    try sections.finish()
    self.sections = sections.sections
    outline = document.finish()
    guard !outline.endsInMatter else { throw DocumentText.endless(file) }
    title = frontMatter?["title"] ?? heading
  }

  private static func endless(_ file: String) -> Failure {
    .data(Place(file, line: 1), "front matter without an end, --- on a line of its own ends it")
  }

  /// Whether a section holds what a command wrote now.
  public func isCurrent(_ section: GeneratedSection, _ text: [UInt8]) -> Bool {
    bytes[section.content].elementsEqual(section.lines(of: text))
  }

  /// The document with the sections' contents in place, and every other byte as it is. A text that would
  /// not stay within its section, such as one with a fence that nothing closes, is refused.
  public func replacing(
    _ texts: [ByteString: [UInt8]]
  ) throws(Failure) -> DocumentText {
    var replaced: [UInt8] = []
    var copied = 0
    for section in sections {
      guard let text = texts[section.name] else { continue }
      replaced += bytes[copied..<section.content.lowerBound]
      replaced += section.lines(of: text)
      copied = section.content.upperBound
    }
    replaced += bytes[copied...]
    guard let document = try? DocumentText(replaced, file: file),
      document.sections.map(\.name) == sections.map(\.name),
      document.sections.allSatisfy({ section in
        texts[section.name].map { document.isCurrent(section, $0) } ?? true
      }), document.outline.unclosedFences.count <= outline.unclosedFences.count
    else {
      throw .data(
        Place(file, line: sections.first?.line ?? 0),
        "what is given for its sections would not stay within them: a mark or an open block in it")
    }
    return document
  }
}

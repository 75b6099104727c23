public import Kernel

/// A section of a document that a command writes: what stands between the lines
/// `<!-- sync: NAME -->` and `<!-- /sync -->`.
public struct GeneratedSection: Equatable, Sendable {
  /// What a comment says of generated sections.
  public enum Mark: Equatable, Sendable {
    case begin(ByteString)
    case end
    /// It begins as one of the others and is none.
    case malformed

    /// Reads the text of a comment; nil when it has nothing to do with sections.
    public init?(_ comment: [UInt8]) {
      let text = String(decoding: comment, as: UTF8.self)
      let words = text.split { $0 == " " || $0 == "\t" }
      if text == "/sync" {
        self = .end
      } else if words.first == "sync:", words.count == 2,
        words[1].utf8.allSatisfy({
          HTMLTag.isLetter($0) || HTMLTag.isDigit($0) || "._-".utf8.contains($0)
        })
      {
        self = .begin(ByteString(String(words[1])))
      } else if text.hasPrefix("sync:") || words.first == "/sync" || words.first == "/sync:" {
        self = .malformed
      } else {
        return nil
      }
    }
  }

  /// Its name.
  public let name: ByteString
  /// The line of its first mark, from 1.
  public let line: Int
  /// Where in the document what is generated stands: from behind the first mark's line to the
  /// beginning of the second's.
  public let content: Range<Int>
  /// Whether the lines of its document end with CR and LF.
  let hasReturns: Bool

  /// What is to stand in the section for a text that a command wrote: it ends with a newline, and lines
  /// end as the document's do.
  public func lines(of text: [UInt8]) -> [UInt8] {
    var lines: [UInt8] = []
    for byte in text {
      if byte == 0x0A {
        if lines.last == 0x0D { lines.removeLast() }
        if hasReturns { lines.append(0x0D) }
      }
      lines.append(byte)
    }
    if lines.last != 0x0A { lines += hasReturns ? [0x0D, 0x0A] : [0x0A] }
    return lines
  }
}

/// The sections of one document, as they are read line by line.
struct SectionReader {
  private(set) var sections: [GeneratedSection] = []
  private var open: (name: ByteString, line: Int, start: Int, hasReturns: Bool)?
  private let file: String

  init(file: String) { self.file = file }

  /// Takes a comment that is alone on its line; the line is `bytes` of the document.
  mutating func take(
    _ comment: [UInt8], line: Int, bytes: Range<Int>, hasReturn: Bool
  ) throws(Failure) {
    let place = Place(file, line: line)
    switch GeneratedSection.Mark(comment) {
    case nil: return
    case .malformed:
      throw .data(place, "no mark of a section, <!-- sync: NAME --> or <!-- /sync --> is right")
    case .begin(let name):
      if let open {
        throw .data(
          place,
          "section \(name) begins inside of section \(open.name), which begins in line \(open.line)"
        )
      }
      if let other = sections.first(where: { $0.name == name }) {
        throw .data(place, "section \(name) is there twice, the first begins in line \(other.line)")
      }
      open = (name, line, bytes.upperBound, hasReturn)
    case .end:
      guard let open else { throw .data(place, "<!-- /sync --> without a section to end") }
      sections.append(
        GeneratedSection(
          name: open.name, line: open.line, content: open.start..<bytes.lowerBound,
          hasReturns: open.hasReturns))
      self.open = nil
    }
  }

  /// Refuses a section that nothing ends.
  func finish() throws(Failure) {
    guard let open else { return }
    throw .data(
      Place(file, line: open.line),
      "section \(open.name) has no end, <!-- /sync --> on a line of its own would be right")
  }
}

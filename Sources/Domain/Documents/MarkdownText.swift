public import Kernel

/// A text in which links can stand: what CommonMark parses by its rules of inlines.
public struct MarkdownText: Equatable, Sendable {
  /// What it is the text of.
  public enum Kind: Equatable, Sendable {
    case paragraph
    case heading(Int)
    case cell
    /// A line of a block of HTML: it may name anchors, and has no links of Markdown.
    case html

    var isHeading: Bool { if case .heading = self { true } else { false } }
  }

  /// What it is the text of.
  public let kind: Kind
  /// Its lines, without indentation, with LF between them.
  public let bytes: [UInt8]
  /// The number of its first line.
  public let line: Int
}

/// A link or an image, as CommonMark 0.31 (6.3 to 6.5) reads it.
public struct MarkdownLink: Equatable, Sendable {
  /// How it is written.
  public enum Form: String, Sendable {
    /// `[text](destination)`
    case inline
    /// `[text][label]`, `[label][]` or `[label]`, with a definition elsewhere
    case reference
    /// `<https://…>`
    case autolink
  }

  /// How it is written.
  public let form: Form
  /// Whether it shows what it leads to: `![…]`.
  public let isImage: Bool
  /// Where it leads, without escapes; an address of mail begins with `mailto:`.
  public let destination: ByteString
  /// The title, where there is one.
  public let title: ByteString?
  /// What stands between the brackets, as written.
  public let text: ByteString
  /// The label of a reference, as written.
  public let label: ByteString?
  /// The line it begins on, from 1.
  public let line: Int
}

/// `[label]: destination "title"`
public struct LinkDefinition: Equatable, Sendable {
  /// The label, as written.
  public let label: ByteString
  /// Where it leads, without escapes.
  public let destination: ByteString
  /// The title, where there is one.
  public let title: ByteString?
  /// The line it begins on, from 1.
  public let line: Int

  /// What labels are compared by (CommonMark 4.7): white space collapsed, in one case.
  static func key(of label: ArraySlice<UInt8>) -> ByteString {
    let words = label.split(whereSeparator: isSpace).joined(separator: [0x20])
    let text = Array(words)
    if text.allSatisfy({ $0 < 0x80 }) {
      return ByteString(text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
    }
    // Both, since folding takes ß and SS for one.
    return ByteString(String(decoding: text, as: UTF8.self).uppercased().lowercased())
  }
}

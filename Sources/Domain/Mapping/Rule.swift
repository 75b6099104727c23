public import Kernel

/// One rule of a mapping: which items it is for, and the record it makes of each.
final class Rule {
  /// A field of `data`.
  struct Field {
    let key: ByteView
    /// A comma, the key in quotes, a colon.
    let preparedKey: ByteView
    let node: Int
    /// Whether this is the twin `NAME_text` that is written when the number has no place in a
    /// record.
    let isTextTwin: Bool
    /// Whether the field identifies the record.
    let isKey: Bool
  }

  /// Its name, for messages.
  let name: ByteString
  /// `data.part` of the observations it is for; any when empty.
  let parts: [ByteString]
  /// A condition of the program; none when nil.
  let condition: Int?
  /// The type of its records; nil when the rule ignores items on purpose.
  let type: ByteString?
  /// The array each of whose elements makes a record of its own.
  let each: Node.Place?
  /// Pointers into the element of `each`.
  let elementTrie: PathTrie
  /// `time`, `subject` and the correlation attributes, in canonical order.
  let attributes: [(key: ByteView, node: Int)]
  /// The fields of `data`, in canonical order.
  let fields: [Field]
  /// Whether some fields identify the record; all of it does otherwise.
  let hasKey: Bool

  init(
    name: ByteString, parts: [ByteString], condition: Int?, type: ByteString?, each: Node.Place?,
    elementTrie: PathTrie, attributes: [(key: ByteView, node: Int)], fields: [Field], hasKey: Bool
  ) {
    self.name = name
    self.parts = parts
    self.condition = condition
    self.type = type
    self.each = each
    self.elementTrie = elementTrie
    self.attributes = attributes
    self.fields = fields
    self.hasKey = hasKey
  }
}

/// A mapping file, read and checked: pure data, with the same power for ours and for a user's.
public struct MappingFile {
  /// Its name.
  public let name: ByteString
  /// The format whose observations it is for; nil for JSON lines of any kind.
  public let format: ByteString?
  let rules: [Rule]
  let program: Program
  /// Whether pointers were laid out for observations or for bare lines.
  let layout: Layout

  /// Where items stand in an input line.
  public enum Layout: Sendable {
    /// In `data.item` of an observation.
    case observation
    /// The line is the item.
    case line
  }
}

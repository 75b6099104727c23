public import Kernel

/// One rule of a mapping: which items it is for, and the record it makes of each.
struct Rule {
  /// What it makes.
  enum Product {
    /// Records of a kind.
    case record(type: ByteString)
    /// Nothing, on purpose; the reason stands in the mapping file.
    case nothing
  }

  /// A field of `data`.
  struct Field {
    let key: ByteString
    let value: Expression
    /// Whether this is the twin `NAME_text` that is written when the number has no place in a
    /// record.
    let isTextTwin: Bool
  }

  /// Its name, for messages.
  let name: ByteString
  /// `data.part` of the observations it is for; any when empty.
  let parts: [ByteString]
  /// When it holds.
  let condition: Condition?
  /// What it makes.
  let product: Product
  /// The array each of whose elements makes a record of its own.
  let each: Expression.Place?
  /// Pointers into the element of `each`.
  let elementTrie: PathTrie
  /// `time` and `subject`.
  let time: Expression?
  let subject: Expression?
  /// Top-level attributes, in canonical order.
  let attributes: [(key: ByteString, value: Expression)]
  /// The fields of `data`, in canonical order.
  let fields: [Field]
  /// The fields that identify the record; all of it when empty.
  let key: Set<ByteString>
}

/// A mapping file, read and checked: pure data, with the same power for ours and for a user's.
public struct MappingFile {
  /// Its name.
  public let name: ByteString
  /// The format whose observations it is for; nil for JSON lines of any kind.
  public let format: ByteString?
  /// The file it was read from, for messages.
  let file: String
  let rules: [Rule]
  let trie: PathTrie
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

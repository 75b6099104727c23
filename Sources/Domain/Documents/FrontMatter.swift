public import Kernel

/// What stands between `---` and `---` at the top of a document: its keys at the top level, values as
/// texts, as far as they stand on the key's line. It is no reader of YAML.
public struct FrontMatter: Equatable, Sendable {
  /// The longest, in lines.
  public static let limit = 4096

  /// Keys and values, in the order they stand.
  public private(set) var values: [(key: ByteString, value: ByteString)] = []
  /// Keys that stand more than once; the first counts.
  public private(set) var twice: [ByteString] = []

  /// Reads the lines between the marks.
  public init(_ lines: [[UInt8]]) {
    for line in lines {
      guard let first = line.first, !isSpace(first), first != 0x23, first != 0x2D,
        let colon = line.firstIndex(of: 0x3A),
        colon + 1 == line.count || isSpace(line[colon + 1])
      else { continue }
      let key = ByteString(MarkdownBlocks.trimmed(line[..<colon]))
      var value = MarkdownBlocks.trimmed(line[(colon + 1)...])
      if value.count > 1, value.first == value.last, value[0] == 0x22 || value[0] == 0x27 {
        value = Array(value.dropFirst().dropLast())
      }
      if values.contains(where: { $0.key == key }) {
        twice.append(key)
      } else {
        values.append((key, ByteString(value)))
      }
    }
  }

  /// The value of a key.
  public subscript(key: ByteString) -> ByteString? {
    values.first { $0.key == key }?.value
  }

  /// Keys and values as an object.
  public var object: JSON { .object(values.map { .init($0.key, .string($0.value)) }) }

  /// Whether both say the same.
  public static func == (left: FrontMatter, right: FrontMatter) -> Bool {
    left.object == right.object && left.twice == right.twice
  }
}

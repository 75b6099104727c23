internal import CCatalogue
public import Kernel

/// The schemas of all record kinds: `docs/schema`, embedded as they stand.
public enum SchemaCatalogue {
  private static var texts: UnsafeBufferPointer<ccatalogue_text> {
    var count = 0
    let start = ccatalogue_schemas(&count)
    return UnsafeBufferPointer(start: start, count: count)
  }

  /// The kinds, in alphabetical order.
  public static var kinds: [String] { texts.map { String(cString: $0.name) } }

  /// The kind that a type such as `sluice.test.v1` names; what has no dot stands as it is.
  public static func kind(of type: String) -> String {
    let parts = type.split(separator: ".")
    return parts.count == 3 && parts[0] == "sluice" ? String(parts[1]) : type
  }

  /// The kind that may be meant by a type of none; nil for one of these kinds, and where none is near,
  /// as of somebody's own.
  public static func meant(by type: String) -> String? {
    let kind = kind(of: type)
    return kinds.contains(kind) ? nil : Suggestion.nearest(to: kind, among: kinds)
  }

  /// The text of a kind's schema, nil for a kind that has none.
  public static func text(for kind: String) -> ByteString? {
    texts.first { String(cString: $0.name) == kind }
      .map { ByteString(ByteView($0.bytes, count: $0.count)) }
  }

  /// A record of a kind as an example, in canonical form.
  public static func example(of kind: String) throws(Failure) -> ByteString {
    guard let example = try tree(of: kind)["examples"]?.array?.first else {
      throw .software("the schema of \(kind) has no example")
    }
    return example.canonical
  }

  /// The table as text: kind and what its records say, one a line.
  public static func list() throws(Failure) -> ByteString {
    let buffer = ByteBuffer(capacity: 4096)
    for kind in kinds {
      let title = try tree(of: kind)["title"]?.string ?? ""
      buffer.append("\(kind)\t")
      buffer.append(title)
      buffer.append("\n")
    }
    return buffer.string
  }

  /// The parsed schema of a kind.
  static func tree(of kind: String) throws(Failure) -> JSON {
    do {
      return try JSONParser.tree(text(for: kind) ?? "{}")
    } catch {
      throw .software("the schema of \(kind): \(error.message)")
    }
  }
}

public import Kernel

/// All formats. Each area has its own array, in `AREA/…Formats.swift`.
public enum FormatCatalogue {
  /// How much of a file is looked at: first little, so that a slow stream need not be waited for,
  /// then more, for documents that begin with much of one thing.
  static let beginningBytes = [4096, 64 << 10]

  /// The table in the order in which formats are tried: the surest rules first, then by area, then
  /// as an area lists them.
  public static let formats: [Format] = {
    let all =
      tests + coverage + findings + load + metrics + delivery + incidents + usage + documents
      + general
    return [Format.Certainty.byName, .byShape, .generally].flatMap { certainty in
      all.filter { $0.told == certainty }
    }
  }()

  /// All names and aliases.
  public static var names: [String] {
    formats.flatMap { [$0.name] + ($0.alias.map { [$0] } ?? []) }
  }

  /// The format of a name or an alias.
  public static func format(named name: String) -> Format? {
    formats.first { $0.name == name || $0.alias == name }
  }

  /// The format of a file by its content; one that is unknown is refused.
  public static func detect(_ file: ForeignFile) throws(Failure) -> Format {
    var looked = 0
    var isEmpty = true
    for wanted in beginningBytes {
      let bytes = try file.lines.peek(wanted)
      guard bytes.count > looked else { break }
      looked = bytes.count
      let beginning = Beginning(bytes)
      isEmpty = beginning.isEmpty
      if let found = formats.first(where: { $0.matches(beginning) }) { return found }
    }
    let what = isEmpty ? "an empty file has no format" : "unknown format"
    throw .data(Place(file.name), "\(what), --from NAME would name it; see collect --list-formats")
  }

  /// The table as text: name, rule and example, one format a line.
  public static var text: String {
    formats.map { format in
      let name = format.alias.map { "\(format.name) (\($0))" } ?? format.name
      return "\(name)\t\(format.rule)\t\(format.example)\n"
    }.joined()
  }
}

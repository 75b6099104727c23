internal import CCatalogue
public import Kernel

/// The mappings that come with the program: `builtin/FORMAT.jsonl`, embedded as they stand.
public enum BuiltinMapping {
  private static var texts: UnsafeBufferPointer<ccatalogue_text> {
    var count = 0
    let start = ccatalogue_mappings(&count)
    return UnsafeBufferPointer(start: start, count: count)
  }

  /// The formats that have one.
  public static var formats: [String] { texts.map { String(cString: $0.name) } }

  /// The text of a format's mapping file, nil when there is none.
  public static func text(for format: ByteString) -> ByteString? {
    let name = format.description
    return texts.first { String(cString: $0.name) == name }
      .map { ByteString(ByteView($0.bytes, count: $0.count)) }
  }
}

/// The mappings of one run: the user's first, then ours.
public final class MappingCatalogue {
  private let given: [JSON.Member]
  private let zone: LocalZone?
  /// The mapper for bare JSON lines; nil where they cannot be mapped.
  public let lineMapper: Mapper?
  private let fileForLines: (name: String, text: ByteString)?
  private var byFormat: [ByteString: Mapper]

  /// Reads the user's mapping files, given as name and text. One with a `format` is for
  /// observations of that format; the first without one is for bare JSON lines. `zone` is what
  /// times mean that have none.
  public init(
    files: [(name: String, text: ByteString)], given: [JSON.Member], zone: LocalZone? = nil
  ) throws(Failure) {
    self.given = given
    self.zone = zone
    var lineMapper: Mapper?
    var fileForLines: (name: String, text: ByteString)?
    var byFormat: [ByteString: Mapper] = [:]
    for (name, text) in files {
      let mapping = try MappingFile(text, file: name, layout: .line)
      if let format = mapping.format {
        let mapping = try MappingFile(text, file: name, layout: .observation)
        guard byFormat[format] == nil else {
          throw .configuration(Place(name), "a second mapping for format \"\(format)\"")
        }
        byFormat[format] = Mapper(mapping, given: given, zone: zone)
      } else {
        guard lineMapper == nil else {
          throw .configuration(
            Place(name), "a second mapping without \"format\"; one for bare lines is right")
        }
        lineMapper = Mapper(mapping, given: given, zone: zone)
        fileForLines = (name, text)
      }
    }
    self.lineMapper = lineMapper
    self.fileForLines = fileForLines
    self.byFormat = byFormat
  }

  /// What makes another such mapper, for another thread.
  public var lineMapperMaker: @Sendable () -> Mapper? {
    let file = fileForLines
    let given = given
    let zone = zone
    return {
      guard let (name, text) = file else { return nil }
      let mapping = try? MappingFile(text, file: name, layout: .line)
      return mapping.map { Mapper($0, given: given, zone: zone) }
    }
  }

  /// The mapper for observations of a format; nil when nobody knows it.
  public func mapper(for format: ByteView) throws(Failure) -> Mapper? {
    let format = ByteString(format)
    if let known = byFormat[format] { return known }
    guard let text = BuiltinMapping.text(for: format) else { return nil }
    let mapping = try MappingFile(text, file: "\(format).jsonl", layout: .observation)
    let mapper = Mapper(mapping, given: given, zone: zone)
    byFormat[format] = mapper
    return mapper
  }
}

public import Kernel

/// The mappings that come with the program: `builtin/FORMAT.jsonl`, embedded as they stand.
public enum BuiltinMapping {
  private static let files: [(format: String, text: @Sendable () -> [UInt8])] = [
    ("git-log", { PackageResources.git_log_jsonl }),
    ("hyperfine-json", { PackageResources.hyperfine_json_jsonl }),
    ("junit-xml", { PackageResources.junit_xml_jsonl }),
    ("k6-ndjson", { PackageResources.k6_ndjson_jsonl }),
    ("llvm-cov-json", { PackageResources.llvm_cov_json_jsonl }),
    ("prometheus-text", { PackageResources.prometheus_text_jsonl }),
    ("swift-testing-jsonl", { PackageResources.swift_testing_jsonl_jsonl }),
  ]

  /// The formats that have one.
  public static var formats: [String] { files.map(\.format) }

  /// The text of a format's mapping file, nil when there is none.
  public static func text(for format: ByteString) -> ByteString? {
    let name = format.description
    return files.first { $0.format == name }.map { ByteString($0.text()) }
  }
}

/// The mappings of one run: the user's first, then ours.
public final class MappingCatalogue {
  private let given: [JSON.Member]
  private let forLines: Mapper?
  private let fileForLines: (name: String, text: ByteString)?
  private var byFormat: [ByteString: Mapper]

  /// Reads the user's mapping files, given as name and text. One with a `format` is for
  /// observations of that format; the first without one is for bare JSON lines.
  public init(
    files: [(name: String, text: ByteString)], given: [JSON.Member]
  ) throws(Failure) {
    self.given = given
    var forLines: Mapper?
    var fileForLines: (name: String, text: ByteString)?
    var byFormat: [ByteString: Mapper] = [:]
    for (name, text) in files {
      let mapping = try MappingFile(text, file: name, layout: .line)
      if let format = mapping.format {
        let mapping = try MappingFile(text, file: name, layout: .observation)
        guard byFormat[format] == nil else {
          throw .configuration(Place(name), "a second mapping for format \"\(format)\"")
        }
        byFormat[format] = Mapper(mapping, given: given)
      } else {
        guard forLines == nil else {
          throw .configuration(
            Place(name), "a second mapping without \"format\"; one for bare lines is right")
        }
        forLines = Mapper(mapping, given: given)
        fileForLines = (name, text)
      }
    }
    self.forLines = forLines
    self.fileForLines = fileForLines
    self.byFormat = byFormat
  }

  /// Whether bare JSON lines can be mapped.
  public var mapsLines: Bool { forLines != nil }

  /// The mapper for bare JSON lines.
  public var lineMapper: Mapper? { forLines }

  /// What makes another such mapper, for another thread.
  public var lineMapperMaker: @Sendable () -> Mapper? {
    let file = fileForLines
    let given = given
    return {
      guard let (name, text) = file else { return nil }
      return (try? MappingFile(text, file: name, layout: .line)).map { Mapper($0, given: given) }
    }
  }

  /// The mapper for observations of a format; nil when nobody knows it.
  public func mapper(for format: ByteView) throws(Failure) -> Mapper? {
    let format = ByteString(format)
    if let known = byFormat[format] { return known }
    guard let text = BuiltinMapping.text(for: format) else { return nil }
    let mapping = try MappingFile(text, file: "\(format).jsonl", layout: .observation)
    let mapper = Mapper(mapping, given: given)
    byFormat[format] = mapper
    return mapper
  }
}

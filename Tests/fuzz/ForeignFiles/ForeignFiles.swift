import Formats
import FuzzSupport
import Glibc
import Kernel
import Mapping

nonisolated(unsafe) private let file = MemoryFile()
nonisolated(unsafe) private let output = Output()
nonisolated(unsafe) private let meaning = Meaning()

/// The format that the environment names in `READER`: one reader alone; nil for all of them.
private let named: Format? = getenv("READER").flatMap { name in
  let name = String(cString: name)
  guard !name.isEmpty else { return nil }
  guard let format = FormatCatalogue.format(named: name) else {
    Descriptor.complain("READER: no format \(name)")
    exit(64)
  }
  return format
}

/// No file crashes the reader of any format, its observations are canonical records, and so is
/// what the format's mapping makes of them.
///
/// Without `READER`, a file of no known format is read as the one that its length chooses.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start else { return 0 }
  file.fill(ByteView(start, count: count))
  let formats = FormatCatalogue.formats
  output.collect { writer throws(Failure) in
    let input = try ForeignFile(path: file.path)
    try input.checkEncoding()
    let format =
      named ?? (try? FormatCatalogue.detect(input)) ?? formats[count % formats.count]
    let observations = ObservationWriter(
      format: ByteString(format.name), file: input, source: "fuzz",
      attributes: [.init("release", "rc-1")], output: writer, onError: .keep, warn: { _ in })
    // A second name makes a reader strict.
    let name = count % 2 == 0 ? nil : format.alias
    try format.read(into: observations, askedForAs: name)
    Fuzz.require(input.size == count, "\(input.size) bytes of \(count) counted")
  }
  meaning.check(output.path)
  return 0
}

/// What observations mean, by the mappings that come with the program.
private final class Meaning {
  private let catalogue: MappingCatalogue
  private let output = Output()

  /// More records than this might not fit the pipe.
  private static let most = 400

  init() {
    do throws(Failure) {
      catalogue = try MappingCatalogue(files: [], given: [])
    } catch {
      fatalError(error.message)
    }
  }

  func check(_ path: String) {
    output.collect { writer throws(Failure) in
      let reader = RecordReader(inputs: [path])
      while let record = try reader.next(), writer.records < Self.most {
        guard record.type == "sluice.observation.v1", let format = record.data?["format"]?.string,
          let mapper = try catalogue.mapper(for: format)
        else { continue }
        // An item may be refused.
        _ = try mapper.map(record, source: record.source, to: writer)
      }
    }
  }
}

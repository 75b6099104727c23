import Formats
import FuzzSupport
import Kernel

nonisolated(unsafe) private let file = MemoryFile()
nonisolated(unsafe) private let output = Output()

/// No file crashes the reader of any format, and its observations are canonical records.
///
/// A file of no known format is read as the one that its length chooses.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start else { return 0 }
  file.fill(ByteView(start, count: count))
  let formats = FormatCatalogue.formats
  output.collect { writer throws(Failure) in
    let input = try ForeignFile(path: file.path)
    try input.checkEncoding()
    let format = (try? FormatCatalogue.detect(input)) ?? formats[count % formats.count]
    let observations = ObservationWriter(
      format: ByteString(format.name), file: input, source: "fuzz",
      attributes: [.init("release", "rc-1")], output: writer, onError: .keep, warn: { _ in })
    try format.read(into: observations, askedForAs: nil)
    Fuzz.require(input.size == count, "\(input.size) bytes of \(count) counted")
  }
  return 0
}

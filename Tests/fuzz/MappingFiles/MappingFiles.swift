import FuzzSupport
import Kernel
import Mapping

nonisolated(unsafe) private let file = MemoryFile()
nonisolated(unsafe) private let output = Output()

/// No mapping file and no line crash the engine, and what it writes are canonical records.
///
/// The mapping ends at the first empty line, behind which stand the lines.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.withInput(start, count) { input in
    let (mapping, lines) = Fuzz.halves(input)
    for layout in [MappingFile.Layout.line, .observation] {
      guard
        let read = try? MappingFile(ByteString(mapping), file: "fuzz", layout: layout)
      else { continue }
      file.fill(lines)
      run(Mapper(read, given: [.init("release", "rc-1")]), layout)
    }
  }
  return 0
}

private func run(_ mapper: Mapper, _ layout: MappingFile.Layout) {
  output.collect { writer throws(Failure) in
    var settings = RecordReader.Settings()
    settings.onError = .skip
    settings.allowsForeign = layout == .line
    let reader = RecordReader(inputs: [file.path], settings: settings)
    while let record = try reader.next() {
      _ = try mapper.map(record, source: ByteView("fuzz"), to: writer)
    }
  }
}

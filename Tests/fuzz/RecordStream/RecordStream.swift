import FuzzSupport
import Kernel

nonisolated(unsafe) private let file = MemoryFile()
nonisolated(unsafe) private let output = Output()

/// No bytes crash the reader, and what it lets through makes a stream that is complete and holds
/// each record and each reject.
///
/// The length chooses between skip and keep, one input and the same twice, long lines and short.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start else { return 0 }
  file.fill(ByteView(start, count: count))
  var settings = RecordReader.Settings()
  settings.onError = count & 1 == 0 ? .skip : .keep
  if count & 4 != 0 { settings.lineLimit = 100 }
  let inputs = Array(repeating: file.path, count: count & 2 == 0 ? 1 : 2)
  var kept = 0
  output.collect { writer throws(Failure) in
    let reader = RecordReader(inputs: inputs, settings: settings)
    reader.onReject = { reject throws(Failure) in
      kept += 1
      try writer.emit { reject.write(to: &$0, filter: "fuzz") }
    }
    while let record = try reader.next() { try writer.emit(JSON(record.root)) }
    Fuzz.require(reader.records + kept == writer.records, "lines went missing")
    if settings.onError == .keep { Fuzz.require(kept <= reader.rejects, "rejects uncounted") }
  }
  return 0
}

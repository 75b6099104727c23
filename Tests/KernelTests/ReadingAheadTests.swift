import Kernel
import TestSupport
import Testing

/// Reading ahead against its twin, reading one record after the other.
@Suite struct ReadingAheadTests {
  /// Lines of which every `odd`th is none that a crew may deal with; the last has no end.
  static func text(odd: Int) -> String {
    let others = [
      "", "{\"a\":1}\r", "{\"a\":", StreamTests.record, "{\"specversion\":\"1.0\"}", "\r",
      StreamTests.end(of: []).split(separator: "\n").joined(),
    ]
    let long = "{\"long\":\"\(String(repeating: "0123456789", count: 30_000))\"}\n"
    var text = ""
    for line in 1...9000 {
      text +=
        line % odd == 0
        ? others[line / odd % others.count]
        : "{\"line\":\(line),\"text\":\"a line of about eighty bytes, as they stand in logs\"}"
      text += line % 900 == 0 ? "\n\(long)" : "\n"
    }
    return text + "{\"last\":true}"
  }

  /// All that is seen of the lines that are read from two files: the lines, the warnings, and what
  /// the reader counted.
  static func copy(_ folder: Folder, jobs: Int) throws -> [String] {
    var settings = RecordReader.Settings()
    settings.allowsForeign = true
    settings.onError = .skip
    let path = folder.file("lines")
    let reader = RecordReader(inputs: [path, path], settings: settings)
    var seen: [String] = []
    reader.warn = { seen.append($0) }
    let file = try OutputFile(path: folder.file("copy"))
    let writer = RecordWriter(file, sealed: false)
    let crew = Crew(size: max(jobs, 1)) {
      let parser = JSONParser(integers: .asWritten)
      return { batch in
        while let record = batch.next(parser) {
          batch.output.append(record.bytes)
          batch.output.append(0x0A)
          batch.accept(made: 1)
        }
      }
    }
    while let record = try reader.next() {
      try writer.pass(record.bytes)
      if jobs == 0 { continue }
      try reader.readAhead(crew, to: writer) { (record) throws(Failure) in
        try writer.pass(record.bytes)
      }
    }
    try writer.finish(filter: "test", version: "1", rejects: 0, status: .complete)
    seen.append("\(reader.records) \(reader.rejects) \(reader.status) \(writer.records)")
    seen.append(try WholeFile.bytes(folder.file("copy")).description)
    return seen
  }

  @Test(arguments: [1, 2, 5], [1, 7, 300, 100_000])
  func seesTheSameAsOneByOne(jobs: Int, odd: Int) throws {
    let folder = try Folder()
    try folder.write("lines", ByteString(Self.text(odd: odd)))
    let ahead = try Self.copy(folder, jobs: jobs)
    let oneByOne = try Self.copy(folder, jobs: 0)
    #expect(ahead.dropLast() == oneByOne.dropLast())
    #expect(ahead.last == oneByOne.last)
  }
}

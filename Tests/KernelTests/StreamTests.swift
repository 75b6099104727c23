import Glibc
import Kernel
import TestSupport
import Testing

@Suite struct StreamTests {
  /// A reader over text, by way of a pipe.
  static func lines(_ text: [UInt8], bufferSize: Int) throws -> LineReader {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    try ByteString(text).withView { try Descriptor.writeAll(ends[1], $0, name: "pipe") }
    close(ends[1])
    return LineReader(descriptor: ends[0], name: "pipe", bufferSize: bufferSize)
  }

  static func all(_ reader: LineReader) throws -> [String] {
    var found: [String] = []
    while let line = try reader.next() { found.append("\(reader.line):\(line.text)") }
    return found
  }

  @Test(arguments: [1, 2, 3, 5, 8, 64, 4096])
  func splitsTheSameWhateverTheBuffer(size: Int) throws {
    let text = "\u{FEFF}one\r\n\ntwo\nthree\n\n\r\nlonger than any small buffer\nlast"
    let reader = try Self.lines(Array(text.utf8), bufferSize: size)
    #expect(
      try Self.all(reader)
        == ["1:one", "3:two", "4:three", "7:longer than any small buffer", "8:last"])
    #expect(reader.emptyLines == 3)
    #expect(!reader.endedWithNewline)
  }

  @Test func findsNothingInAnEmptyInput() throws {
    #expect(try Self.all(Self.lines([], bufferSize: 16)).isEmpty)
    #expect(try Self.all(Self.lines([0x0A, 0x0D, 0x0A], bufferSize: 16)).isEmpty)
  }

  static let record = #"{"id":"1","source":"s","specversion":"1.0","type":"t"}"#

  static func read(_ text: String, _ settings: RecordReader.Settings = .init()) throws
    -> (records: Int, status: StreamStatus, rejects: Int)
  {
    let folder = try Folder()
    try folder.write("stream", ByteString(text))
    let reader = RecordReader(inputs: [folder.file("stream")], settings: settings)
    var records = 0
    while try reader.next() != nil { records += 1 }
    return (records, reader.status, reader.rejects)
  }

  static func end(of lines: [String], status: StreamStatus = .complete, rejects: Int = 0) -> String
  {
    let text = lines.map { $0 + "\n" }.joined()
    let end = EndRecord(
      filter: "test", version: "1", records: lines.count, rejects: rejects,
      checksum: ByteString(text).withView { Checksum(of: $0) }, status: status)
    let buffer = ByteBuffer()
    var json = JSONWriter(buffer)
    end.write(to: &json)
    return text + buffer.string.description + "\n"
  }

  @Test func trustsAGoodEndRecord() throws {
    #expect(try Self.read(Self.end(of: [Self.record])) == (1, .complete, 0))
    #expect(try Self.read(Self.end(of: [])) == (0, .complete, 0))
  }

  @Test func concatenatesAsGzipDoes() throws {
    let segment = Self.end(of: [Self.record, Self.record])
    #expect(try Self.read(segment + segment) == (4, .complete, 0))
  }

  @Test func callsAStreamUnverifiedThatNothingCloses() throws {
    #expect(try Self.read(Self.record + "\n").status == .unverified)
    #expect(try Self.read("").status == .unverified)
    #expect(try Self.read(Self.end(of: [Self.record]) + Self.record + "\n").status == .unverified)
  }

  @Test func noticesEveryEdit() throws {
    let good = Self.end(of: [Self.record, Self.record])
    let other = Self.record.replacing("\"1\"", with: "\"2\"")
    #expect(try Self.read(good.replacing(Self.record, with: other)).status == .unverified)
    let lines = good.split(separator: "\n").map(String.init)
    #expect(try Self.read(lines[1] + "\n" + lines[2] + "\n").status == .unverified)
    #expect(
      try Self.read(([Self.record] + lines).joined(separator: "\n") + "\n").status == .unverified)
  }

  /// The lines are whole, but what the end record says of them is not what was written.
  @Test func anEndRecordThatWasAlteredVouchesForNothing() throws {
    let bad = Self.end(of: [Self.record], status: .incomplete, rejects: 3)
    let asComplete = bad.replacing("\"incomplete\"", with: "\"complete\"")
    #expect(try Self.read(asComplete).status == .unverified)
    let fewer = Self.end(of: [Self.record], rejects: 3)
      .replacing("\"rejects\":3", with: "\"rejects\":-3")
    let found = try Self.read(fewer)
    #expect(found.status == .unverified)
    #expect(found.rejects == 0)
  }

  @Test func manyLargeCountsOfRejectsStayACount() throws {
    let text = String(repeating: Self.end(of: [], rejects: 9_007_199_254_740_991), count: 1100)
    #expect(try Self.read(text).rejects == 9_007_199_254_740_991)
  }

  @Test(arguments: ["\n", "\r\n", ""])
  func aLineAsLongAsTheLimitIsReadAndOneByteMoreIsNot(ending: String) throws {
    let folder = try Folder()
    let long = String(repeating: "x", count: 100)
    for bufferSize in [1, 64, 100, 4096] {
      try folder.write("in", ByteString("a\n" + long + ending))
      let fits = try LineReader(path: folder.file("in"), limit: 100, bufferSize: bufferSize)
      #expect(try Self.all(fits) == ["1:a", "2:\(long)"])
      try folder.write("in", ByteString("a\n" + long + "x" + ending))
      let over = try LineReader(path: folder.file("in"), limit: 100, bufferSize: bufferSize)
      #expect(throws: Failure.self) { try Self.all(over) }
    }
  }

  @Test(arguments: ["\n", "\r\n", ""])
  func passesOverALineThatIsTooLongWhenAsked(ending: String) throws {
    let folder = try Folder()
    for start in ["", "\u{FEFF}"] {
      for bufferSize in [1, 2, 7, 64, 100, 4096] {
        let long = String(repeating: "x", count: 1000) + "\r" + String(repeating: "y", count: 99)
        for behind in ending.isEmpty ? [""] : ["", "a\n", "a", "\nlonger\r\n"] {
          try folder.write("in", ByteString(start + long + ending + behind))
          let reader = try LineReader(
            path: folder.file("in"), limit: 100, bufferSize: bufferSize)
          var found: [LongLine] = []
          var ended: [Bool] = []
          reader.onLongLine = { [unowned reader] line in
            found.append(line)
            ended.append(reader.endedWithNewline)
            #expect(reader.line == 1)
            #expect(reader.offset == 0)
          }
          let others = try Self.all(reader)
          #expect(others == (behind.isEmpty ? [] : [behind.count > 2 ? "3:longer" : "2:a"]))
          #expect(found.map(\.size) == [1100])
          #expect(found.first?.digest == ByteString(long).withView { Checksum(of: $0) })
          #expect(ended == [!ending.isEmpty])
        }
      }
    }
  }

  @Test func refusesALineThatIsTooLongAsOneRecord() throws {
    let long = "{\"x\":\"" + String(repeating: "x", count: 1000)
    let text = Self.end(of: [Self.record, long, Self.record, long])
    var settings = RecordReader.Settings()
    settings.lineLimit = 400
    #expect(throws: Failure.self) { try Self.read(text, settings) }
    settings.onError = .skip
    // The end record vouches for these lines too.
    #expect(try Self.read(text, settings) == (2, .complete, 2))
    #expect(try Self.read(text.replacing("xx\n", with: "xy\n"), settings).status == .unverified)
    #expect(try Self.read(text + long, settings) == (2, .incomplete, 3))
  }

  @Test func aRejectOfALongLineIsThatOfAShortOne() throws {
    let folder = try Folder()
    let line = "{\"x\":\"" + String(repeating: "x", count: 1000)
    try folder.write("in", ByteString("\n" + line + "\n"))
    var rejects: [Reject] = []
    for limit in [100, 2000] {
      var settings = RecordReader.Settings()
      settings.onError = .keep
      settings.lineLimit = limit
      let reader = RecordReader(inputs: [folder.file("in")], settings: settings)
      reader.onReject = { rejects.append($0) }
      while try reader.next() != nil {}
    }
    try #require(rejects.count == 2)
    #expect(rejects[0].digest == rejects[1].digest)
    #expect(rejects.map(\.size) == [line.utf8.count, line.utf8.count])
    #expect(rejects.map(\.offset) == [1, 1])
    #expect(rejects[0].reason == "line longer than 100 bytes, the limit of a line")
  }

  @Test func passesOnThatSomethingUpstreamFailed() throws {
    #expect(try Self.read(Self.end(of: [Self.record], status: .incomplete)).status == .incomplete)
    #expect(try Self.read(Self.end(of: [Self.record], status: .unverified)).status == .unverified)
  }

  @Test func countsRejectsOfItsOwnAndOfOthers() throws {
    var settings = RecordReader.Settings()
    settings.onError = .skip
    let text = Self.end(of: [Self.record, "{broken", Self.record], rejects: 4)
    #expect(try Self.read(text, settings) == (2, .complete, 5))
  }

  @Test(arguments: [
    "[]", #"{"id":"1","source":"s","type":"t"}"#,
    #"{"id":"1","source":"s","specversion":"1.1","type":"t"}"#,
    #"{"id":"","source":"s","specversion":"1.0","type":"t"}"#,
    #"{"Id":"1","id":"1","source":"s","specversion":"1.0","type":"t"}"#,
    #"{"id":"1","source":"s","specversion":"1.0","type":"t","tags":["a"]}"#,
    #"{"id":"1","source":"s","specversion":"1.0","subject":null,"type":"t"}"#,
    #"{"id":"1","source":"s","specversion":"1.0","time":"2026-11-20T01:02:03+01:00","type":"t"}"#,
  ])
  func refusesWhatIsNoRecord(line: String) {
    #expect {
      try Self.read(line + "\n")
    } throws: { error in
      (error as? Failure)?.status == .data
    }
  }
}

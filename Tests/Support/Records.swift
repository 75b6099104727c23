public import Kernel

/// Records for tests.
public enum TestRecords {
  /// Calls `body` with each line as a record; lines that are none end the test.
  public static func read(_ lines: [String], _ body: (Record) throws -> Void) throws {
    let folder = try Folder()
    try folder.write("records.jsonl", ByteString(lines.map { $0 + "\n" }.joined()))
    let reader = RecordReader(inputs: [folder.file("records.jsonl")])
    while let record = try reader.next() { try body(record) }
  }

  /// The same without a file, for many small streams.
  public static func parse(_ lines: [String], _ body: (Record) throws -> Void) throws {
    let parser = JSONParser()
    let buffer = ByteBuffer()
    for line in lines {
      buffer.removeAll()
      buffer.append(line)
      _ = buffer.reserve(JSONParser.padding)
      try body(try Record(storing: buffer.view, parser))
    }
  }

  /// What `body` writes, as lines without the end record.
  public static func written(_ body: (RecordWriter) throws -> Void) throws -> [String] {
    let folder = try Folder()
    let writer = RecordWriter(try OutputFile(path: folder.file("out")), sealed: false)
    try body(writer)
    try writer.finish(filter: "test", version: "1", rejects: 0, status: .complete)
    return try folder.read("out").description.split(separator: "\n").map(String.init)
  }

  /// A record of a kind, with `data` and attributes given as the inside of a JSON object.
  public static func record(
    _ kind: String, id: String, data: String, attributes: String = ""
  ) -> String {
    let more = attributes.isEmpty ? "" : attributes + ","
    return "{\(more)\"data\":{\(data)},\"id\":\"\(id)\",\"source\":\"test\","
      + "\"specversion\":\"1.0\",\"type\":\"sluice.\(kind).v1\"}"
  }
}

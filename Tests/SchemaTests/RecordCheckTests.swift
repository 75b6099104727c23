import Glibc
import Kernel
import Schema
import TestSupport
import Testing

/// Records are checked against the schema of their kind, and no schema says more than is checked.
@Suite struct RecordCheckTests {
  private func violations(
    of record: String, by schema: String
  ) throws -> [String] {
    let check = try RecordCheck([("t", try JSONParser.tree(ByteString(schema)))])
    let buffer = ByteBuffer()
    buffer.append(record)
    for _ in 0..<JSONParser.padding { buffer.append(0) }
    let text = buffer.view.slice(0, buffer.count - JSONParser.padding)
    let parser = JSONParser()
    return check.violations(of: try parser.parse(text)).map(\.description)
  }

  @Test(
    arguments: [
      (#"{"type":"object"}"#, "1", []),
      (#"{"properties":{"a":{"type":"integer"}}}"#, #"{"a":1.0}"#, []),
      (
        #"{"properties":{"a":{"type":"integer"}}}"#, #"{"a":1.5}"#,
        ["/a: 1.5, integer would be right"]
      ),
      (
        #"{"properties":{"a":{"type":["string","null"]}}}"#, #"{"a":{}}"#,
        ["/a: an object, string or null would be right"]
      ),
      (#"{"required":["a","b/c"]}"#, #"{"a":1}"#, ["/b~1c: is missing"]),
      (
        #"{"properties":{"a":{"enum":["x","y"]}}}"#, #"{"a":"z"}"#,
        [#"/a: "z", one of "x", "y" would be right"#]
      ),
      (
        #"{"properties":{"a":{"items":{"minLength":1}}}}"#, #"{"a":["é",""]}"#,
        ["/a/1: 0 characters, at least 1 would be right"]
      ),
      (
        #"{"properties":{"a":{"format":"date-time"}}}"#, #"{"a":"2026-01-01"}"#,
        [#"/a: "2026-01-01" is no RFC 3339 time in UTC"#]
      ),
      (
        #"{"properties":{"a":{"additionalProperties":{"type":"number"},"minProperties":2}}}"#,
        #"{"a":{"b":"c"}}"#,
        [#"/a/b: "c", number would be right"#, "/a: 1 members, at least 2 would be right"]
      ),
      (
        #"{"properties":{"a":{"additionalProperties":false}}}"#, #"{"a":{"b":1}}"#,
        ["/a/b: is no member of this object"]
      ),
      (
        #"{"properties":{"a":{"minimum":0,"maximum":1}}}"#, #"{"a":2}"#,
        ["/a: 2, at most 1.0 would be right"]
      ),
    ] as [(String, String, [String])])
  func saysWhatIsWrong(schema: String, value: String, expected: [String]) throws {
    var record = value
    if record.hasPrefix("{") {
      record = "{\"type\":\"t\"," + record.dropFirst()
      #expect(try violations(of: record, by: schema) == expected)
    }
  }

  @Test(arguments: [
    #"{"pattern":"^a"}"#, #"{"anyOf":[]}"#, #"{"type":"text"}"#, #"{"format":"uri"}"#,
    #"{"properties":{"a":{"$ref":"x"}}}"#, #"{"items":[]}"#, #"{"minLength":-1}"#,
  ])
  func refusesSchemasItDoesNotUnderstand(schema: String) throws {
    #expect(throws: Failure.self) {
      _ = try RecordCheck([("t", try JSONParser.tree(ByteString(schema)))])
    }
  }

  @Test func understandsTheWholeCatalogue() throws {
    _ = try RecordCheck()
    #expect(try SchemaCatalogue.list().description.contains("\ntest\t"))
  }

  @Test func theCatalogueHasEveryFile() throws {
    let folder = try #require(opendir("docs/schema"))
    defer { closedir(folder) }
    var kinds: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".json") { kinds.append(String(name.dropLast(5))) }
    }
    #expect(kinds.sorted() == SchemaCatalogue.kinds)
  }
}

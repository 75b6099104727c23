import Kernel
import Records
import TestSupport
import Testing

@Suite struct SelectionTests {
  static let record = TestRecords.record(
    "test", id: "1", data: #""a/b":{"n":[1,{"x":"y"}]},"status":"failed","value":5"#,
    attributes: #""release":"rc-1""#)

  @Test(arguments: [
    (#"{}"#, true), (#"{"type":"test"}"#, true), (#"{"type":"sluice.test.v1"}"#, true),
    (#"{"type":["metric","test"]}"#, true), (#"{"type":{"not":"test"}}"#, false),
    (#"{"release":"rc-1"}"#, true), (#"{"release":"rc-2"}"#, false),
    (#"{"commit":{"has":true}}"#, false), (#"{"commit":{"has":false}}"#, true),
    (#"{"/data/status":["failed","errored"]}"#, true), (#"{"/data/value":{">=":5}}"#, true),
    (#"{"/data/value":{"<":5}}"#, false), (#"{"/data/status":{">":0}}"#, false),
    (#"{"/data/a~1b/n/1/x":"y"}"#, true), (#"{"/data/a~1b/n/7":{"has":true}}"#, false),
    (#"{"type":"test","release":"other"}"#, false),
  ])
  func selects(selection: String, matches: Bool) throws {
    let wanted = try Selection(JSONParser.tree(ByteString(selection)))
    try TestRecords.read([Self.record]) { #expect(wanted.matches($0.root) == matches) }
  }

  @Test(arguments: ["[]", #"{"a":{"has":1}}"#, #"{"a":{"like":"x"}}"#, #"{"a":{"<":"x"}}"#])
  func refusesWhatIsNoSelection(selection: String) {
    #expect(throws: SelectionError.self) {
      try Selection(JSONParser.tree(ByteString(selection)))
    }
  }

  @Test func derivesIdsFromContent() {
    func id(_ kind: String, _ data: JSON, key: [ByteString]? = nil) -> JSON? {
      RecordShape.record(kind, data: data, envelope: Envelope(source: "s"), key: key)["id"]
    }
    #expect(id("a", .integer(1)) == id("a", .integer(1)))
    #expect(id("a", .integer(1)) != id("b", .integer(1)))
    #expect(id("a", .integer(1)) != id("a", .integer(2)))
    #expect(id("a", .integer(1), key: ["k"]) == id("a", .integer(2), key: ["k"]))
    #expect(id("a", .null, key: ["k", "l"]) != id("a", .null, key: ["kl"]))
  }
}

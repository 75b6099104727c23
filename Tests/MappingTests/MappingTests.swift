import Kernel
import Mapping
import TestSupport
import Testing

@Suite struct MappingTests {
  /// Maps bare lines, and returns each record's canonical text without its id.
  static func map(_ rules: String, _ lines: [String]) throws -> (
    records: [String], faults: [String]
  ) {
    let text = ByteString("{\"mapping\":\"m\"}\n" + rules)
    let mapper = Mapper(try MappingFile(text, file: "m.jsonl", layout: .line), given: [])
    var faults: [String] = []
    let folder = try Folder()
    try folder.write("in", ByteString(lines.map { $0 + "\n" }.joined()))
    var settings = RecordReader.Settings()
    settings.allowsForeign = true
    let reader = RecordReader(inputs: [folder.file("in")], settings: settings)
    let written = try TestRecords.written { writer in
      while let record = try reader.next() {
        if let fault = try mapper.map(record, source: ByteView("s"), to: writer) {
          faults.append(fault)
        }
      }
    }
    return (written, faults)
  }

  /// The `data` of the only record.
  static func data(_ expression: String, _ line: String) throws -> String {
    let rule = "{\"rule\":\"r\",\"kind\":\"k\",\"data\":{\"x\":\(expression)}}"
    let (records, faults) = try map(rule, [line])
    if let fault = faults.first { return fault }
    let record = try JSONParser.tree(ByteString(try #require(records.first)))
    return try #require(record["data"]).canonical.description
  }

  @Test(arguments: [
    (#""/a/b""#, #"{"a":{"b":1.50}}"#, #"{"x":1.5}"#),
    (#""/a/1""#, #"{"a":[1,"two"]}"#, #"{"x":"two"}"#),
    (#""/a~1b/m~0n""#, #"{"a/b":{"m~n":true}}"#, #"{"x":true}"#),
    (#""/missing""#, #"{"a":1}"#, #"{}"#),
    (#""text""#, #"{}"#, #"{"x":"text"}"#),
    (#"{"const":"/not/a/pointer"}"#, #"{}"#, #"{"x":"/not/a/pointer"}"#),
    (#"{"first":["/a","/b",{"const":0}]}"#, #"{"b":2}"#, #"{"x":2}"#),
    (#"{"from":["/a","/b"],"default":"none"}"#, #"{"a":null}"#, #"{"x":"none"}"#),
    (#"{"join":["/a","/b","/c"],"with":"-"}"#, #"{"a":"p","c":7}"#, #"{"x":"p-7"}"#),
    (#"{"count":"/a"}"#, #"{"a":[1,2,3]}"#, #"{"x":3}"#),
    (#"{"if":{"/a":["p","q"]},"then":1,"else":2}"#, #"{"a":"q"}"#, #"{"x":1}"#),
    (#"{"if":{"not":{"/a":{"has":true}}},"then":1}"#, #"{"a":null}"#, #"{"x":1}"#),
    (#"{"if":{"any":[{"/a":1},{"/b":2}]},"then":"y"}"#, #"{"b":2}"#, #"{"x":"y"}"#),
    (#"{"from":"/a","map":{"ok":"passed","*":"unknown"}}"#, #"{"a":"?"}"#, #"{"x":"unknown"}"#),
    (#"{"from":"/a","after":"v","before":"-"}"#, #"{"a":"v1.2-rc"}"#, #"{"x":"1.2"}"#),
    (
      #"{"object":{"b":"/b","a":"/a","n":"/n"}}"#, #"{"a":1,"b":{"z":1,"y":2}}"#,
      #"{"x":{"a":1,"b":{"y":2,"z":1}}}"#
    ),
    (#"{"from":"/a","as":"number"}"#, #"{"a":"1e3"}"#, #"{"x":1000}"#),
    (#"{"from":"/a","as":"number","scale":0.01}"#, #"{"a":"25"}"#, #"{"x":0.25}"#),
    (#"{"from":"/a","as":"number"}"#, #"{"a":"NaN"}"#, #"{"x_text":"NaN"}"#),
    (
      #"{"from":"/a","as":"number"}"#, #"{"a":18446744073709551615}"#,
      #"{"x_text":"18446744073709551615"}"#
    ),
    (#""/a""#, #"{"a":9007199254740993}"#, #"{"x":"9007199254740993"}"#),
    (#"{"from":"/a","as":"ns_from_s"}"#, #"{"a":"0.123"}"#, #"{"x":123000000}"#),
    (
      #"{"from":"/a","as":"time"}"#, #"{"a":"2026-11-20T02:02:03.5+01:00"}"#,
      #"{"x":"2026-11-20T01:02:03.5Z"}"#
    ),
    (
      #"{"from":"/a","as":"epoch_ms"}"#, #"{"a":1795136523004}"#,
      #"{"x":"2026-11-20T01:02:03.004Z"}"#
    ),
    (
      #"{"from":"/a","as":"epoch_s"}"#, #"{"a":"1795136523.123456789"}"#,
      #"{"x":"2026-11-20T01:02:03.123456789Z"}"#
    ),
    (#"{"from":"/a","as":"time","invalid":"skip"}"#, #"{"a":"yesterday"}"#, #"{}"#),
    (#"{"from":"/a","as":"truth"}"#, #"{"a":"yes"}"#, #"{"x":true}"#),
    (#"{"from":"/a","as":"lowercase"}"#, #"{"a":"ÄbC"}"#, #"{"x":"Äbc"}"#),
  ])
  func evaluates(expression: String, line: String, expected: String) throws {
    #expect(try Self.data(expression, line) == expected)
  }

  @Test func saysWhichRuleAndFieldAndValueAreWrong() throws {
    #expect(
      try Self.data(#"{"from":"/a","as":"number"}"#, #"{"a":"many"}"#)
        == "mapping \"m\", rule \"r\", x: \"many\" is no number")
  }

  @Test func refusesLinesThatNoRuleSpeaksOf() throws {
    let rule = #"{"rule":"r","when":{"/type":"Point"},"kind":"k","data":{"x":"/v"}}"#
    let (records, faults) = try Self.map(rule, [#"{"type":"Point","v":1}"#, #"{"type":"Other"}"#])
    #expect(records.count == 1)
    #expect(faults.count == 1)
  }

  @Test func makesARecordOfEachElement() throws {
    let rule =
      #"{"rule":"r","each":"/runs","kind":"k","data":{"n":"item:/name","t":"element:"}}"#
    let (records, _) = try Self.map(rule, [#"{"name":"b","runs":[1,2,3]}"#])
    #expect(records.count == 3)
    #expect(records[2].contains(#""data":{"n":"b","t":3}"#))
  }

  @Test func derivesTheSameIdFromTheSameKey() throws {
    let rule = #"{"rule":"r","kind":"k","key":["a"],"data":{"a":"/a","b":"/b"}}"#
    let (records, _) = try Self.map(
      rule, [#"{"a":1,"b":1}"#, #"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#])
    let ids = try records.map { try JSONParser.tree(ByteString($0))["id"]?.string }
    #expect(ids[0] == ids[1])
    #expect(ids[0] != ids[2])
  }

  @Test(arguments: [
    #"{"rule":"r"}"#, #"{"kind":"k"}"#, #"{"rule":"r","kind":"k","ignore":"why"}"#,
    #"{"rule":"r","kind":"k","data":{"x":{"form":"/a"}}}"#,
    #"{"rule":"r","kind":"k","data":{"x":{"from":"/a","as":"thing"}}}"#,
    #"{"rule":"r","kind":"k","dta":{}}"#, #"{"rule":"r","kind":"k","key":["y"],"data":{"x":1}}"#,
    #"{"rule":"r","kind":"k","data":{"x":{"if":{"/a":{"b":1}},"then":1}}}"#,
    #"{"rule":"r","kind":"k","attributes":{"commit(":"/a"}}"#,
    #"{"rule":"r","kind":"k","attributes":{"id":"/a"}}"#,
    #"{"rule":"r","kind":"k","attributes":{"time":"/a"},"time":"/b"}"#,
    #"{"rule":"r","kind":"k","data":{"x":{"from":"/a","as":"number"},"x_text":"/a"}}"#,
  ])
  func refusesRulesThatSayNothingClear(rule: String) {
    #expect {
      try Self.map(rule, [])
    } throws: { error in
      (error as? Failure)?.status == .configuration
    }
  }

  /// Found by fuzzing: such records were written, and refused by the next filter.
  @Test func refusesATimeThatNoRecordMayHave() throws {
    let rule = #"{"rule":"r","kind":"k","time":"/t","data":{"x":"/a"}}"#
    #expect(try Self.map(rule, [#"{"a":1,"t":"2026-11-20T06:00:00+01:00"}"#]).faults.count == 1)
    #expect(try Self.map(rule, [#"{"a":1,"t":"2026-11-20T06:00:00Z"}"#]).faults.isEmpty)
    #expect(try Self.map(rule, [#"{"a":1}"#]).faults.isEmpty)
  }

  @Test(arguments: BuiltinMapping.formats)
  func readsEveryMappingOfOurs(format: String) throws {
    let text = try #require(BuiltinMapping.text(for: ByteString(format)))
    let mapping = try MappingFile(text, file: format, layout: .observation)
    // Formats whose objects are the same share a file.
    let own = try #require(mapping.format)
    #expect(BuiltinMapping.text(for: own) == text)
  }
}

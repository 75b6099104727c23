import Kernel
import Policy
import TestSupport
import Testing

/// How a decision could become go by accident, and does not.
@Suite struct GateTests {
  static let header = "{\"policy\":\"p\",\"version\":1}\n"
  static let noFailure =
    #"{"id":"r","select":{"type":"test","/data/status":{"not":"skipped"}},"#
    + #""measure":{"count":{"/data/status":{"not":"passed"}}},"op":"<=","hard":0,"maxage":"24h"}"#
  static let at = Instant("2026-11-20T06:00:00Z") ?? Instant(seconds: 0)

  static func test(_ id: String, _ status: String, _ more: String = #""commit":"c""#) -> String {
    TestRecords.record(
      "test", id: id, data: "\"status\":\"\(status)\"",
      attributes: more + #","time":"2026-11-20T05:00:00Z""#)
  }

  static func decide(
    _ rules: String, _ lines: [String], commit: String? = "c", rejects: Int = 0
  ) throws -> (isGo: Bool, data: JSON, text: String) {
    var judge = try Judge(try Policy(ByteString(header + rules), file: "p.jsonl"))
    var context = DecisionContext(
      at: at, release: nil, commit: commit.map { ByteString($0) })
    context.rejects = rejects
    try TestRecords.read(lines) { try judge.hear($0, in: context) }
    let (record, isGo) = judge.decide(context)
    return (isGo, try #require(record["data"]), record.canonical.description)
  }

  static func state(_ data: JSON) -> ByteString? { data["rules"]?.array?.first?["state"]?.string }

  @Test func goesWhenEverythingHolds() throws {
    let (isGo, data, _) = try Self.decide(Self.noFailure, [Self.test("1", "passed")])
    #expect(isGo)
    #expect(Self.state(data) == "pass")
  }

  @Test func stopsAtABreach() throws {
    let (isGo, data, _) = try Self.decide(
      Self.noFailure, [Self.test("1", "passed"), Self.test("2", "failed")])
    #expect(!isGo)
    #expect(Self.state(data) == "breach")
    #expect(data["rules"]?.array?.first?["evidence"] == .array(["2"]))
  }

  static let accidents: [(name: String, records: [String], state: ByteString)] = [
    ("no evidence at all", [], "unknown"),
    ("all tests skipped", [test("1", "skipped")], "unknown"),
    ("evidence of another commit", [test("1", "passed", #""commit":"d""#)], "unknown"),
    ("evidence of no commit", [test("1", "passed", #""service":"s""#)], "unknown"),
    (
      "old evidence",
      [test("1", "passed").replacing("2026-11-20T05", with: "2026-11-18T05")], "stale"
    ),
    (
      "evidence from the future",
      [test("1", "passed").replacing("2026-11-20T05", with: "2026-11-20T07")], "stale"
    ),
    (
      "evidence without a time",
      [test("1", "passed").replacing(#","time":"2026-11-20T05:00:00Z""#, with: "")], "stale"
    ),
    ("a status nobody knows", [test("1", "wat")], "breach"),
  ]

  @Test(arguments: accidents.indices)
  func neverGoesByAccident(index: Int) throws {
    let accident = Self.accidents[index]
    let (isGo, data, _) = try Self.decide(Self.noFailure, accident.records)
    #expect(!isGo, "\(accident.name)")
    #expect(Self.state(data) == accident.state, "\(accident.name)")
  }

  static let coverage =
    #"{"id":"r","select":{"type":"coverage"},"measure":{"field":"/data/ratio"},"op":">=","hard":0.8}"#

  @Test(arguments: [
    (#""ratio":0.8"#, true), (#""ratio":0.79"#, false), (#""ratio":"NaN""#, false),
    (#""ratio":null"#, false), (#""found":0"#, false),
  ])
  func comparesValuesAndTakesNoneForUnknown(data: String, goes: Bool) throws {
    let record = TestRecords.record("coverage", id: "1", data: data, attributes: #""commit":"c""#)
    #expect(try Self.decide(Self.coverage, [record]).isGo == goes)
  }

  @Test func givesTheSameBytesForEveryOrderAndForCopies() throws {
    let records = (0..<30).map { Self.test("\($0)", $0 % 7 == 0 ? "failed" : "passed") }
    let forward = try Self.decide(Self.noFailure, records).text
    #expect(try Self.decide(Self.noFailure, records.reversed()).text == forward)
    #expect(try Self.decide(Self.noFailure, records + records).text == forward)
  }

  @Test func stopsAtConflictsAndRejects() throws {
    let records = [
      Self.test("1", "passed"), Self.test("1", "passed", #""commit":"c","service":"s""#),
    ]
    #expect(try !Self.decide(Self.noFailure, records).isGo)
    #expect(try !Self.decide(Self.noFailure, [Self.test("1", "passed")], rejects: 1).isGo)
  }

  @Test(arguments: [
    (#""warn":0"#, true), (#""soft":0"#, false), (#""hard":0"#, false),
    (#""warn":0,"hard":1"#, true), (#""warn":0,"hard":0"#, false),
  ])
  func goesWithWarningsOnly(bounds: String, goes: Bool) throws {
    let rule =
      #"{"id":"r","select":{"type":"test"},"measure":{"count":{"/data/status":"failed"}},"op":"<=",\#(bounds)}"#
    #expect(try Self.decide(rule, [Self.test("1", "failed")]).isGo == goes)
  }

  @Test(arguments: [
    (#""aggregate":"max""#, 9.0), (#""aggregate":"min""#, 1.0), (#""aggregate":"sum""#, 15.0),
    (#""aggregate":"mean""#, 5.0), (#""aggregate":"p50""#, 5.0), (#""aggregate":"last""#, 5.0),
  ])
  func aggregates(aggregate: String, expected: Double) throws {
    let records = [(1.0, 1), (9.0, 2), (5.0, 3)].map { value, hour in
      TestRecords.record(
        "metric", id: "\(hour)", data: "\"value\":\(value)",
        attributes: #""time":"2026-11-20T0\#(hour):00:00Z""#)
    }
    let rule =
      #"{"id":"r","select":{"type":"metric"},"measure":{"field":"/data/value",\#(aggregate)},"op":"<","warn":0}"#
    let data = try Self.decide(rule, records, commit: nil).data
    #expect(data["rules"]?.array?.first?["got"]?.number == expected)
  }

  @Test(arguments: [
    #"{"id":"r"}"#, #"{"id":"r","select":{},"measure":{"count":{}},"op":"~","hard":0}"#,
    #"{"id":"r","select":{},"measure":{"count":{}},"op":"<="}"#,
    #"{"id":"r","select":{},"measure":{"count":{}},"op":"<=","hard":0,"min":0}"#,
    #"{"id":"r","select":{},"measure":{"count":{}},"op":"<=","hard":0,"missing":"pass"}"#,
    #"{"id":"r","select":{},"measure":{"count":{}},"op":"<=","hard":0,"maxage":"1 day"}"#,
    #"{"id":"r","select":{},"measure":{"count":{}},"op":"<=","hard":0,"hrad":1}"#,
  ])
  func refusesPoliciesThatSayNothingClear(rule: String) {
    #expect {
      try Self.decide(rule, [])
    } throws: { error in
      (error as? Failure)?.status == .configuration
    }
  }

  @Test func aSumBeyondTheRangeOfADoubleIsUnknown() throws {
    let records = ["1", "2"].map {
      TestRecords.record("metric", id: $0, data: "\"value\":1.7e308")
    }
    let rule =
      #"{"id":"r","select":{},"measure":{"field":"/data/value","aggregate":"sum"},"#
      + #""op":">=","hard":0}"#
    let (isGo, data, _) = try Self.decide(rule, records, commit: nil)
    #expect(!isGo)
    #expect(Self.state(data) == "unknown")
  }
}

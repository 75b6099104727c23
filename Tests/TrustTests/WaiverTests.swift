import Kernel
import Testing
import Trust

@Suite struct WaiverTests {
  static func waiver(_ changes: (String, String)...) throws -> Waiver {
    var text = """
      {"data":{"approver":"ann","bound":{"op":"<=","value":4},"created":"2026-11-20T06:00:00Z",\
      "expires":"2026-12-01T00:00:00Z","reason":"x","rule":"r",\
      "scope":{"environment":"prod","release":"rc-1"}},"id":"w","type":"sluice.waiver.v1"}
      """
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return try Waiver(try JSONParser.tree(ByteString(text)))
  }

  private static func objection(
    rule: ByteString = "r", release: ByteString? = "rc-1", environment: ByteString? = "prod",
    value: Double? = 3.1, at: String = "2026-11-20T06:00:00Z"
  ) throws -> String? {
    try waiver().objection(
      rule: rule, release: release, commit: "c", environment: environment, value: value,
      at: try #require(Instant(at)))
  }

  @Test func coversItsRuleScopeBoundAndTimeAndNothingElse() throws {
    #expect(try Self.objection() == nil)
    #expect(try Self.objection(value: 4) == nil)
    #expect(try Self.objection(value: 4.000001) == "it covers <= 4, not 4.000001")
    #expect(try Self.objection(value: 30) == "it covers <= 4, not 30")
    for value in [nil, .nan, .infinity, -.infinity] as [Double?] {
      #expect(try Self.objection(value: value) == "there is no value to hold against its bound")
    }
    #expect(try Self.objection(rule: "s") == "it is for the rule r")
    #expect(try Self.objection(release: "rc-2") == "it is for the release rc-1")
    #expect(try Self.objection(release: nil) == "it is for the release rc-1")
    #expect(try Self.objection(environment: "qa") == "it is for the environment prod")
    #expect(try Self.objection(at: "2026-11-30T23:59:59.999Z") == nil)
    #expect(try Self.objection(at: "2026-12-01T00:00:00Z") == "it expired at 2026-12-01T00:00:00Z")
    #expect(try Self.objection(at: "2026-11-20T05:59:59Z") == "it begins at 2026-11-20T06:00:00Z")
  }

  @Test(arguments: [
    ("\"rule\":\"r\"", "\"rule\":\"\""), ("\"<=\"", "\"=<\""), ("\"value\":4", "\"value\":\"4\""),
    ("\"reason\":\"x\"", "\"reason\":\"\""), ("\"approver\":\"ann\"", "\"approver\":1"),
    ("2026-12-01T00:00:00Z", "2026-11-20T06:00:00Z"), ("2026-12-01T00:00:00Z", "2026-12-01"),
    ("\"expires\":\"2026-12-01T00:00:00Z\",", ""), ("\"environment\":\"prod\"", "\"env\":\"prod\""),
    ("{\"environment\":\"prod\",\"release\":\"rc-1\"}", "{}"), ("\"rc-1\"", "null"),
    ("waiver.v1", "waiver.v2"), ("\"id\":\"w\",", ""),
  ])
  func refusesWhatIsNotWhole(old: String, new: String) throws {
    #expect(throws: TrustError.self) { try Self.waiver((old, new)) }
  }

  @Test func readsBounds() {
    for (text, value) in [("<=4", 4), (">= 0.5", 0.5), ("==0", 0), ("!=1e3", 1000), ("<-1", -1)] {
      #expect(Waiver.bound(text)?.value == value)
    }
    for text in ["4", "<=", "=<4", "<= four", "<=inf", "<=nan", "", "<=4<"] {
      #expect(Waiver.bound(text) == nil)
    }
  }
}

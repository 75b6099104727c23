import Kernel
import Reporting
import TestSupport
import Testing

@Suite struct ReportTests {
  static func document(_ lines: [String]) throws -> Document {
    var findings = Findings()
    try TestRecords.read(lines) { findings.add($0) }
    return findings.document()
  }

  static let decision = TestRecords.record(
    "decision", id: "d",
    data: #""at":"2026-11-20T06:00:00Z","policy":{"name":"p","version":1},"release":"rc|1","#
      + #""rules":[{"got":0,"id":"a","level":"pass","state":"pass","want":"<= 0 (hard)"},"#
      + #"{"got":2,"id":"b","level":"hard","remedy":"mend it","state":"breach","want":"<= 0 (hard)","why":"because"}],"#
      + #""verdict":"no-go""#)

  @Test func putsTheVerdictFirstAndTheWorstRuleBeforeTheOthers() throws {
    let text = MarkdownRenderer.render(try Self.document([Self.decision]))
    #expect(text.hasPrefix("# ❌ NO-GO rc\\|1\n"))
    let lines = text.split(separator: "\n")
    let rules = lines.filter { $0.hasPrefix("| hard") || $0.hasPrefix("| pass") }
    #expect(rules.count == 2)
    #expect(rules[0] == "| hard | breach | b | &lt;= 0 (hard) | 2 |")
    #expect(lines.contains("b: because; mend it"))
  }

  @Test func namesFailedTests() throws {
    let test = TestRecords.record(
      "test", id: "1", data: #""message":"first\nsecond","name":"n","status":"failed""#)
    let text = TerminalRenderer(width: 80, colours: false).render(try Self.document([test]))
    #expect(text.contains("failed  n     first\n"))
    #expect(text.contains("no decision in this stream"))
  }

  @Test func keepsWithinTheWidthAndLetsNoControlCharactersThrough() throws {
    let long = String(repeating: "long ", count: 60)
    let test = TestRecords.record(
      "test", id: "1",
      data: "\"message\":\"\\u001b[31m\(long)\",\"name\":\"n\",\"status\":\"failed\"")
    let text = TerminalRenderer(width: 60, colours: false).render(try Self.document([test]))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
    #expect(!text.contains("\u{1B}"))
  }

  @Test func coloursWhenAsked() throws {
    let text = TerminalRenderer(width: 80, colours: true).render(try Self.document([Self.decision]))
    #expect(text.hasPrefix("\u{1B}[1;31mNO-GO"))
  }
}

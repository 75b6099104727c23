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
    let text = TerminalRenderer(.init(width: 80, colours: false)).render(try Self.document([test]))
    #expect(text.contains("failed  n     first\n"))
    #expect(text.contains("no decision in this stream"))
  }

  @Test func keepsWithinTheWidthAndLetsNoControlCharactersThrough() throws {
    let long = String(repeating: "long ", count: 60)
    let test = TestRecords.record(
      "test", id: "1",
      data: "\"message\":\"\\u001b[31m\(long)\",\"name\":\"n\",\"status\":\"failed\"")
    let text = TerminalRenderer(.init(width: 60, colours: false)).render(try Self.document([test]))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
    #expect(!text.contains("\u{1B}"))
  }

  @Test func coloursWhenAsked() throws {
    let text = TerminalRenderer(.init(width: 80, colours: true)).render(
      try Self.document([Self.decision]))
    #expect(text.hasPrefix("\u{1B}[1;31mNO-GO"))
  }

  @Test func alignsByTheColumnsOfATerminal() throws {
    let tests = ["日本語", "plain"].enumerated().map { number, name in
      TestRecords.record(
        "test", id: "\(number)",
        data: "\"message\":\"m\",\"name\":\"\(name)\",\"status\":\"failed\"")
    }
    let text = TerminalRenderer(.init(width: 80, colours: false)).render(try Self.document(tests))
    #expect(text.contains("failed  日本語  m\n"))
    #expect(text.contains("failed  plain   m\n"))
  }

  @Test func linksRulesToEvidenceThatComesAfterTheDecision() throws {
    let decision = TestRecords.record(
      "decision", id: "d",
      data:
        #""rules":[{"evidence":["e1","e2"],"evidence_count":9,"id":"a","level":"hard","state":"breach"}],"verdict":"no-go""#
    )
    let evidence = TestRecords.record("test", id: "e1", data: #""name":"n","status":"failed""#)
    var findings = Findings(forPage: true)
    try TestRecords.read([decision, evidence]) { findings.add($0) }
    let page = HTMLRenderer.render(findings.document(), title: "t").description
    #expect(page.contains("Evidence of a: <a href=\"#r-2\">test n</a>, e2 and 7 more</p>"))
    #expect(page.contains("<pre id=\"r-2\">"))
  }

  @Test func countsWhatATableHasNoRoomFor() throws {
    let tests = (0..<600).map {
      TestRecords.record("test", id: "\($0)", data: "\"name\":\"n\($0)\",\"status\":\"failed\"")
    }
    let document = try Self.document(tests)
    #expect(
      TerminalRenderer(.init(width: 80, colours: false)).render(document)
        .contains("n24   \n  and 575 more\n"))
    #expect(MarkdownRenderer.render(document).contains("</details>\n\nand 100 more\n"))
  }
}

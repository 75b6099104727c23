import Kernel
import Records
import TestSupport
import Testing

@testable import Reporting

/// A stream in which every text that a report shows was written by somebody who means harm.
@Suite struct ForeignTextTests {
  private static let harm = #"<b onload=\"x\">&'|\u001b[31m`*\u202e"#

  private static func record(_ kind: String, _ id: String, _ data: String) -> String {
    TestRecords.record(
      kind, id: id, data: data.replacing("HARM", with: harm),
      attributes: #""subject":"\#(harm)","component":"\#(harm)","time":"2026-01-01T00:00:00Z""#)
  }

  private static let series = #""series":{"labels":{"l":"HARM"},"metric":"HARM","unit":"HARM"}"#

  private static let change =
    #"{"after":2,"before":1,"effect":{"absolute":1,"hi":2,"lo":0,"relative":1},"kind":"step","time":"2026-01-01T12:00:00Z"}"#

  private static let step =
    #"{"hi80":3,"hi95":4,"lo80":1,"lo95":0,"p50":2,"time":"2026-01-02T00:00:00Z"}"#

  private static let lines: [String] = [
    record(
      "decision", "d",
      #""at":"HARM","policy":{"name":"HARM","version":1},"release":"HARM","rollback":{"at":"HARM","release":"HARM"},"#
        + #""rules":[{"evidence":["t","HARM"],"group":"HARM","groups":2,"guidance":"HARM","id":"HARM","level":"hard","#
        + #""reason":"HARM","remedy":"HARM","repeated":3,"state":"HARM","want":"HARM","why":"HARM"},"#
        + #"{"evidence":["t"],"id":"HARM","level":"pass","state":"pass"}],"verdict":"no-go","#
        + #""waivers":[{"approver":"HARM","expires":"HARM","id":"w","reason":"HARM","rule":"HARM","state":"HARM"}]"#
    ),
    record("test", "t", #""message":"HARM","name":"HARM","status":"HARM""#),
    record("tally", "y", #""counted":{"tests":1},"declared":{"tests":2},"name":"HARM""#),
    record("coverage", "c", #""found":4,"hit":1,"scope":"total","unit":"HARM""#),
    record("coverage", "f", #""found":4,"hit":1,"scope":"file","unit":"HARM""#),
    record(
      "cost", "o", #""billed":"1.5","currency":"HARM","effective":"nonsense","service":"HARM""#),
    record("waiver", "w", #""approver":"HARM","expires":"HARM","reason":"HARM","rule":"HARM""#),
    record("hole", "h", #""missing":"HARM","rule":"HARM""#),
    record("edge", "e", #""from":"HARM","rel":"HARM","to":"a""#),
    record(
      "timeline", "i",
      #""events":[{"at":"2026-01-01T00:00:00Z","kind":"HARM","offset_s":0,"state":"HARM","subject":"HARM"},"#
        + #"{"at":"2026-01-01T01:00:00Z","kind":"b"}],"name":"HARM","scope":"HARM","time_to_detect_s":3"#
    ),
    record("metric", "m", #""labels":{"l":"HARM"},"metric":"HARM","unit":"HARM","value":1"#),
    record(
      "trend", "r",
      "\(series),\"changes\":[\(change)],\"level\":{\"hi\":3,\"lo\":1},\"verdict\":\"regressed\""),
    record("trend", "u", #"\#(series),"verdict":"insufficient","why":"HARM""#),
    record("trend", "v", "\(series),\"verdict\":\"HARM\""),
    record(
      "comparison", "p", "\(series),\"ratio\":{\"hi\":3,\"lo\":1,\"value\":2},\"verdict\":\"worse\""
    ),
    record(
      "forecast", "q",
      "\(series),\"limit\":{\"value\":3},\"points\":[\(step)],\"verdict\":\"exhausts\","
        + #""time_to_limit":{"p10":"2026-01-02T00:00:00Z","p50":"2026-01-02T00:00:00Z","p_within":0.5}"#
    ),
  ]

  private static func document(forPage: Bool) throws -> Document {
    var findings = Findings(forPage: forPage)
    try TestRecords.read(lines) { findings.add($0) }
    return findings.document()
  }

  @Test func isTextOnAPage() throws {
    let page = HTMLRenderer.render(try Self.document(forPage: true), title: "<b>").description
    #expect(!page.contains("<b "))
    #expect(!page.contains("\u{1B}"))
    #expect(page.contains("&lt;b onload=&quot;x&quot;&gt;&amp;&#39;"))
    // Every section is there, so that each was looked at.
    for heading in [
      "Rules", "Waivers", "Tests", "Coverage", "Trends", "Comparisons", "Forecasts", "Cost",
      "Holes", "Timeline", "Lineage",
    ] {
      #expect(page.contains("\">\(heading)"), "\(heading)")
    }
    let ids = Set(page.matches(of: #/ id="([^"]*)"/#).map(\.output.1))
    for link in page.matches(of: #/href="#([^"]*)"/#).map(\.output.1) {
      #expect(ids.contains(link), "\(link)")
    }
    #expect(page.matches(of: #/<(table|figure|section|details|svg)\b/#).count > 20)
    for element in ["table", "tr", "td", "figure", "section", "details", "svg", "p", "a", "div"] {
      let opened = page.components(of: "<\(element)>") + page.components(of: "<\(element) ")
      #expect(opened == page.components(of: "</\(element)>"), "\(element)")
    }
  }

  @Test func isTextOnATerminalAndInMarkdown() throws {
    let document = try Self.document(forPage: false)
    let terminal = TerminalRenderer(.init(width: 100, colours: false)).render(document)
    #expect(!terminal.contains("\u{1B}"))
    #expect(terminal.split(separator: "\n").allSatisfy { !$0.contains("\r") })
    let markdown = MarkdownRenderer.render(document)
    #expect(!markdown.contains("<b "))
    #expect(!markdown.contains("\u{1B}"))
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}

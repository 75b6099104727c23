import Kernel
import Policy
import Testing

@testable import Export

@Suite struct PolicyExportTests {
  private func policy(_ rules: String) throws -> Policy {
    try Policy(ByteString("{\"policy\":\"p\",\"version\":1}\n\(rules)\n"), file: "policy")
  }

  /// Only what every single value must keep can be watched on single values.
  @Test(arguments: [
    (#""field":"/data/value","aggregate":"max"},"op":"<=""#, true),
    (#""field":"/data/value","aggregate":"max"},"op":">=""#, false),
    (#""field":"/data/value","aggregate":"min"},"op":">""#, true),
    (#""field":"/data/value","aggregate":"min"},"op":"<""#, false),
    (#""field":"/data/value","aggregate":"last"},"op":"==""#, true),
    (#""field":"/data/value","aggregate":"mean"},"op":"<=""#, false),
    (#""field":"/data/value","aggregate":"p95"},"op":"<=""#, false),
    (#""field":"/data/count","aggregate":"max"},"op":"<=""#, false),
    (#""count":{"/data/value":{">":1}}},"op":"<=""#, false),
  ])
  func findsBoundsOfSingleValues(_ measure: String, _ isFound: Bool) throws {
    let rule =
      #"{"id":"r","select":{"type":"metric","/data/metric":"m"},"hard":1,"measure":{"# + measure
      + "}"
    #expect((try policy(rule).outlines[0].threshold != nil) == isFound)
  }

  @Test(arguments: [
    (#"{"type":"metric","/data/metric":"m","service":"a","/data/labels/x":"1"}"#, 2),
    (#"{"type":"metric","/data/metric":"m","/data/unit":"s"}"#, 0),
    (#"{"type":"metric","/data/metric":["m","n"]}"#, nil),
    (#"{"type":"metric","/data/metric":"m","service":{"not":"a"}}"#, nil),
    (#"{"type":"metric","/data/metric":"m","release":"rc"}"#, nil),
    (#"{"type":"metric","/data/metric":"m","/data/labels/a~1b":"1"}"#, nil),
    (#"{"type":"metric"}"#, nil), (#"{"type":"trend","/data/metric":"m"}"#, nil),
    (#"{"/data/metric":"m"}"#, nil),
  ])
  func takesSelectionsThatPrometheusHas(_ select: String, _ matchers: Int?) throws {
    let rule =
      #"{"id":"r","op":"<=","hard":1,"measure":{"field":"/data/value"},"select":"# + select + "}"
    #expect(try policy(rule).outlines[0].threshold?.matchers.count == matchers)
  }

  @Test func anAlertForEachLevelThatARuleCanStandAt() throws {
    let rules =
      #"{"id":"r","select":{"type":"test"},"measure":{"count":{}},"op":"<=","warn":1,"missing":"soft","stale":"soft"}"#
    #expect(try policy(rules).outlines[0].levels == ["warn", "soft"])
    let other = rules.replacing(#""missing":"soft","#, with: "")
    #expect(try policy(other).outlines[0].levels == ["warn", "soft", "hard"])
  }

  @Test func quotesForYAML() {
    #expect(
      AlertRules.quoted("a\"b\\\n\u{85}\u{7F}\u{FEFF}é🎉") == #""a\"b\\\n\u0085\u007f\ufeffé🎉""#)
    #expect(AlertRules.plain("{{a}} { {{{") == #"{{ "{{" }}a}} { {{ "{{" }}{"#)
    #expect(AlertRules.camel("tests.failed-2_x ü") == "TestsFailed2X")
  }

  @Test func theDashboardIsTheSameForTheSamePolicy() throws {
    let rule = #"{"id":"r","select":{"type":"test"},"measure":{"count":{}},"op":"<=","hard":1}"#
    let first = Dashboard(try policy(rule), records: nil, staleAfter: 7200).json()
    #expect(first == Dashboard(try policy(rule), records: nil, staleAfter: 7200).json())
    #expect(first["uid"]?.string?.bytes.count ?? 99 <= 40)
  }
}

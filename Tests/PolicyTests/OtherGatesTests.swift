import Kernel
import Policy
import TestSupport
import Testing

/// Published cases of other gates as policies: the same verdict, or a difference that is meant.
///
/// Keptn's lighthouse: `lighthouse-service/event_handler/evaluate_sli_handler_test.go` (keptn/keptn,
/// Apache-2.0); Kayenta's judge: `ScorerSuite.scala` (spinnaker/kayenta, Apache-2.0). The numbers are
/// theirs.
@Suite struct OtherGatesTests {
  /// One criterion of Keptn on one indicator.
  struct Criterion: Sendable, CustomTestStringConvertible {
    let name: String
    let value: Double?
    /// What stood before, as many values as were compared with; they are equal in all cases.
    var previous: Double?
    /// Ours: the operator, the bound, and how it compares with what was before.
    var op = "<="
    var bound = 10.0
    var baseline: String?
    /// Whether Keptn passes it, and ours where that differs.
    let passes: Bool
    var ours: Bool?
    var testDescription: String { name }
  }

  static let criteria: [Criterion] = [
    .init(name: "10 > 9", value: 10, op: ">", bound: 9, passes: true),
    .init(name: "10 >= 10", value: 10, op: ">=", passes: true),
    .init(name: "10 <= 10", value: 10, op: "<=", passes: true),
    .init(name: "10 < 10", value: 10, op: "<", passes: false),
    .init(name: "10 > 10", value: 10, op: ">", passes: false),
    .init(name: "10 = 9", value: 10, op: "==", bound: 9, passes: false),
    .init(
      name: "10 <= 10 + 10%", value: 10, previous: 10, bound: 1.1, baseline: "ratio", passes: true),
    .init(
      name: "11.01 <= 10 + 10%", value: 11.01, previous: 10, bound: 1.1, baseline: "ratio",
      passes: false),
    .init(
      name: "10 < 10 + 0%", value: 10, previous: 10, op: "<", bound: 1, baseline: "ratio",
      passes: false),
    .init(
      name: "10 > 10 + 0%", value: 10, previous: 10, op: ">", bound: 1, baseline: "ratio",
      passes: false),
    .init(
      name: "11 = 10 + 1", value: 11, previous: 10, op: "==", bound: 1, baseline: "difference",
      passes: true),
    .init(
      name: "9 = 10 - 1", value: 9, previous: 10, op: "==", bound: -1, baseline: "difference",
      passes: true),
    .init(
      name: "10 >= 10 - 10%", value: 10, previous: 10, op: ">=", bound: 0.9, baseline: "ratio",
      passes: true),
    .init(
      name: "11 <= 10 + 10%", value: 11, previous: 10, bound: 1.1, baseline: "ratio", passes: true),
    .init(name: "an indicator that could not be read", value: nil, passes: false),
    // Theirs passes what it has nothing to compare with (keptn#2277); ours does not know.
    .init(
      name: "10 <= nothing + 10%", value: 10, previous: nil, bound: 1.1, baseline: "ratio",
      passes: true, ours: false),
  ]

  static func rule(_ criterion: Criterion, _ id: String = "r") -> String {
    let way = criterion.baseline.map { #","baseline":{"as":"\#($0)"}"# } ?? ""
    return #"{"id":"\#(id)","select":{"type":"metric"},"measure":{"field":"/data/value"},"#
      + #""op":"\#(criterion.op)","hard":\#(criterion.bound)\#(way)}"#
  }

  static func metric(_ value: Double?) -> String {
    TestRecords.record("metric", id: "1", data: value.map { "\"value\":\($0)" } ?? "\"x\":1")
  }

  /// Decides on one value; an earlier go had another.
  static func goes(_ rules: [String], value: Double?, previous: Double? = nil) throws -> Bool {
    let policy = try Policy(
      ByteString(GateTests.header + rules.joined(separator: "\n")), file: "p.jsonl")
    var context = DecisionContext(at: GateTests.at, release: nil, commit: nil)
    if let previous {
      var history = DecisionHistory()
      let decided = (0..<rules.count).map {
        #"{"got":\#(previous),"id":"\#($0 == 0 ? "r" : "s")","level":"pass","state":"pass"}"#
      }
      let earlier = TestRecords.record(
        "decision", id: "d",
        data:
          #""at":"2026-11-19T06:00:00Z","policy":{"name":"p","sha256":"\#(policy.digest)","version":1},"#
          + #""rules":[\#(decided.joined(separator: ","))],"verdict":"go""#)
      try TestRecords.read([earlier]) { #expect(history.hear($0, of: policy) == nil) }
      context.history = history
    }
    var judge = try Judge(policy)
    try TestRecords.read([metric(value)]) { try judge.hear($0, in: context) }
    return judge.decide(context).isGo
  }

  @Test(arguments: criteria) func agreesWithKeptn(criterion: Criterion) throws {
    let goes = try Self.goes(
      [Self.rule(criterion)], value: criterion.value, previous: criterion.previous)
    #expect(goes == criterion.ours ?? criterion.passes)
  }

  /// `["<=+10%", "<=10.0"]`: all criteria of a list must hold, which two rules say.
  @Test(arguments: [(10.0, true), (11.0, false)])
  func criteriaOfOneListAreRules(value: Double, passes: Bool) throws {
    let relative = Criterion(name: "", value: value, bound: 1.1, baseline: "ratio", passes: true)
    let fixed = Criterion(name: "", value: value, passes: true)
    #expect(
      try Self.goes([Self.rule(relative), Self.rule(fixed, "s")], value: value, previous: 10)
        == passes)
  }

  /// `["<=10.0"], ["<=+10%"]`: Keptn passes when one list holds. There is no "or" between our rules, so
  /// that a rule that failed is never outvoted: 11 passes there and does not go here.
  @Test(arguments: [(10.0, true, true), (11.0, true, false), (20.0, false, false)])
  func listsThatAreAlternativesAreNot(value: Double, keptn: Bool, ours: Bool) throws {
    let relative = Criterion(name: "", value: value, bound: 1.1, baseline: "ratio", passes: true)
    let fixed = Criterion(name: "", value: value, passes: true)
    let goes = try Self.goes(
      [Self.rule(relative), Self.rule(fixed, "s")], value: value, previous: 10)
    #expect(goes == ours)
    #expect(keptn || !goes)
  }

  /// Objectives without a criterion are for the record; a policy of nothing else decides nothing,
  /// where Keptn gives the score 100.
  @Test func aPolicyWithoutRulesIsRefused() {
    #expect(throws: Failure.self) { try Self.goes([], value: 10) }
  }

  /// 0 to 10: Keptn interpolates (p90 is 9.8), ours is a value that was measured (9).
  @Test(arguments: [("p50", 5.0), ("p90", 9.0), ("p95", 10.0)])
  func percentilesAreMeasuredValues(aggregate: String, value: Double) throws {
    let records = (0...10).map {
      TestRecords.record("metric", id: "\($0)", data: "\"value\":\($0)")
    }
    let rule =
      #"{"id":"r","select":{"type":"metric"},"measure":{"field":"/data/value","#
      + #""aggregate":"\#(aggregate)"},"op":"<=","hard":10}"#
    let data = try GateTests.decide(rule, records, commit: nil).data
    #expect(data["rules"]?.array?.first?["got"]?.number == value)
  }

  /// A metric that Kayenta has classified.
  struct Metric: Sendable {
    var verdict = "same"
    var group = "test-group"
    var criticality = "normal"
  }

  /// Its summary score of metrics, 0 to 100, of which 75 pass here, and what ours says.
  struct Canary: Sendable, CustomTestStringConvertible {
    let name: String
    let metrics: [Metric]
    let score: Double
    var ours: Bool?
    var testDescription: String { name }
  }

  static let high = Metric(verdict: "worse")
  static let canaries: [Canary] = [
    .init(name: "single metric pass", metrics: [Metric()], score: 100),
    .init(name: "single metric fail", metrics: [high], score: 0),
    .init(name: "one group, two metrics", metrics: [Metric(), high], score: 50),
    .init(
      name: "one group, three metrics", metrics: [Metric(), high, Metric(verdict: "better")],
      score: 33.33),
    // Weighted 75 to 25: a group that failed as a whole passes there. Ours knows no weights.
    .init(
      name: "two groups, three metrics",
      metrics: [
        Metric(group: "1"), Metric(group: "1"), Metric(verdict: "worse", group: "2"),
      ], score: 75, ours: false),
    .init(
      name: "two groups of equal weight",
      metrics: [
        Metric(group: "1"), Metric(verdict: "worse", group: "1"),
        Metric(verdict: "worse", group: "2"),
      ], score: 25),
    .init(name: "no data", metrics: [Metric(verdict: "insufficient")], score: 0),
    .init(
      name: "one good, one critical that failed",
      metrics: [Metric(), Metric(verdict: "worse", criticality: "critical")], score: 0),
    .init(
      name: "one low, one critical that is good",
      metrics: [Metric(verdict: "better"), Metric(criticality: "critical")], score: 50),
    .init(
      name: "one good, one that is for the record",
      metrics: [Metric(), Metric(verdict: "worse", criticality: "report-only")], score: 100),
  ]

  static let judge =
    #"{"id":"score","select":{"type":"comparison","/data/criticality":{"not":"report-only"}},"#
    + #""unknown":{"/data/verdict":"insufficient"},"by":"/data/group","#
    + #""measure":{"ratio":{"/data/verdict":"same"}},"op":">=","hard":0.75}"# + "\n"
    + #"{"id":"critical","select":{"type":"comparison","/data/criticality":"critical"},"#
    + #""measure":{"count":{"/data/verdict":{"not":"same"}}},"op":"<=","hard":0,"missing":"warn"}"#

  @Test(arguments: canaries) func agreesWithKayenta(canary: Canary) throws {
    let records = canary.metrics.enumerated().map { index, metric in
      TestRecords.record(
        "comparison", id: "\(index)",
        data: #""criticality":"\#(metric.criticality)","group":"\#(metric.group)","#
          + #""verdict":"\#(metric.verdict)""#)
    }
    let isGo = try GateTests.decide(Self.judge, records, commit: nil).isGo
    #expect(isGo == canary.ours ?? (canary.score >= 75))
  }
}

import Kernel
import Policy
import TestSupport
import Testing

/// What must hold for every policy and every stream, shown for a thousand made by a seeded program.
@Suite struct RandomDecisionTests {
  /// One stream and one policy.
  struct Trial {
    var rules: [Rule]
    var records: [Evidence]

    var policy: String {
      "{\"policy\":\"p\",\"version\":1}\n"
        + rules.enumerated()
        .map { $1.text("r\($0)") + "\n" }.joined()
    }
    var lines: [String] { records.map(\.text) }
  }

  struct Rule {
    var kind: String
    var measure: String
    var comparison: String
    var bounds: [(level: String, value: Double)]
    var minimum = 1
    var by = false
    var missing = "hard"
    /// Whether a greater number is better, and whether the measure only grows with evidence.
    var wantsMore: Bool { comparison.hasPrefix(">") }

    func text(_ id: String) -> String {
      let limits = bounds.map { "\"\($0.level)\":\($0.value)" }.joined(separator: ",")
      return "{\"id\":\"\(id)\",\"select\":{\"type\":\"\(kind)\"},\"measure\":\(measure),"
        + "\"op\":\"\(comparison)\",\(limits),\"min\":\(minimum),\"missing\":\"\(missing)\""
        + (by ? ",\"by\":\"component\"}" : "}")
    }
  }

  struct Evidence {
    var id: Int
    var kind: String
    var status: String
    var value: Int?
    var component: String
    var hour: Int

    var text: String {
      let number = value.map { ",\"value\":\($0)" } ?? ""
      return TestRecords.record(
        kind, id: "\(id)", data: "\"status\":\"\(status)\"\(number)",
        attributes: "\"component\":\"\(component)\",\"time\":\"2026-11-20T0\(hour):00:00Z\"")
    }
  }

  static let kinds = ["test", "metric"]
  static let count = #"{"count":{"/data/status":"failed"}}"#
  static let passed = #"{"count":{"/data/status":"passed"}}"#
  static let ratio = #"{"ratio":{"/data/status":"failed"}}"#

  static func trial(_ random: inout SplitMix) -> Trial {
    func pick<Element>(_ choices: [Element]) -> Element { choices[random.below(choices.count)] }
    let rules = (0...random.below(4)).map { _ -> Rule in
      let shape = pick([
        (count, "<="), (passed, ">="), (ratio, "<="), (#"{"distinct":"component"}"#, ">="),
        (#"{"field":"/data/value","aggregate":"max"}"#, "<="),
        (#"{"field":"/data/value","aggregate":"min"}"#, ">"),
        (#"{"field":"/data/value","aggregate":"sum"}"#, "<"),
        (#"{"field":"/data/value","aggregate":"p90"}"#, "<="),
        (#"{"field":"/data/value","aggregate":"mean"}"#, "<="),
      ])
      let first = Double(random.below(12)) / (shape.0 == ratio ? 12 : 1)
      let step = Double(random.below(4)) * (shape.1.hasPrefix(">") ? -1 : 1)
      var bounds = [(pick(["warn", "soft"]), first), ("hard", first + step)]
      if random.below(2) == 0 { bounds.removeFirst() }
      return Rule(
        kind: pick(kinds), measure: shape.0, comparison: shape.1, bounds: bounds,
        minimum: 1 + random.below(3), by: random.below(4) == 0,
        missing: pick(["warn", "soft", "hard"]))
    }
    let records = (0..<random.below(14)).map { id in
      Evidence(
        id: id, kind: pick(kinds), status: pick(["passed", "passed", "failed", "skipped"]),
        value: random.below(8) == 0 ? nil : random.below(12), component: pick(["a", "b", "c"]),
        hour: 1 + random.below(5))
    }
    return Trial(rules: rules, records: records)
  }

  static func judge(
    _ policy: String, _ lines: [String], memory: StateMemory = StateMemory()
  ) throws -> (isGo: Bool, data: JSON, text: String) {
    var judge = try Judge(try Policy(ByteString(policy), file: "p.jsonl"), memory: memory)
    let context = DecisionContext(at: GateTests.at, release: nil, commit: nil)
    try TestRecords.parse(lines) { try judge.hear($0, in: context) }
    let (record, isGo) = judge.decide(context)
    return (isGo, try #require(record["data"]), record.canonical.description)
  }

  static func levels(_ data: JSON) -> [Int] {
    let order: [ByteString] = ["pass", "warn", "soft", "hard"]
    return (data["rules"]?.array ?? []).map { rule in
      rule["level"]?.string.flatMap { order.firstIndex(of: $0) } ?? 4
    }
  }

  static func trials(_ count: Int, seed: UInt64, _ body: (Trial, inout SplitMix) throws -> Void)
    throws
  {
    var random = SplitMix(seed: seed)
    for _ in 0..<count {
      let trial = trial(&random)
      try body(trial, &random)
    }
  }

  @Test func theSameBytesForEveryOrderAndEveryMemory() throws {
    var goes = 0
    try Self.trials(1000, seed: 1) { trial, random in
      let first = try Self.judge(trial.policy, trial.lines)
      goes += first.isGo ? 1 : 0
      let shuffled = trial.lines.shuffled(using: &random)
      let onDisk = try Self.judge(trial.policy, shuffled, memory: StateMemory(limit: 0))
      #expect(onDisk.text == first.text)
    }
    // Neither verdict is rare among them.
    #expect((100...900).contains(goes))
  }

  /// Where as much evidence is wanted as there is, as promised by a manifest, nothing is gained by
  /// leaving any out: what is missing is never better than what was there.
  @Test func removingPromisedEvidenceNeverImprovesAVerdict() throws {
    try Self.trials(1000, seed: 2) { given, random in
      var trial = given
      guard !trial.records.isEmpty else { return }
      for index in trial.rules.indices {
        trial.rules[index].by = false
        trial.rules[index].missing = "hard"
        let kind = trial.rules[index].kind
        trial.rules[index].minimum = max(1, trial.records.filter { $0.kind == kind }.count)
      }
      let whole = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      trial.records.remove(at: random.below(trial.records.count))
      let less = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      #expect(zip(less, whole).allSatisfy { $0 >= $1 })
    }
  }

  /// Evidence that is for a release is never better left out, whatever was promised: less of what is
  /// wanted, fewer components, fewer passed tests.
  @Test func removingWhatSpeaksForARuleNeverImprovesIt() throws {
    try Self.trials(1000, seed: 3) { given, random in
      var trial = given
      trial.rules = trial.rules.filter { $0.wantsMore && !$0.measure.contains("field") && !$0.by }
      guard !trial.records.isEmpty, !trial.rules.isEmpty else { return }
      // A rule of which nothing is left is worth what missing evidence is worth.
      for index in trial.rules.indices { trial.rules[index].missing = "hard" }
      let whole = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      trial.records.remove(at: random.below(trial.records.count))
      let less = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      #expect(zip(less, whole).allSatisfy { $0 >= $1 })
    }
  }

  @Test func removingAllEvidenceNeverGoes() throws {
    try Self.trials(1000, seed: 4) { given, _ in
      var trial = given
      for index in trial.rules.indices where trial.rules[index].missing == "warn" {
        trial.rules[index].missing = "soft"
      }
      let isGo = try Self.judge(trial.policy, []).isGo
      #expect(!isGo)
    }
  }

  @Test func worseningAValueNeverImprovesAVerdict() throws {
    try Self.trials(1000, seed: 5) { given, random in
      var trial = given
      guard !trial.records.isEmpty else { return }
      // Worse is a higher value where little is wanted, and the other way round.
      let index = random.below(trial.records.count)
      let raises = random.below(2) == 0
      trial.rules = trial.rules.filter { !$0.measure.contains("field") || $0.wantsMore != raises }
      guard !trial.rules.isEmpty else { return }
      let whole = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      switch random.below(3) {
      case 0: trial.records[index].value = nil
      case 1: trial.records[index].status = "failed"
      default:
        let step = 1 + random.below(5)
        trial.records[index].value = trial.records[index].value.map {
          raises ? $0 + step : $0 - step
        }
      }
      // A value that is missing is worth what missing evidence is worth, and not less than a breach.
      for rule in trial.rules.indices { trial.rules[rule].missing = "hard" }
      let worse = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      #expect(zip(worse, whole).allSatisfy { $0 >= $1 })
    }
  }

  @Test func looseningARuleNeverWorsensAVerdict() throws {
    try Self.trials(1000, seed: 6) { given, random in
      var trial = given
      let before = Self.levels(try Self.judge(trial.policy, trial.lines).data)
      let index = random.below(trial.rules.count)
      let wantsMore = trial.rules[index].wantsMore
      switch random.below(4) {
      case 0:
        for bound in trial.rules[index].bounds.indices {
          trial.rules[index].bounds[bound].value -= wantsMore ? 2 : -2
        }
      case 1: trial.rules[index].minimum = 1
      case 2: trial.rules[index].missing = "warn"
      default:
        trial.rules[index].bounds = [("warn", trial.rules[index].bounds[0].value)]
      }
      let loosened = try Self.judge(trial.policy, trial.lines).data
      // Fewer records wanted may turn what was unknown, and worth a warning, into a known breach.
      let known = loosened["rules"]?.array?[index]["state"] != "breach"
      let after = Self.levels(loosened)
      for rule in after.indices where rule != index || known {
        #expect(after[rule] <= before[rule])
      }
    }
  }
}

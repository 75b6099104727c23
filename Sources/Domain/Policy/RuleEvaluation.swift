import Kernel
import Records

/// Gathers the evidence of one rule, record by record, in any order.
struct RuleEvaluation {
  /// How many ids of evidence a decision names at most; it counts all of them.
  static let evidenceLimit = 20

  let rule: PolicyRule
  private var evidence = 0
  private var matching = 0
  private var unknown = 0
  private var newest: Instant?
  private var untimed = 0
  private let values: StateArray<Double>
  private var last: (time: Instant, id: ByteString, value: Double)?
  private var evidenceIDs = SmallestIDs()
  private var matchingIDs = SmallestIDs()
  private var unknownIDs = SmallestIDs()

  init(_ rule: PolicyRule, _ memory: StateMemory) {
    self.rule = rule
    values = StateArray(memory)
  }

  /// Adds a record that the rule may be about. `inScope` says whether it belongs to the release and
  /// the commit that are decided on.
  mutating func add(_ record: Record, inScope: Bool) throws(Failure) {
    guard inScope || rule.anyScope, rule.selection.matches(record.root) else { return }
    evidence += 1
    evidenceIDs.add(record.id)
    let time = record.time.flatMap { Instant($0) }
    if let time { newest = max(newest ?? time, time) } else { untimed += 1 }
    if rule.unknownWhen?.matches(record.root) ?? false {
      unknown += 1
      unknownIDs.add(record.id)
      return
    }
    switch rule.measure {
    case .count(let condition), .ratio(let condition):
      if condition.matches(record.root) {
        matching += 1
        matchingIDs.add(record.id)
      }
    case .field(let path, let aggregate):
      guard let value = Selection.value(at: path, in: record.root)?.number else {
        unknown += 1
        unknownIDs.add(record.id)
        return
      }
      try add(value, aggregate, time, ByteString(record.id))
    }
  }

  private mutating func add(
    _ value: Double, _ aggregate: Aggregate, _ time: Instant?, _ id: ByteString
  ) throws(Failure) {
    guard aggregate == .last else { return try values.append(value) }
    let time = time ?? Instant(seconds: .min / 2)
    guard let last else {
      self.last = (time, id, value)
      return
    }
    // Ties go to the greater id, so that the order of arrival does not matter.
    if (last.time, last.id) < (time, id) { self.last = (time, id, value) }
  }

  /// What the rule comes to at an instant.
  func outcome(at instant: Instant) -> RuleOutcome {
    if evidence < rule.minimum {
      return outcome(
        .unknown, rule.missing, nil, evidenceIDs,
        "\(evidence) records of evidence, \(rule.minimum) are needed")
    }
    if unknown > 0 {
      return outcome(
        .unknown, rule.missing, nil, unknownIDs, "\(unknown) records of evidence have no answer")
    }
    if let reason = staleness(at: instant) {
      return outcome(.stale, rule.stale, nil, evidenceIDs, reason)
    }
    guard let got = value else {
      return outcome(.unknown, rule.missing, nil, evidenceIDs, "no value")
    }
    var worst = Level.pass
    for bound in rule.bounds where !rule.comparison.holds(got, bound.value) {
      worst = max(worst, bound.level)
    }
    let ids = matching > 0 ? matchingIDs : evidenceIDs
    return outcome(worst == .pass ? .pass : .breach, worst, got, ids, nil)
  }

  private func staleness(at instant: Instant) -> String? {
    if let newest, newest > instant {
      return "evidence is later than the decision: \(newest.description)"
    }
    guard let age = rule.maximumAge else { return nil }
    guard let newest else { return "the evidence has no time" }
    let oldest = instant.advanced(bySeconds: -age)
    if newest < oldest { return "the newest evidence is of \(newest.description)" }
    return nil
  }

  private var value: Double? {
    switch rule.measure {
    case .count: return Double(matching)
    case .ratio: return Double(matching) / Double(evidence)
    case .field(_, let aggregate):
      // Many large numbers may sum to none that a double holds.
      return (aggregate.of(values) ?? last?.value).flatMap { $0.isFinite ? $0 : nil }
    }
  }

  private func outcome(
    _ state: RuleOutcome.State, _ level: Level, _ got: Double?, _ ids: SmallestIDs,
    _ reason: String?
  ) -> RuleOutcome {
    RuleOutcome(
      id: rule.id, level: level, state: state, want: want, got: got, evidence: ids.sorted,
      evidenceCount: ids.count, reason: reason, why: rule.why, remedy: rule.remedy)
  }

  /// The strictest bound, as a person would write it.
  private var want: String {
    rule.bounds.map { bound in
      let number = ByteBuffer(capacity: 32)
      NumberText.write(bound.value, to: number)
      return "\(rule.comparison.rawValue) \(number.string) (\(bound.level))"
    }
    .joined(separator: ", ")
  }
}

extension Aggregate {
  /// One number of many, which it sorts, so that the order of arrival does not show in the last digit
  /// of a sum; percentiles by nearest rank. Nil when there is none, and for `last`.
  func of(_ values: StateArray<Double>) -> Double? {
    guard values.count > 0 else { return nil }
    values.sort { $0 < $1 }
    switch self {
    case .max: return values[values.count - 1]
    case .min: return values[0]
    case .sum: return sum(values)
    case .mean: return sum(values) / Double(values.count)
    case .p50: return percentile(values, 50)
    case .p90: return percentile(values, 90)
    case .p95: return percentile(values, 95)
    case .p99: return percentile(values, 99)
    case .last: return nil
    }
  }

  private func sum(_ sorted: StateArray<Double>) -> Double {
    (0..<sorted.count).reduce(0) { $0 + sorted[$1] }
  }

  private func percentile(_ sorted: StateArray<Double>, _ percent: Int) -> Double {
    sorted[Swift.max(0, (percent * sorted.count + 99) / 100 - 1)]
  }
}

/// The first ids in byte order of many, and how many there were.
struct SmallestIDs {
  private(set) var count = 0
  private(set) var sorted: [ByteString] = []

  mutating func add(_ id: ByteView) {
    count += 1
    if sorted.count == RuleEvaluation.evidenceLimit, let last = sorted.last,
      !last.withView({ ByteView.precedes(id, $0) })
    {
      return
    }
    let id = ByteString(id)
    let at = sorted.firstIndex { id < $0 } ?? sorted.count
    sorted.insert(id, at: at)
    if sorted.count > RuleEvaluation.evidenceLimit { sorted.removeLast() }
  }
}

internal import Kernel
internal import Records

/// Gathers the evidence of one rule, record by record, and says what it comes to: of all of it, or,
/// for a rule with `by`, of the group that comes off worst.
struct RuleEvaluation {
  let rule: PolicyRule
  private let memory: StateMemory
  private var whole: Evidence
  private var groups: [ByteString: Evidence] = [:]

  init(_ rule: PolicyRule, _ memory: StateMemory) {
    self.rule = rule
    self.memory = memory
    whole = Evidence(memory)
  }

  /// Adds a record that the rule may be about. `inScope` says whether it belongs to the release and
  /// the commit that are decided on.
  mutating func add(
    _ record: Record, of time: Instant?, inScope: Bool, at instant: Instant
  ) throws(Failure) {
    guard inScope || rule.anyScope, rule.selection.matches(record.root) else { return }
    guard let by = rule.by else { return try whole.add(record, of: time, rule, at: instant) }
    let value = by.value(in: record.root)
    // What names no group is a group of its own, so that no evidence gets lost.
    let group = (value?.string ?? value?.numberText).map { ByteString($0) } ?? ""
    try groups[group, default: Evidence(memory)].add(record, of: time, rule, at: instant)
  }

  /// What the rule comes to at an instant. `baseline` is what it came to in the last go.
  func outcome(at instant: Instant, baseline: Double?) -> RuleOutcome {
    if rule.by == nil { return outcome(of: whole, at: instant, baseline: baseline) }
    var worst: RuleOutcome?
    for group in groups.keys.sorted() {
      guard let evidence = groups[group] else { continue }
      var outcome = outcome(of: evidence, at: instant, baseline: baseline)
      outcome.group = group
      outcome.groups = groups.count
      if worst.map({ $0.level < outcome.level }) ?? true { worst = outcome }
    }
    return worst
      ?? outcome(
        .unknown, rule.missing, nil, SmallestIDs(), "no evidence, so no group of it either")
  }

  private func outcome(
    of evidence: Evidence, at instant: Instant, baseline: Double?
  ) -> RuleOutcome {
    if evidence.count < rule.minimum {
      return outcome(
        .unknown, rule.missing, nil, evidence.ids,
        "\(evidence.count) records of evidence, \(rule.minimum) are needed")
    }
    if evidence.unknown > 0 {
      return outcome(
        .unknown, rule.missing, nil, evidence.unknownIDs,
        "\(evidence.unknown) records of evidence have no answer")
    }
    if let reason = staleness(evidence, at: instant) {
      return outcome(.stale, rule.stale, nil, evidence.ids, reason)
    }
    guard let got = evidence.value(rule, at: instant) else {
      return outcome(.unknown, rule.missing, nil, evidence.ids, "no value")
    }
    let ids = evidence.matching > 0 ? evidence.matchingIDs : evidence.ids
    guard let comparing = rule.baseline else { return outcome(of: got, got, ids) }
    guard let baseline, let compared = comparing.value(got, against: baseline) else {
      return outcome(
        .unknown, comparing.missing, got, ids, "no decision that was go has a value to compare with"
      )
    }
    var outcome = outcome(of: compared, got, ids)
    outcome.baseline = baseline
    return outcome
  }

  private func outcome(of compared: Double, _ got: Double, _ ids: SmallestIDs) -> RuleOutcome {
    var worst = Level.pass
    for bound in rule.bounds where !rule.comparison.holds(compared, bound.value) {
      worst = max(worst, bound.level)
    }
    return outcome(worst == .pass ? .pass : .breach, worst, got, ids, nil)
  }

  private func staleness(_ evidence: Evidence, at instant: Instant) -> String? {
    if let newest = evidence.newest, newest > instant {
      return "evidence is later than the decision: \(newest.description)"
    }
    guard let age = rule.maximumAge else { return nil }
    guard let newest = evidence.newest else { return "the evidence has no time" }
    let oldest = instant.advanced(bySeconds: -age)
    return newest < oldest ? "the newest evidence is of \(newest.description)" : nil
  }

  private func outcome(
    _ state: RuleOutcome.State, _ level: Level, _ got: Double?, _ ids: SmallestIDs,
    _ reason: String?
  ) -> RuleOutcome {
    RuleOutcome(
      id: rule.id, level: level, state: state, want: rule.want, got: got, evidence: ids.sorted,
      evidenceCount: ids.count, reason: reason, why: rule.why, remedy: rule.remedy)
  }
}

internal import Kernel
internal import Records

/// Gathers the evidence of one rule, record by record, and says what it comes to: of all of it, or,
/// for a rule with `by`, of the group that comes off worst.
final class RuleEvaluation {
  let rule: PolicyRule
  private let plan: RulePlan
  private let memory: StateMemory
  private let whole: Evidence
  private var groups: [ByteString: Evidence] = [:]

  init(_ rule: PolicyRule, _ plan: RulePlan, _ memory: StateMemory) {
    self.rule = rule
    self.plan = plan
    self.memory = memory
    whole = Evidence(rule.measure, memory)
  }

  /// Adds the record that the questions were turned to, if the rule is about it. `inScope` says whether
  /// it belongs to the release and the commit that are decided on.
  func add(
    _ record: Record, _ questions: SelectionSet, of time: Instant?, inScope: Bool,
    at instant: Instant
  ) throws(Failure) {
    guard inScope || plan.anyScope, questions.matches(plan.selection) else { return }
    guard plan.by >= 0 else { return try add(record, questions, to: whole, time, instant) }
    let value = questions.value(plan.by)
    // What names no group is a group of its own, so that no evidence gets lost.
    let group = (value?.string ?? value?.numberText).map { ByteString($0) } ?? ""
    let evidence = groups[group] ?? Evidence(rule.measure, memory)
    groups[group] = evidence
    try add(record, questions, to: evidence, time, instant)
  }

  private func add(
    _ record: Record, _ questions: SelectionSet, to evidence: Evidence, _ time: Instant?,
    _ instant: Instant
  ) throws(Failure) {
    let id = record.id
    evidence.add(id, of: time)
    if plan.unknown >= 0, questions.matches(plan.unknown) { return evidence.addUnknown(id) }
    switch plan.way {
    case .counts:
      if questions.matches(plan.condition) { evidence.addMatching(id) }
    case .values:
      guard let value = questions.value(plan.path)?.number else { return evidence.addUnknown(id) }
      try evidence.add(value)
    case .lastValue:
      guard let value = questions.value(plan.path)?.number else { return evidence.addUnknown(id) }
      evidence.addLast(value, time ?? Instant(seconds: .min / 2), id)
    case .texts:
      let value = questions.value(plan.path)
      guard let text = value?.string ?? value?.numberText else { return evidence.addUnknown(id) }
      evidence.add(text: text)
    case .times:
      guard let time = RuleEvaluation.instant(questions.value(plan.path)) else {
        return evidence.addUnknown(id)
      }
      evidence.add(time)
    case .intervals:
      guard let start = RuleEvaluation.instant(questions.value(plan.path)),
        let end = RuleEvaluation.instant(questions.value(plan.path + 1))
      else { return evidence.addUnknown(id) }
      if start <= instant, instant < end { evidence.addMatching(id) }
    case .names:
      let wanted = questions.value(plan.path)
      for value in wanted.map({ Array($0.elements) }) ?? [] {
        guard let name = value.string else { return evidence.addUnknown(id) }
        evidence.want(name)
      }
      if let name = wanted?.string { evidence.want(name) }
      if let name = questions.value(plan.path + 1)?.string {
        evidence.offer(
          name, isMet: questions.matches(plan.condition), time ?? Instant(seconds: .min / 2), id)
      }
    }
  }

  /// A time, or the first instant of a date in UTC.
  private static func instant(_ value: JSONValue?) -> Instant? {
    guard let text = value?.string else { return nil }
    if text.count == 10 { return Instant("\(text.text)T00:00:00Z") }
    return Instant(text)
  }

  /// The value of a group, of all evidence without one; nil where it is not known.
  func value(ofGroup group: ByteString?, at instant: Instant) -> Double? {
    guard let evidence = group.map({ groups[$0] }) ?? whole, evidence.unknown == 0 else {
      return nil
    }
    return evidence.value(rule, at: instant)
  }

  /// What the rule comes to at an instant. `baseline` is what it compares with: for each group, or of
  /// nil for all.
  func outcome(at instant: Instant, baseline: (ByteString?) -> Double?) -> RuleOutcome {
    if rule.by == nil { return outcome(of: whole, at: instant, baseline: baseline(nil)) }
    var worst: RuleOutcome?
    for group in groups.keys.sorted() {
      guard let evidence = groups[group] else { continue }
      var outcome = outcome(of: evidence, at: instant, baseline: baseline(group))
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
    guard let comparing = rule.baseline else {
      return outcome(of: got, got, ids, unmet(evidence))
    }
    guard let baseline, let compared = comparing.value(got, against: baseline) else {
      let place = comparing.source == nil ? "decision that was go" : "record of its baseline"
      return outcome(
        .unknown, comparing.missing, got, ids, "no \(place) has a value to compare with")
    }
    var outcome = outcome(of: compared, got, ids)
    outcome.baseline = baseline
    return outcome
  }

  /// Names that are wanted and not met, for a person.
  private func unmet(_ evidence: Evidence) -> String? {
    let names = evidence.unmet
    if names.isEmpty { return nil }
    let shown = names.prefix(SmallestIDs.limit).map(\.description).joined(separator: ", ")
    return "not met: \(shown)" + (names.count > SmallestIDs.limit ? " and others" : "")
  }

  private func outcome(
    of compared: Double, _ got: Double, _ ids: SmallestIDs, _ reason: String? = nil
  ) -> RuleOutcome {
    var worst = Level.pass
    for bound in rule.bounds where !rule.comparison.holds(compared, bound.value) {
      worst = max(worst, bound.level)
    }
    return outcome(worst == .pass ? .pass : .breach, worst, got, ids, reason)
  }

  /// How much later than the decision a time may be that an age is taken of: a date is that of the
  /// zone of whoever wrote it.
  private static let secondsOfADay = 86_400

  private func staleness(_ evidence: Evidence, at instant: Instant) -> String? {
    if let newest = evidence.newest, newest > instant {
      return "evidence is later than the decision: \(newest.description)"
    }
    // What is dated ahead would stay young for as long.
    let latest = instant.advanced(bySeconds: RuleEvaluation.secondsOfADay)
    if let newest = evidence.times?.newest, newest > latest {
      return "dated later than the decision: \(newest.description)"
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

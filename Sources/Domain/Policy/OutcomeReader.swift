internal import Kernel
internal import Records
internal import Trust

/// Reads the outcomes of rules out of a decision, as breaches that can be explained.
struct OutcomeReader {
  let policy: Policy
  let history: DecisionHistory
  /// The release or instant that was decided on, and when.
  let decided: ByteString
  let at: ByteString

  /// The breach that an outcome is; nil when the rule has passed.
  func breach(_ outcome: JSON) -> Explanation.Breach? {
    guard let id = outcome["id"]?.string,
      let level = outcome["level"]?.string.flatMap({ Level(rawValue: $0.description) }),
      let state = outcome["state"]?.string.flatMap({
        RuleOutcome.State(rawValue: $0.description)
      }), state != .pass
    else { return nil }
    let rule = policy.rules.first { $0.id == id }
    let ids = outcome["evidence"]?.array?.compactMap(\.string) ?? []
    let count = outcome["evidence_count"]?.integer ?? ids.count
    let need = Need(outcome: outcome, state: state, rule: rule, evidence: ids, count: count, at: at)
    return Explanation.Breach(
      rule: id, level: level, state: state.rawValue, finding: finding(outcome, rule),
      why: outcome["why"]?.string, remedy: outcome["remedy"]?.string,
      blocks: level > .warn && state != .waived, since: since(id),
      evidence: ids.map { Explanation.Item(id: $0) }, evidenceCount: count, need: need.text,
      waiver: waiver(id, level, state, rule, outcome), outcome: state, policyRule: rule,
      change: need.demand.map { .init(rule: id, records: ids, count: $0) })
  }

  private func finding(_ outcome: JSON, _ rule: PolicyRule?) -> String {
    let got = outcome["got"]?.number.map { PolicyRule.text($0) } ?? "nothing"
    var text = "got \(got), wanted \(outcome["want"]?.string?.description ?? "")"
    if let group = outcome["group"]?.string { text += ", for \(group)" }
    if let baseline = outcome["baseline"]?.number {
      let whose = rule?.baseline?.source == nil ? "the last go had" : "its baseline is"
      text += ", \(whose) \(PolicyRule.text(baseline))"
    }
    if let reason = outcome["reason"]?.string { text += "; \(reason)" }
    return text
  }

  /// The first decision of those in a row that the rule did not pass in.
  private func since(_ id: ByteString) -> String {
    guard let first = history.firstBreach(of: id) else { return "\(decided), for the first time" }
    let count = history.repeats(of: id) + 1
    let release = first.release.map { "\($0), " } ?? ""
    return "\(release)decided at \(first.at.description), \(count) decisions in a row"
  }

  /// Only what is known can be waived, and only as far as the rule says.
  private func waiver(
    _ id: ByteString, _ level: Level, _ state: RuleOutcome.State, _ rule: PolicyRule?,
    _ outcome: JSON
  ) -> String? {
    guard state == .breach, level > .warn, let got = outcome["got"]?.number,
      let waivable = rule.map(\.waivable) ?? .soft, level <= waivable
    else { return nil }
    let comparison: Comparison
    switch rule?.comparison {
    case .greater, .atLeast: comparison = .atLeast
    case .less, .atMost, nil: comparison = .atMost
    case .equal, .different: comparison = .equal
    }
    let bound = JQCommand.quoted("\(comparison.rawValue)\(PolicyRule.text(got))")
    return "waive --rule \(JQCommand.quoted(id.description)) --bound \(bound) --reason TEXT "
      + "--actor NAME --at TIME --expires TIME --key FILE DECISION"
  }
}

/// What must be otherwise so that a rule lets go.
private struct Need {
  let text: String
  /// How many of the records it names must not count; nil when another change is needed.
  let demand: Int?

  init(
    outcome: JSON, state: RuleOutcome.State, rule: PolicyRule?, evidence: [ByteString], count: Int,
    at: ByteString
  ) {
    guard let rule else {
      text = outcome["remedy"]?.string?.description ?? "see why"
      demand = nil
      return
    }
    let what = rule.selection.definition.canonical
    switch state {
    case .unknown where count < rule.minimum:
      text = "\(rule.minimum - count) more records of evidence that fit \(what)"
      demand = nil
    case .unknown:
      text = "an answer where there is none: \(outcome["reason"]?.string?.description ?? "")"
      demand = nil
    case .stale:
      let age = rule.maximumAge.map { " and not older than \(PolicyReview.duration($0))" } ?? ""
      text = "evidence that fits \(what), of \(at) or before\(age)"
      demand = nil
    case .pass, .breach, .waived:
      let bound = Need.strictest(rule)
      let got = outcome["got"]?.number ?? 0
      let wanted = bound.map { "\(rule.comparison.rawValue) \(PolicyRule.text($0.value))" }
      let against =
        switch rule.baseline {
        case nil: ""
        case .some(let baseline) where baseline.source == nil: " against the last go"
        case .some: " against its baseline"
        }
      text = "a value that is \(wanted ?? rule.want)\(against), it is \(PolicyRule.text(got))"
      demand = Need.demand(rule, got: got, bound: bound?.value, named: evidence.count, of: count)
    }
  }

  /// The bound that lets go only what all of them let go, warnings aside.
  private static func strictest(_ rule: PolicyRule) -> (level: Level, value: Double)? {
    let bounds = rule.bounds.filter { $0.level > .warn }
    return switch rule.comparison {
    case .less, .atMost: bounds.min { $0.value < $1.value }
    case .greater, .atLeast: bounds.max { $0.value < $1.value }
    case .equal, .different: bounds.first
    }
  }

  /// Of a rule that counts what should not be there, how many are too many. What the decision does
  /// not name in full is no list to choose from.
  private static func demand(
    _ rule: PolicyRule, got: Double, bound: Double?, named: Int, of count: Int
  ) -> Int? {
    guard case .count = rule.measure, rule.baseline == nil, rule.by == nil, let bound,
      named == count, Double(named) == got, !rule.comparison.holds(got, bound)
    else { return nil }
    switch rule.comparison {
    case .atMost: return bound < 0 ? nil : Int(got - bound.rounded(.down))
    case .less: return bound <= 0 ? nil : Int(got - bound.rounded(.up)) + 1
    default: return nil
    }
  }
}

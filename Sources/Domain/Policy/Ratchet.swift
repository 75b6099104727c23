internal import Kernel
internal import Records

/// What a policy lets through that the one before it did not: loosening needs somebody's approval.
enum Ratchet {
  /// Rules that became looser, each with what did, in the order of the old policy.
  static func loosened(_ old: Policy, _ new: Policy) -> [(rule: ByteString, what: String)] {
    var found: [(rule: ByteString, what: String)] = []
    if new.rejectsAllowed > old.rejectsAllowed {
      found.append(
        ("inputs.rejects", "\(new.rejectsAllowed) rejects instead of \(old.rejectsAllowed)"))
    }
    if old.isChained, !new.isChained { found.append(("history", "no chain of decisions")) }
    for rule in old.rules {
      guard let now = new.rules.first(where: { $0.id == rule.id }) else {
        found.append((rule.id, "the rule is gone"))
        continue
      }
      for what in loosened(rule, now) { found.append((rule.id, what)) }
    }
    return found
  }

  private static func loosened(_ old: PolicyRule, _ new: PolicyRule) -> [String] {
    if old.question != new.question { return ["it asks something else"] }
    var found: [String] = []
    for bound in old.bounds where !isKept(bound, by: new) {
      found.append(
        "\(old.comparison.rawValue) \(PolicyRule.text(bound.value)) is no longer \(bound.level)")
    }
    if new.minimum < old.minimum { found.append("min \(new.minimum) instead of \(old.minimum)") }
    if let age = old.maximumAge, new.maximumAge.map({ $0 > age }) ?? true {
      found.append("evidence may be older than \(age) s")
    }
    if new.missing < old.missing {
      found.append("missing is \(new.missing), no longer \(old.missing)")
    }
    if new.stale < old.stale { found.append("stale is \(new.stale), no longer \(old.stale)") }
    if new.anyScope, !old.anyScope { found.append("evidence of other releases counts") }
    if let waivable = new.waivable, old.waivable.map({ $0 < waivable }) ?? true {
      found.append("\(waivable) is waivable")
    }
    if let escalation = old.escalation,
      new.escalation.map({ $0.after > escalation.after || $0.to < escalation.to }) ?? true
    {
      found.append("it escalates later or not at all")
    }
    return found
  }

  /// Whether what broke a bound still breaks one of its level or a worse one.
  private static func isKept(_ bound: (level: Level, value: Double), by rule: PolicyRule) -> Bool {
    rule.bounds.contains { other in
      guard other.level >= bound.level else { return false }
      return switch rule.comparison {
      case .less, .atMost: other.value <= bound.value
      case .greater, .atLeast: other.value >= bound.value
      case .equal, .different: other.value == bound.value
      }
    }
  }
}

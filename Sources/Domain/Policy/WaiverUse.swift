internal import Kernel
internal import Trust

/// Which waivers cover which breaches. What is waived stays in the decision with its level and value,
/// and every waiver is listed, also one that covers nothing.
struct WaiverUse {
  /// A waiver that has less time left than this is said to be expiring: seven days.
  static let expiringSeconds = 7 * 86400

  private let context: DecisionContext
  private let policy: Policy

  init(_ context: DecisionContext, _ policy: Policy) {
    self.context = context
    self.policy = policy
  }

  /// Marks the breaches that a waiver covers, and returns what came of each waiver, by id.
  func apply(to outcomes: inout [RuleOutcome]) -> [JSON] {
    var objections: [ByteString: String] = [:]
    var used: Set<ByteString> = []
    let waivers = context.waivers.sorted { $0.id < $1.id }
    for index in outcomes.indices {
      let outcome = outcomes[index]
      for waiver in waivers where waiver.rule == outcome.id {
        if let objection = objection(waiver, outcome) {
          objections[waiver.id] = objection
        } else {
          outcomes[index].state = .waived
          outcomes[index].waiver = outcomes[index].waiver ?? waiver.id
          used.insert(waiver.id)
        }
      }
    }
    return waivers.map { waiver in
      let state = used.contains(waiver.id) ? isExpiring(waiver) ? "expiring" : "used" : "unused"
      let reason = objections[waiver.id] ?? "no rule \(waiver.rule)"
      return .members([
        "approver": .string(waiver.approver), "expires": .text(waiver.expires.description),
        "id": .string(waiver.id), "reason": state == "unused" ? .text(reason) : nil,
        "rule": .string(waiver.rule), "state": .text(state),
      ])
    }
  }

  private func isExpiring(_ waiver: Waiver) -> Bool {
    waiver.expires < context.at.advanced(bySeconds: WaiverUse.expiringSeconds)
  }

  private func objection(_ waiver: Waiver, _ outcome: RuleOutcome) -> String? {
    if outcome.level <= .warn { return "there is nothing to waive" }
    guard outcome.state == .breach else {
      return "the rule is \(outcome.state.rawValue), and what is not known cannot be waived"
    }
    let rule = policy.rules.first { $0.id == outcome.id }
    // What no rule speaks of can be waived as far as rules are when they say nothing.
    let waivable = rule.map(\.waivable) ?? .soft
    guard let waivable, outcome.level <= waivable else {
      return "the rule cannot be waived at \(outcome.level)"
    }
    return waiver.objection(
      rule: outcome.id, release: context.release, commit: context.commit,
      environment: context.environment, value: outcome.got, at: context.at)
  }
}

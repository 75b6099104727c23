internal import Kernel

/// Whether a decision follows on those before it, as rules of their own. Nothing is said of what holds.
struct ContinuityRules {
  let policy: Policy
  let context: DecisionContext

  var outcomes: [RuleOutcome] {
    guard let last = context.history?.last else {
      if !policy.isChained || context.isFirst { return [] }
      return [
        RuleOutcome(
          breach: "history.missing", want: "the decision before (hard)",
          why: "the policy wants every decision to name the one before it, and there is none",
          remedy: "--history FILE names earlier decisions, --first says that there are none")
      ]
    }
    return order(last) + log(last) + ratchet(last)
  }

  private func order(_ last: DecisionHistory.Past) -> [RuleOutcome] {
    var found: [RuleOutcome] = []
    if context.isFirst {
      found.append(
        RuleOutcome(
          breach: "history.first", want: "no decision before (hard)",
          why: "--first was said, and there is a decision before", evidence: [last.id]))
    }
    if last.at >= context.at {
      found.append(
        RuleOutcome(
          breach: "history.order", want: "later than \(last.at.description) (hard)",
          why: "the decision before is not earlier than this one", evidence: [last.id]))
    }
    return found
  }

  /// A log only grows.
  private func log(_ last: DecisionHistory.Past) -> [RuleOutcome] {
    guard let before = last.log else { return [] }
    guard let now = context.log else {
      return [
        RuleOutcome(
          breach: "history.log", want: "a checkpoint (hard)",
          why: "the decision before was pinned to a log and this one is to none",
          evidence: [last.id], remedy: "--checkpoint FILE --key FILE pin the log")
      ]
    }
    let holds =
      now.size > before.size
      || now.size == before.size && before.root == ByteString(now.root)
    return holds
      ? []
      : [
        RuleOutcome(
          breach: "history.log", got: Double(now.size), want: ">= \(before.size) (hard)",
          why: "the log is not the one of the decision before, or has lost entries",
          evidence: [last.id], remedy: "verify --log says where the log breaks")
      ]
  }

  private func ratchet(_ last: DecisionHistory.Past) -> [RuleOutcome] {
    if last.policyDigest == ByteString(policy.digest) { return [] }
    guard let old = context.previousPolicy else {
      return [
        RuleOutcome(
          breach: "policy.changed", want: "the policy of the decision before (hard)",
          why: "the policy is another one, and whether it is looser is not known",
          evidence: [last.id], remedy: "--previous-policy FILE gives the policy of that decision")
      ]
    }
    return Ratchet.loosened(old, policy).map { loosened in
      RuleOutcome(
        breach: ByteString("policy.loosened:\(loosened.rule)"), .soft, got: 1,
        want: "<= 0 (soft)",
        why: "\(loosened.rule): \(loosened.what)", evidence: [last.id],
        remedy: "a waiver of this rule, or the old bound")
    }
  }
}

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
          remedy: Remedies.history)
      ]
    }
    return order(last) + log(last) + gaps + rollback + version + ratchet
  }

  private func order(_ last: DecisionHistory.Past) -> [RuleOutcome] {
    var found: [RuleOutcome] = []
    if context.isFirst {
      found.append(
        RuleOutcome(
          breach: "history.first", want: "no decision before (hard)",
          why: "--first was said, and there is a decision before", evidence: [last.id],
          remedy: Remedies.first))
    }
    if last.at >= context.at {
      found.append(
        RuleOutcome(
          breach: "history.order", want: "later than \(last.at.description) (hard)",
          why: "the decision before is not earlier than this one", evidence: [last.id],
          remedy: Remedies.order))
    }
    return found
  }

  /// A decision that another one names cannot be left out.
  private var gaps: [RuleOutcome] {
    let missing = context.history?.gaps ?? []
    guard policy.isChained, !missing.isEmpty else { return [] }
    return [
      RuleOutcome(
        breach: "history.gap", got: Double(missing.count), want: "<= 0 (hard)",
        why: "decisions are missing that later ones name as the one before them",
        evidence: Array(missing.sorted().prefix(SmallestIDs.limit)),
        remedy: Remedies.gap)
    ]
  }

  /// What goes must be able to go back: to a decision that still is what was logged.
  private var rollback: [RuleOutcome] {
    guard policy.isChained, let history = context.history else { return [] }
    guard let target = history.lastGo else {
      if history.isWhole { return [] }
      return [
        RuleOutcome(
          breach: "rollback.missing", want: "an earlier go (hard)",
          why: "there is nothing to go back to among the decisions before", remedy: Remedies.gap)
      ]
    }
    if target.log == nil, context.log == nil { return [] }
    if context.logFacts?.found.contains(target.digest) ?? false { return [] }
    return [
      RuleOutcome(
        breach: "rollback.unverified", want: "the last go in the log (hard)",
        why: "the decision to go back to is not shown to be what was logged",
        evidence: [target.id], remedy: Remedies.log)
    ]
  }

  /// A log only grows, and grows from what it was.
  private func log(_ last: DecisionHistory.Past) -> [RuleOutcome] {
    guard let before = last.log else { return [] }
    guard let now = context.log else {
      return [
        RuleOutcome(
          breach: "history.log", want: "a checkpoint (hard)",
          why: "the decision before was pinned to a log and this one is to none",
          evidence: [last.id], remedy: Remedies.checkpoint)
      ]
    }
    func breach(_ why: String) -> [RuleOutcome] {
      [
        RuleOutcome(
          breach: "history.log", got: Double(now.size), want: ">= \(before.size) (hard)", why: why,
          evidence: [last.id], remedy: Remedies.log)
      ]
    }
    if now.size < before.size {
      return breach("the log has lost entries since the decision before")
    }
    let known = context.logFacts?.roots[before.size]
    let root = now.size == before.size ? ByteString(now.root) : known
    guard let root else {
      return breach("whether the log begins with that of the decision before is not known")
    }
    return root == before.root ? [] : breach("the log is not the one of the decision before")
  }

  /// An old policy put back is none that is in force.
  private var version: [RuleOutcome] {
    guard let highest = context.history?.policyVersion, policy.version < highest else { return [] }
    return [
      RuleOutcome(
        breach: "policy.version", got: Double(policy.version), want: ">= \(highest) (hard)",
        why: "a later version of the policy has decided before", remedy: Remedies.version)
    ]
  }

  private var ratchet: [RuleOutcome] {
    guard let standard = context.history?.standard,
      standard.policyDigest != ByteString(policy.digest)
    else { return [] }
    guard let old = context.previousPolicy else {
      return [
        RuleOutcome(
          breach: "policy.changed", want: "the policy of the last go (hard)",
          why: "the policy is another one, and whether it is looser is not known",
          evidence: [standard.id], remedy: Remedies.policy)
      ]
    }
    return Ratchet.loosened(old, policy).map { loosened in
      RuleOutcome(
        breach: ByteString("policy.loosened:\(loosened.rule)"), .soft, got: 1,
        want: "<= 0 (soft)",
        why: "\(loosened.rule): \(loosened.what)", evidence: [standard.id],
        remedy: Remedies.loosened)
    }
  }
}

public import Kernel
internal import Records
internal import Trust

/// Judges records by a policy. The order of the records does not matter, and a record that comes
/// twice counts once.
///
/// Memory: 48 bytes a record and at most 22 for its slots, state in a `StateMemory`.
public struct Judge {
  private let policy: Policy
  private let table: RuleTable
  /// The digest of each record, by the checksum of its source and id.
  private let seen: ChecksumTable<Digest>
  private var conflicts: [ByteString] = []
  private let name = ByteBuffer(capacity: 256)

  /// A judge who has seen nothing. Throws `Failure.inputOutput` when there is no room for state.
  public init(_ policy: Policy, memory: StateMemory = StateMemory()) throws(Failure) {
    self.policy = policy
    // Behind the rules what they compare with, in the same order.
    table = RuleTable(policy.rules + policy.rules.compactMap { $0.baseline?.source }, memory)
    seen = try ChecksumTable(memory)
  }

  /// Hears a record. Cost: each rule's selection.
  public mutating func hear(
    _ record: Record, in context: DecisionContext
  ) throws(Failure) {
    name.removeAll()
    name.append(record.source)
    name.append(0)
    name.append(record.id)
    let digest = SHA256.digest(of: record.bytes)
    let (number, isNew) = try seen.number(of: Checksum(of: name.view), new: digest)
    guard isNew else {
      if seen.entry(number).pointee.value != digest { conflicts.append(ByteString(record.id)) }
      return
    }
    let inScope =
      Judge.fits(record, "commit", context.commit) && Judge.fits(record, "release", context.release)
    let time = record.time.flatMap { Instant($0) }
    try table.hear(record, of: time, inScope: inScope, at: context.at)
  }

  /// Evidence without the attribute is evidence of something unknown: it does not count either,
  /// but for the release, which many records cannot know when they also name the commit.
  private static func fits(
    _ record: Record, _ attribute: StaticString, _ wanted: ByteString?
  ) -> Bool {
    guard let wanted else { return true }
    guard let found = record.attribute(attribute) else {
      return attribute.description == "release" && record.attribute("commit") != nil
    }
    return wanted.withView { $0 == found }
  }

  /// The decision: its record, and whether the release may go. The judge's last act.
  public consuming func decide(_ context: DecisionContext) -> (record: JSON, isGo: Bool) {
    let lastGo = context.history?.lastGo
    var sources = table.evaluations.dropFirst(policy.rules.count)
    var outcomes = table.evaluations.prefix(policy.rules.count).map { evaluation in
      let rule = evaluation.rule
      let source = rule.baseline?.source == nil ? nil : sources.popFirst()
      let outcome = evaluation.outcome(at: context.at) { group in
        if let source { return source.value(ofGroup: group, at: context.at) }
        return lastGo?.rules[rule.id].flatMap(\.got)
      }
      return Judge.escalated(outcome, rule, context)
    }
    outcomes += inputOutcomes(context)
    outcomes += ContinuityRules(policy: policy, context: context).outcomes
    let waivers = WaiverUse(context, policy).apply(to: &outcomes)
    let isGo = outcomes.allSatisfy(\.letsGo)
    var counts: [JSON.Member] = []
    for state in RuleOutcome.State.allCases {
      let count = outcomes.filter { $0.state == state }.count
      if count > 0 || state != .waived {
        counts.append(.init(ByteString(state.rawValue), .integer(count)))
      }
    }
    let data = JSON.members([
      "at": .text(context.at.description),
      "counts": .object(counts),
      "inputs": .members([
        "records": .integer(seen.count), "rejects": .integer(context.rejects),
        "sha256": .text(inputDigest), "status": .text(context.status.word.description),
      ]),
      "log": context.log.map {
        .members(["root": .text($0.root), "size": .integer($0.size)])
      } ?? .null,
      "policy": .members([
        "name": .string(policy.name), "sha256": .text(policy.digest),
        "version": .integer(policy.version),
      ]),
      "previous": context.history?.last.map { .object(Judge.reference($0)) } ?? .null,
      "release": context.release.map { .string($0) } ?? .null,
      "rollback": lastGo.map { .object(Judge.reference($0)) },
      "rules": .array(outcomes.map(\.json)),
      "verdict": isGo ? "go" : "no-go",
      "waivers": waivers.isEmpty ? nil : .array(waivers),
    ])
    var attributes: [JSON.Member] = []
    if let release = context.release { attributes.append(.init("release", .string(release))) }
    if let commit = context.commit { attributes.append(.init("commit", .string(commit))) }
    let record = RecordShape.record(
      "decision", data: data,
      envelope: Envelope(
        source: "sluice/gate", subject: context.release,
        time: ByteString(context.at.description), attributes: attributes))
    return (record, isGo)
  }

  private static func reference(_ past: DecisionHistory.Past) -> [JSON.Member] {
    [
      .init("at", .text(past.at.description)), .init("id", .string(past.id)),
      .init(
        "log",
        past.log.map { .members(["root": .string($0.root), "size": .integer($0.size)]) } ?? .null),
      .init("sha256", .text(past.digest.hex)),
      .init("release", past.release.map { .string($0) } ?? .null),
      .init("verdict", past.isGo ? "go" : "no-go"),
    ]
  }

  /// A breach that is repeated says so, says what to go back to, and may become a worse one.
  private static func escalated(
    _ given: RuleOutcome, _ rule: PolicyRule, _ context: DecisionContext
  ) -> RuleOutcome {
    guard given.state != .pass, let history = context.history else { return given }
    let earlier = history.repeats(of: rule.id)
    guard earlier > 0 else { return given }
    var outcome = given
    outcome.repeated = earlier + 1
    if let escalation = rule.escalation, earlier + 1 >= escalation.after {
      outcome.level = max(outcome.level, escalation.to)
    }
    if let go = history.lastGo {
      let what = go.release.map { "release \($0)" } ?? "what decision \(go.id) let go"
      outcome.guidance = "not passed in \(earlier + 1) decisions in a row: go back to \(what)"
    } else {
      outcome.guidance = "not passed in \(earlier + 1) decisions in a row, and none was go"
    }
    return outcome
  }

  /// What is wrong with the input as a whole, as rules of their own.
  private func inputOutcomes(_ context: DecisionContext) -> [RuleOutcome] {
    var outcomes: [RuleOutcome] = []
    if !conflicts.isEmpty {
      let ids = Array(Set(conflicts)).sorted().prefix(SmallestIDs.limit)
      outcomes.append(
        RuleOutcome(
          breach: "inputs.conflicts", got: Double(conflicts.count), want: "<= 0 (hard)",
          why: "records with one source and id differ, so that one of them is not what it says",
          evidence: Array(ids), remedy: Remedies.conflicts))
    }
    if context.rejects > policy.rejectsAllowed {
      outcomes.append(
        RuleOutcome(
          breach: "inputs.rejects", got: Double(context.rejects),
          want: "<= \(policy.rejectsAllowed) (hard)",
          why: "inputs were refused on the way; what they said is not known",
          remedy: Remedies.rejects))
    }
    return outcomes
  }

  /// SHA-256 over the sorted SHA-256 digests of the records: the same for every order.
  private var inputDigest: String {
    var hash = SHA256()
    // The table is not asked for a key again.
    seen.entries.sort { $0.value < $1.value }
    for index in 0..<seen.count { seen.entries[index].value.withView { hash.update($0) } }
    return hash.finish().hex
  }
}

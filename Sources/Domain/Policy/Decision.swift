public import Kernel
internal import Records
internal import Trust

/// What one rule came to.
struct RuleOutcome {
  /// The states of a rule.
  enum State: String { case pass, breach, unknown, stale }

  let id: ByteString
  let level: Level
  let state: State
  let want: String
  let got: Double?
  let evidence: [ByteString]
  let evidenceCount: Int
  let reason: String?
  let why: ByteString?
  let remedy: ByteString?

  var json: JSON {
    .members([
      "evidence": .array(evidence.map { .string($0) }),
      "evidence_count": .integer(evidenceCount),
      "got": got.map { .number($0) } ?? .null,
      "id": .string(id),
      "level": .text(level.rawValue),
      "reason": reason.map { .text($0) },
      "remedy": remedy.map { .string($0) },
      "state": .text(state.rawValue),
      "waiver": .null,
      "want": .text(want),
      "why": why.map { .string($0) },
    ])
  }
}

/// What a decision is about, and under which circumstances it is taken.
public struct DecisionContext {
  /// The instant of the decision, against which ages and expiries are held.
  public var at: Instant
  /// The release and the commit that are decided on; evidence of others does not count.
  public var release: ByteString?
  public var commit: ByteString?
  /// The checkpoint of the log that holds the evidence, when there is one.
  public var log: (size: Int, root: String)?
  /// What the input stream vouched for, and how many inputs it refused on the way.
  public var status = StreamStatus.complete
  public var rejects = 0

  /// A decision at an instant.
  public init(at: Instant, release: ByteString?, commit: ByteString?) {
    self.at = at
    self.release = release
    self.commit = commit
  }
}

/// Judges records by a policy. The order of the records does not matter, and a record that comes
/// twice counts once.
///
/// Memory: 48 bytes a record and at most 22 for its slots, state in a `StateMemory`.
public struct Judge {
  private let policy: Policy
  private var evaluations: [RuleEvaluation]
  /// The digest of each record, by the checksum of its source and id.
  private let seen: ChecksumTable<Digest>
  private var conflicts: [ByteString] = []
  private let name = ByteBuffer(capacity: 256)

  /// A judge who has seen nothing. Throws `Failure.inputOutput` when there is no room for state.
  public init(_ policy: Policy, memory: StateMemory = StateMemory()) throws(Failure) {
    self.policy = policy
    evaluations = policy.rules.map { RuleEvaluation($0, memory) }
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
    for index in evaluations.indices { try evaluations[index].add(record, inScope: inScope) }
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
    var outcomes = evaluations.map { $0.outcome(at: context.at) }
    outcomes += inputOutcomes(context)
    let isGo = outcomes.allSatisfy { $0.level <= .warn }
    var counts: [JSON.Member] = []
    for state in ["pass", "breach", "unknown", "stale"] {
      let count = outcomes.filter { $0.state.rawValue == state }.count
      counts.append(.init(ByteString(state), .integer(count)))
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
      "previous": .null,
      "release": context.release.map { .string($0) } ?? .null,
      "rules": .array(outcomes.map(\.json)),
      "verdict": isGo ? "go" : "no-go",
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

  /// What is wrong with the input as a whole, as rules of their own.
  private func inputOutcomes(_ context: DecisionContext) -> [RuleOutcome] {
    var outcomes: [RuleOutcome] = []
    func add(_ id: ByteString, _ bound: Int, _ got: Int, _ evidence: [ByteString], _ why: String) {
      guard got > bound else { return }
      outcomes.append(
        RuleOutcome(
          id: id, level: .hard, state: .breach, want: "<= \(bound) (hard)", got: Double(got),
          evidence: evidence, evidenceCount: evidence.count, reason: nil, why: ByteString(why),
          remedy: nil))
    }
    let ids = Array(Set(conflicts)).sorted().prefix(RuleEvaluation.evidenceLimit)
    add(
      "inputs.conflicts", 0, conflicts.count, Array(ids),
      "records with one source and id differ, so that one of them is not what it says")
    add(
      "inputs.rejects", policy.rejectsAllowed, context.rejects, [],
      "inputs were refused on the way; what they said is not known")
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

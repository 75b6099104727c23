internal import Kernel

/// What one rule came to.
struct RuleOutcome {
  /// The states of a rule.
  enum State: String, CaseIterable { case pass, breach, unknown, stale, waived }

  let id: ByteString
  var level: Level
  var state: State
  let want: String
  let got: Double?
  let evidence: [ByteString]
  let evidenceCount: Int
  let reason: String?
  let why: ByteString?
  let remedy: ByteString?
  /// The id of the waiver that covers it.
  var waiver: ByteString?
  /// What the rule came to in the last go, where it is compared with that.
  var baseline: Double?
  /// The group that came off worst, and how many there are, where there are groups.
  var group: ByteString?
  var groups: Int?
  /// In how many decisions in a row, this one among them, the rule was not passed.
  var repeated: Int?
  /// What to do about a breach that is repeated.
  var guidance: String?

  /// Whether it lets a release go.
  var letsGo: Bool { level <= .warn || state == .waived }

  var json: JSON {
    .members([
      "baseline": baseline.map { .number($0) },
      "evidence": .array(evidence.map { .string($0) }),
      "evidence_count": .integer(evidenceCount),
      "got": got.map { .number($0) } ?? .null,
      "group": group.map { .string($0) },
      "groups": groups.map { .integer($0) },
      "guidance": guidance.map { .text($0) },
      "id": .string(id),
      "level": .text(level.rawValue),
      "reason": reason.map { .text($0) },
      "repeated": repeated.map { .integer($0) },
      "remedy": remedy.map { .string($0) },
      "state": .text(state.rawValue),
      "waiver": waiver.map { .string($0) } ?? .null,
      "want": .text(want),
      "why": why.map { .string($0) },
    ])
  }
}

extension RuleOutcome {
  /// A breach that no rule of the policy speaks of.
  init(
    breach id: ByteString, _ level: Level = .hard, got: Double? = nil, want: String, why: String,
    evidence: [ByteString] = [], remedy: String? = nil
  ) {
    self.init(
      id: id, level: level, state: .breach, want: want, got: got, evidence: evidence,
      evidenceCount: evidence.count, reason: nil, why: ByteString(why),
      remedy: remedy.map { ByteString($0) })
  }
}

import Kernel

/// Whether the totals that a source declares are those that were counted.
struct TallyCheck {
  /// What is declared or counted otherwise, by name: both sides have it.
  let declared: [JSON.Member]
  let counted: [JSON.Member]
  /// Whether anything is both declared and counted.
  let isComparable: Bool

  /// Compares the numbers of the same name in the `declared` and `counted` of a tally.
  init(_ data: JSON) {
    var declared: [JSON.Member] = []
    var counted: [JSON.Member] = []
    var isComparable = false
    for member in data["declared"]?.object ?? [] {
      guard let number = member.value.number, let other = data["counted"]?[member.key]?.number
      else {
        continue
      }
      isComparable = true
      guard number != other else { continue }
      declared.append(member)
      counted.append(.init(member.key, .number(other)))
    }
    self.declared = declared
    self.counted = counted
    self.isComparable = isComparable
  }

  /// The tally's data, with what came of it.
  func data(_ data: JSON) -> JSON {
    guard isComparable, data["equal"] == nil, let members = data.object else { return data }
    return .object(members + [.init("equal", .bool(declared.isEmpty))])
  }

  /// The data of the audit record that warns of a mismatch; nil where there is none.
  func warning(_ data: JSON) -> JSON? {
    guard !declared.isEmpty else { return nil }
    return .members([
      "action": "tally-mismatch", "counted": .object(counted), "declared": .object(declared),
      "name": data["name"], "scope": data["scope"],
    ])
  }
}

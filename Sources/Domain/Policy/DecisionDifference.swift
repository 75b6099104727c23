public import Kernel
internal import Records

/// What differs between two decisions: a `sluice.difference.v1` record.
public struct DecisionDifference {
  /// Whether the two are the same bytes.
  public let isSame: Bool
  /// The record: both verdicts, the rules that flipped with the evidence that came and went, and the
  /// other members of `data` that differ.
  public let record: JSON

  /// Compares two decisions.
  public init(_ old: JSON, _ new: JSON) {
    isSame = old.canonical == new.canonical
    let rules = DecisionDifference.rules(old, new)
    var members: [JSON] = []
    let keys = Set(((old["data"]?.object ?? []) + (new["data"]?.object ?? [])).map(\.key))
    for key in keys.sorted() where old["data"]?[key]?.canonical != new["data"]?[key]?.canonical {
      members.append(.string(key))
    }
    let data = JSON.members([
      "differing": .array(members),
      "from": DecisionDifference.reference(old),
      "rules": .array(rules),
      "same": .bool(isSame),
      "to": DecisionDifference.reference(new),
    ])
    record = RecordShape.record(
      "difference", data: data,
      envelope: Envelope(
        source: "sluice/gate", subject: new["data"]?["release"]?.string,
        time: new["time"]?.string))
  }

  private static func reference(_ decision: JSON) -> JSON {
    .members([
      "at": decision["data"]?["at"] ?? .null, "id": decision["id"] ?? .null,
      "policy": decision["data"]?["policy"] ?? .null,
      "release": decision["data"]?["release"] ?? .null,
      "verdict": decision["data"]?["verdict"] ?? .null,
    ])
  }

  /// The rules of which level, state or value differ, in the order of the new decision, then those
  /// that are gone.
  private static func rules(_ old: JSON, _ new: JSON) -> [JSON] {
    let before = old["data"]?["rules"]?.array ?? []
    let after = new["data"]?["rules"]?.array ?? []
    var found: [JSON] = []
    for rule in after {
      let former = before.first { $0["id"] == rule["id"] }
      if let former, ["level", "state", "got"].allSatisfy({ former[$0] == rule[$0] }) { continue }
      found.append(difference(former, rule))
    }
    for rule in before where !after.contains(where: { $0["id"] == rule["id"] }) {
      found.append(difference(rule, nil))
    }
    return found
  }

  private static func difference(_ old: JSON?, _ new: JSON?) -> JSON {
    let before = old?["evidence"]?.array ?? []
    let after = new?["evidence"]?.array ?? []
    return .members([
      "evidence_added": .array(after.filter { !before.contains($0) }),
      "evidence_removed": .array(before.filter { !after.contains($0) }),
      "from": side(old), "id": (new ?? old)?["id"] ?? .null, "remedy": new?["remedy"],
      "to": side(new), "why": (new ?? old)?["why"],
    ])
  }

  private static func side(_ rule: JSON?) -> JSON {
    guard let rule else { return .null }
    return .members([
      "got": rule["got"] ?? .null, "level": rule["level"] ?? .null, "state": rule["state"] ?? .null,
    ])
  }
}

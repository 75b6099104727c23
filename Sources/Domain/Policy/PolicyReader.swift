import Kernel
import Records

/// Reads one rule of a policy.
struct PolicyReader {
  let place: Place

  private static let keys: [ByteString] = [
    "hard", "id", "maxage", "measure", "min", "missing", "op", "remedy", "scope", "select", "soft",
    "stale", "unknown", "warn", "why",
  ]

  func rule(_ value: JSON) throws(Failure) -> PolicyRule {
    guard let id = value["id"]?.string else {
      throw .configuration(place, "a rule without \"id\"")
    }
    for member in value.object ?? [] where !Self.keys.contains(member.key) {
      throw fault(id, "unknown key \"\(member.key)\"")
    }
    guard let select = value["select"] else { throw fault(id, "no \"select\"") }
    guard let comparison = value["op"]?.string.flatMap({ Comparison(rawValue: $0.description) })
    else { throw fault(id, "\"op\": one of <, <=, >, >=, ==, != is right") }
    let unknown = try value["unknown"].map { unknown throws(Failure) in
      try selection(unknown, id)
    }
    let scope = value["scope"]?.string ?? "release"
    guard scope == "release" || scope == "any" else {
      throw fault(id, "\"scope\": release or any is right")
    }
    return PolicyRule(
      id: id, selection: try selection(select, id), unknownWhen: unknown,
      measure: try measure(value["measure"], id), comparison: comparison,
      bounds: try bounds(value, id), minimum: try minimum(value["min"], id),
      maximumAge: try age(value["maxage"], id), missing: try level(value["missing"], id),
      stale: try level(value["stale"], id), anyScope: scope == "any",
      why: value["why"]?.string, remedy: value["remedy"]?.string)
  }

  private func fault(_ id: ByteString, _ detail: String) -> Failure {
    .configuration(place, "rule \"\(id)\": \(detail)")
  }

  private func selection(_ value: JSON, _ id: ByteString) throws(Failure) -> Selection {
    do {
      return try Selection(value)
    } catch {
      throw fault(id, error.message)
    }
  }

  private func measure(_ value: JSON?, _ id: ByteString) throws(Failure) -> Measure {
    if let condition = value?["count"] { return .count(try selection(condition, id)) }
    if let condition = value?["ratio"] { return .ratio(try selection(condition, id)) }
    if let pointer = value?["field"]?.string {
      let name = value?["aggregate"]?.string ?? "max"
      guard pointer.bytes.first == 0x2F else {
        throw fault(id, "\"field\": a JSON Pointer such as /data/value is right")
      }
      guard let aggregate = Aggregate(rawValue: name.description) else {
        throw fault(
          id, "\"aggregate\": one of max, min, sum, mean, last, p50, p90, p95, p99 is right")
      }
      return .field(Selection.parts(of: pointer), aggregate)
    }
    throw fault(id, "\"measure\": one of count, ratio and field is right")
  }

  private func bounds(
    _ value: JSON, _ id: ByteString
  ) throws(Failure) -> [(level: Level, value: Double)] {
    var bounds: [(level: Level, value: Double)] = []
    for level in [Level.warn, .soft, .hard] {
      guard let bound = value[ByteString(level.rawValue)] else { continue }
      guard let number = bound.number else { throw fault(id, "\"\(level)\" is no number") }
      bounds.append((level, number))
    }
    if bounds.isEmpty { throw fault(id, "no bound, at least one of warn, soft and hard is right") }
    return bounds
  }

  /// A rule that wants no evidence at all would pass on nothing.
  private func minimum(_ value: JSON?, _ id: ByteString) throws(Failure) -> Int {
    guard let value else { return 1 }
    guard let number = value.number.flatMap({ Int(exactly: $0) }), number >= 1 else {
      throw fault(id, "\"min\": a whole number from 1 on is right")
    }
    return number
  }

  private func age(_ value: JSON?, _ id: ByteString) throws(Failure) -> Int? {
    guard let value else { return nil }
    guard let seconds = value.string.flatMap({ Duration.seconds($0.description) }) else {
      throw fault(id, "\"maxage\": a duration such as 36h or 7d is right")
    }
    return seconds
  }

  private func level(_ value: JSON?, _ id: ByteString) throws(Failure) -> Level {
    guard let value else { return .hard }
    guard let level = value.string.flatMap({ Level(rawValue: $0.description) }), level != .pass
    else {
      throw fault(id, "\"missing\" and \"stale\": warn, soft or hard is right, never pass")
    }
    return level
  }
}

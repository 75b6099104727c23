import Kernel
import Records

/// Reads one rule of a policy.
struct PolicyReader {
  let place: Place

  private static let keys: [ByteString] = [
    "baseline", "by", "escalate", "hard", "id", "maxage", "measure", "min", "missing", "op",
    "remedy",
    "scope", "select", "soft", "stale", "unknown", "waivable", "warn", "why",
  ]

  func rule(_ value: JSON) throws(Failure) -> PolicyRule {
    guard let id = value["id"]?.string else {
      throw .configuration(place, "a rule without \"id\"")
    }
    if let problem = value.unknownKey(among: Self.keys) { throw fault(id, problem) }
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
    let by = try value["by"].map { by throws(Failure) in try path(by, id, "by") }
    return PolicyRule(
      id: id, selection: try selection(select, id), by: by, unknownWhen: unknown,
      measure: try measure(value["measure"], id), comparison: comparison,
      bounds: try bounds(value, id), baseline: try baseline(value["baseline"], by: by, id),
      minimum: try minimum(value["min"], id), maximumAge: try age(value["maxage"], id),
      missing: try level(value["missing"], id), stale: try level(value["stale"], id),
      anyScope: scope == "any", waivable: try waivable(value["waivable"], id),
      escalation: try escalation(value["escalate"], id), why: value["why"]?.string,
      remedy: value["remedy"]?.string, question: PolicyReader.question(value, with: ["op"]),
      subject: PolicyReader.question(value))
  }

  /// All that says what is asked, in canonical form.
  private static func question(_ value: JSON, with more: [ByteString] = []) -> ByteString {
    let keys = ["baseline", "by", "measure", "select", "unknown"] + more
    return JSON.object((value.object ?? []).filter { keys.contains($0.key) }).canonical
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

  private func path(_ value: JSON, _ id: ByteString, _ key: String) throws(Failure) -> RecordPath {
    guard let place = value.string, !place.bytes.isEmpty else {
      throw fault(id, "\"\(key)\": an attribute or a JSON Pointer such as /data/value is right")
    }
    return RecordPath(place)
  }

  private func measure(_ value: JSON?, _ id: ByteString) throws(Failure) -> Measure {
    if let condition = value?["count"] { return .count(try selection(condition, id)) }
    if let condition = value?["ratio"] { return .ratio(try selection(condition, id)) }
    if let place = value?["distinct"] { return .distinct(try path(place, id, "distinct")) }
    if let field = value?["field"] {
      let name = value?["aggregate"]?.string ?? "max"
      guard let aggregate = Aggregate(rawValue: name.description) else {
        throw fault(
          id, "\"aggregate\": one of max, min, sum, mean, last, p50, p90, p95, p99 is right")
      }
      return .field(try path(field, id, "field"), aggregate)
    }
    if let age = value?["age"] {
      let end = value?["of"]?.string ?? "newest"
      guard let end = AgeEnd(rawValue: end.description) else {
        throw fault(id, "\"of\": oldest or newest is right")
      }
      return .age(try path(age, id, "age"), end)
    }
    if let ends = value?["covers"]?.array, ends.count == 2 {
      return .covers(try path(ends[0], id, "covers"), try path(ends[1], id, "covers"))
    }
    if let wanted = value?["unmet"] {
      guard let name = value?["at"], let condition = value?["by"] else {
        throw fault(
          id, "\"unmet\": {\"unmet\":POINTER,\"at\":POINTER,\"by\":SELECTION} is right")
      }
      return .unmet(
        wanted: try path(wanted, id, "unmet"), name: try path(name, id, "at"),
        by: try selection(condition, id))
    }
    throw fault(
      id, "\"measure\": one of count, ratio, field, distinct, age, covers and unmet is right")
  }

  private func baseline(
    _ value: JSON?, by: RecordPath?, _ id: ByteString
  ) throws(Failure) -> Baseline? {
    guard let value else { return nil }
    let way = value["as"]?.string ?? "difference"
    guard value.object != nil, let way = Baseline.Way(rawValue: way.description) else {
      throw fault(id, "\"baseline\": {\"as\":\"difference\"} or {\"as\":\"ratio\"} is right")
    }
    let missing = try level(value["missing"], id)
    guard let source = value["of"] else { return Baseline(way: way, source: nil, missing: missing) }
    guard let select = source["select"], let place = source["at"], source.object?.count == 2 else {
      throw fault(id, "\"of\": {\"select\":SELECTION,\"at\":POINTER} is right")
    }
    let compared = PolicyRule(
      id: id, selection: try selection(select, id), by: by, unknownWhen: nil,
      measure: .field(try path(place, id, "at"), .last), comparison: .atMost, bounds: [],
      baseline: nil, minimum: 1, maximumAge: nil, missing: missing, stale: missing,
      anyScope: true, waivable: nil, escalation: nil, why: nil, remedy: nil, question: "",
      subject: "")
    return Baseline(way: way, source: compared, missing: missing)
  }

  private func waivable(_ value: JSON?, _ id: ByteString) throws(Failure) -> Level? {
    guard let value else { return .soft }
    guard let truth = value.bool else { throw fault(id, "\"waivable\": true or false is right") }
    return truth ? .hard : nil
  }

  private func escalation(
    _ value: JSON?, _ id: ByteString
  ) throws(Failure) -> (after: Int, to: Level)? {
    guard let value else { return nil }
    guard let after = value["after"]?.integer, after >= 2,
      let to = value["to"]?.string.flatMap({ Level(rawValue: $0.description) }), to > .warn
    else {
      throw fault(
        id, "\"escalate\": {\"after\":3,\"to\":\"hard\"} or soft is right, after from 2 on")
    }
    return (after, to)
  }

  /// Numbers, or for an age durations, mildest level first.
  private func bounds(
    _ value: JSON, _ id: ByteString
  ) throws(Failure) -> [(level: Level, value: Double)] {
    var bounds: [(level: Level, value: Double)] = []
    for level in [Level.warn, .soft, .hard] {
      guard let bound = value[ByteString(level.rawValue)] else { continue }
      let seconds = bound.string.flatMap { Duration.seconds($0.description) }
      let isAge = value["measure"]?["age"] != nil
      guard let number = bound.number ?? (isAge ? seconds.map(Double.init) : nil) else {
        throw fault(id, "\"\(level)\" is no \(isAge ? "duration such as 90d" : "number")")
      }
      bounds.append((level, number))
    }
    if bounds.isEmpty { throw fault(id, "no bound, at least one of warn, soft and hard is right") }
    return bounds
  }

  /// A rule that wants no evidence at all would pass on nothing.
  private func minimum(_ value: JSON?, _ id: ByteString) throws(Failure) -> Int {
    guard let value else { return 1 }
    guard let number = value.integer, number >= 1 else {
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

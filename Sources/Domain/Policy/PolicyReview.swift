public import Kernel
internal import Records

/// A policy in words, and what is wrong with it as a whole.
public struct PolicyReview {
  /// The policy in words: a line for the header, and a few for each rule.
  public private(set) var text = ByteString("")
  /// What cannot be meant, each with the rule it is about.
  public private(set) var contradictions: [String] = []

  /// The types of records that rules name as their evidence, each with its rule.
  public private(set) var types: [(rule: ByteString, type: ByteString)] = []

  /// Reviews a policy.
  public init(_ policy: Policy) {
    var lines = ["\(policy.name) version \(policy.version), SHA-256 \(policy.digest)"]
    lines.append("  answered for by \(policy.owner?.description ?? "nobody")")
    lines.append(
      policy.expires.map { "  not to be used from \($0.description) on" } ?? "  never expires")
    if policy.isChained { lines.append("  every decision names the one before it") }
    lines.append("  refused inputs: at most \(policy.rejectsAllowed)")
    for rule in policy.rules {
      lines.append("")
      lines += PolicyReview.words(rule)
      types += (rule.selection.types ?? []).map { (rule.id, $0) }
      contradictions += PolicyReview.contradictions(rule).map { "rule \"\(rule.id)\": \($0)" }
    }
    for (index, rule) in policy.rules.enumerated() {
      for other in policy.rules[..<index] where PolicyReview.exclude(rule, other) {
        contradictions.append("rules \"\(other.id)\" and \"\(rule.id)\": no value passes both")
      }
    }
    text = ByteString(lines.map { $0 + "\n" }.joined())
  }

  private static func words(_ rule: PolicyRule) -> [String] {
    var lines = ["\(rule.id)" + (rule.why.map { ": \($0)" } ?? "")]
    let groups = rule.by.map { ", for each \(path($0)) by itself" } ?? ""
    lines.append("  evidence  \(rule.selection.definition.canonical)")
    lines.append("  wants     \(measure(rule)) \(rule.want)\(groups)")
    if let baseline = rule.baseline {
      let way = baseline.way == .difference ? "less that of" : "divided by that of"
      let what = baseline.source.map { "\($0.selection.definition.canonical)" } ?? "the last go"
      lines.append("  compared  \(way) \(what); without one it is \(baseline.missing)")
    }
    let scope = rule.anyScope ? "of any release and commit" : "of this release and commit only"
    lines.append(
      "  at least  \(rule.minimum) records, \(scope); fewer or unknown is \(rule.missing)")
    if let worst = rule.bounds.map(\.level).max(), rule.missing < worst {
      lines.append(
        "  beware    evidence that is left out is \(rule.missing), a breach \(worst): let a manifest "
          + "promise it")
    }
    if let age = rule.maximumAge {
      lines.append("  newest    at most \(duration(age)) old; older is \(rule.stale)")
    }
    if let unknown = rule.unknownWhen {
      lines.append("  unknown   when one is \(unknown.definition.canonical)")
    }
    if let escalation = rule.escalation {
      lines.append(
        "  repeated  \(escalation.to) from \(escalation.after) decisions in a row on")
    }
    lines.append("  waivable  \(rule.waivable.map { "up to \($0)" } ?? "never")")
    if let remedy = rule.remedy { lines.append("  remedy    \(remedy)") }
    return lines
  }

  static func measure(_ rule: PolicyRule) -> String {
    switch rule.measure {
    case .count(let condition): "number of \(condition.definition.canonical)"
    case .ratio(let condition): "share of \(condition.definition.canonical)"
    case .field(let place, let aggregate): "\(aggregate.rawValue) of \(path(place))"
    case .distinct(let place): "number of different \(path(place))"
    case .age(let place, let end): "seconds since the \(end.rawValue) \(path(place))"
    case .covers(let from, let to):
      "number from \(path(from)) until \(path(to)) at the time of the decision"
    case .unmet(let wanted, let name, let condition):
      "number of \(path(wanted)) of which the newest \(path(name)) is not "
        + "\(condition.definition.canonical)"
    }
  }

  private static func path(_ path: RecordPath) -> String {
    let parts = path.names
    return parts.count == 1 ? parts[0].description : parts.map { "/\($0)" }.joined()
  }

  static func duration(_ seconds: Int) -> String {
    // Not a loop over the units: the compiler orders what it makes of one by chance, and the programs
    // of one source would differ.
    if seconds % 86400 == 0 { return "\(seconds / 86400)d" }
    if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }

  private static func contradictions(_ rule: PolicyRule) -> [String] {
    var found: [String] = []
    for (milder, worse) in zip(rule.bounds, rule.bounds.dropFirst()) {
      let isShadowed =
        switch rule.comparison {
        case .less, .atMost: milder.value >= worse.value
        case .greater, .atLeast: milder.value <= worse.value
        case .equal, .different: milder.value == worse.value
        }
      if isShadowed {
        found.append(
          "\(milder.level) \(PolicyRule.text(milder.value)) is never reached before "
            + "\(worse.level) \(PolicyRule.text(worse.value))")
      }
    }
    if !rule.bounds.contains(where: { isPossible(rule, $0.value) }) {
      found.append("no value can hold: \(rule.want)")
    }
    if let escalation = rule.escalation, rule.bounds.allSatisfy({ $0.level >= escalation.to }) {
      found.append("it escalates to \(escalation.to), which it is already")
    }
    return found
  }

  /// The range that a measure can take by itself: counts and ages are not negative, shares at most 1.
  private static func isPossible(_ rule: PolicyRule, _ bound: Double) -> Bool {
    if rule.baseline != nil { return true }
    let range: (low: Double, high: Double) =
      switch rule.measure {
      case .count, .distinct, .covers, .unmet: (0, .infinity)
      case .ratio: (0, 1)
      case .age, .field: (-.infinity, .infinity)
      }
    return switch rule.comparison {
    case .less: bound > range.low
    case .atMost: bound >= range.low
    case .greater: bound < range.high
    case .atLeast: bound <= range.high
    case .equal: bound >= range.low && bound <= range.high
    case .different: true
    }
  }

  /// Whether two rules ask the same of the same evidence and no answer passes both.
  private static func exclude(_ left: PolicyRule, _ right: PolicyRule) -> Bool {
    guard left.subject == right.subject, left.baseline == nil, right.baseline == nil,
      left.anyScope == right.anyScope, left.minimum == right.minimum
    else { return false }
    let candidates = (left.bounds + right.bounds).flatMap {
      [$0.value - 0.5, $0.value, $0.value + 0.5]
    }
    return !candidates.contains { value in
      [left, right].allSatisfy { rule in
        rule.bounds.allSatisfy { rule.comparison.holds(value, $0.value) }
      }
    }
  }
}

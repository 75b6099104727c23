public import Kernel
public import Policy

/// A policy as alert rules of Prometheus, in YAML: on the metrics of `OpenMetricsExport`.
///
/// There is an alert for each rule and each level that it can stand at, for single metrics where a rule
/// has bounds for them and records say what they are called, and for what must never go unnoticed:
/// no-go, no decision, an old one, one by another policy, a limit that comes near.
public struct AlertRules {
  private let policy: Policy
  private let metrics: [ExportedMetric]
  private let staleAfter: Int
  private let limitWithin: Int
  private let text = ByteBuffer(capacity: 16 << 10)

  /// Alerts of a policy. `records` are those whose metrics are alerted on, if any; seconds say from
  /// which age on a decision is stale, and how near a limit may be.
  public init(
    _ policy: Policy, records: OpenMetricsExport?, staleAfter: Int, limitWithin: Int
  ) {
    self.policy = policy
    metrics = ExportedMetric.all(of: records)
    self.staleAfter = staleAfter
    self.limitWithin = limitWithin
  }

  /// One alert.
  private struct Alert {
    let name: String
    let expression: String
    var wait = "0s"
    let severity: String
    var labels: [(String, ByteString)] = []
    let summary: String
    var description = ""
  }

  /// The rules file.
  public func write() -> ByteBuffer {
    let name = AlertRules.quoted(policy.name.description)
    line("# Alerts of the policy \(name), version \(policy.version); made by export.")
    line("groups:")
    line("- name: \(AlertRules.quoted("sluice-\(policy.name)"))")
    line("  rules:")
    for alert in standing + policy.outlines.flatMap(alerts) { write(alert) }
    return text
  }

  private func line(_ content: String) {
    text.append(content)
    text.append("\n")
  }

  private func write(_ alert: Alert) {
    line("  - alert: \(AlertRules.quoted(alert.name))")
    line("    expr: \(AlertRules.quoted(alert.expression))")
    line("    for: \(alert.wait)")
    line("    labels:")
    line("      severity: \(alert.severity)")
    line("      policy: \(AlertRules.quoted(AlertRules.plain(policy.name.description)))")
    for (name, value) in alert.labels {
      line("      \(name): \(AlertRules.quoted(AlertRules.plain(value.description)))")
    }
    line("    annotations:")
    line("      summary: \(AlertRules.quoted(alert.summary))")
    if !alert.description.isEmpty {
      line("      description: \(AlertRules.quoted(alert.description))")
    }
  }

  /// Alerts that do not depend on the policy's rules.
  private var standing: [Alert] {
    let name = policy.name
    let decided = PromQL.select(.gateDecisionTimestamp, ["policy": name])
    let digest = PromQL.string(ByteString(policy.digest))
    var alerts = [
      Alert(
        name: "SluiceNoGo",
        expression: "\(PromQL.select(.gateVerdict, ["policy": name, "verdict": "no-go"])) == 1",
        severity: "critical", summary: "The last decision is no-go"),
      Alert(
        name: "SluiceDecisionAbsent", expression: "absent(\(decided))", wait: "15m",
        severity: "critical", summary: "There is no decision: nothing is known to be good"),
      Alert(
        name: "SluiceDecisionStale", expression: "time() - \(decided) > \(staleAfter)",
        severity: "critical", summary: "The last decision is {{ $value | humanizeDuration }} old"),
      Alert(
        name: "SluicePolicyDiffers",
        expression: "\(StateMetric.gateInfo.name){policy=\(PromQL.string(name)),"
          + "policy_sha256!=\(digest)} == 1",
        severity: "warning",
        summary: "The last decision is by another version of the policy than these alerts"),
      Alert(
        name: "SluiceWaiverExpires",
        expression: "\(PromQL.select(.waiverExpiry, ["policy": name])) - time() < 604800",
        severity: "warning",
        summary: "The waiver of {{ $labels.rule }} "
          + AlertRules.left("holds for", or: "has expired")),
      Alert(
        name: "SluiceLimitNear",
        expression: "\(PromQL.select(.forecastLimitTimestamp, ["percentile": "p50"])) - time() "
          + "< \(limitWithin)",
        severity: "critical",
        summary: "{{ $labels.metric }} "
          + AlertRules.left("reaches its limit in", or: "should have reached its limit")),
      Alert(
        name: "SluiceLimitAtRisk",
        expression: "\(PromQL.select(.forecastLimitTimestamp, ["percentile": "p10"])) - time() "
          + "< \(limitWithin)",
        severity: "warning",
        summary: "{{ $labels.metric }} "
          + AlertRules.left("may reach its limit in", or: "may have reached its limit")),
    ]
    if let expires = policy.expires {
      alerts.append(
        Alert(
          name: "SluicePolicyExpires", expression: "vector(\(expires.seconds)) - time() < 604800",
          severity: "warning",
          summary: "The policy decides nothing from \(expires.description) on"))
    }
    return alerts
  }

  /// The time that is left behind words for it, or words for when it is over.
  private static func left(_ words: String, or over: String) -> String {
    "{{ if gt $value 0.0 }}\(words) {{ $value | humanizeDuration }}{{ else }}\(over){{ end }}"
  }

  private static func severity(_ level: String) -> String {
    switch level {
    case "hard": "critical"
    case "soft": "warning"
    default: "info"
    }
  }

  private func alerts(_ rule: RuleOutline) -> [Alert] {
    let name = policy.name
    let waived = PromQL.select(.ruleState, ["policy": name, "rule": rule.id, "state": "waived"])
    var found = rule.levels.map { level in
      let standing = PromQL.select(
        .ruleLevel, ["policy": name, "rule": rule.id, "level": ByteString(level)])
      return Alert(
        name: "SluiceRule\(AlertRules.camel(rule.id))",
        expression: "\(standing) == 1 unless on (policy, rule) \(waived) == 1",
        severity: AlertRules.severity(level),
        labels: [("rule", rule.id), ("level", ByteString(level))],
        summary: "Rule \(AlertRules.plain(rule.id.description)) stands at \(level)",
        description: description(rule))
    }
    guard let threshold = rule.threshold else { return found }
    for metric in metrics where metric.metric == threshold.metric {
      let operation = PromQL.breach(of: threshold.comparison)
      for (level, value) in threshold.bounds {
        found.append(
          Alert(
            name: "SluiceMetric\(AlertRules.camel(rule.id))",
            expression: "\(metric.select(threshold.matchers)) \(operation) \(PromQL.number(value))",
            severity: AlertRules.severity(level),
            labels: [("rule", rule.id), ("level", ByteString(level))],
            summary: "\(AlertRules.plain(metric.name.description)) is {{ $value }}, "
              + "\(threshold.comparison) \(PromQL.number(value)) is wanted",
            description: description(rule)))
      }
    }
    return found
  }

  private func description(_ rule: RuleOutline) -> String {
    let texts = ["wanted: \(rule.want)", rule.why?.description, rule.remedy?.description]
    return AlertRules.plain(texts.compactMap { $0 }.joined(separator: "; "))
  }

  /// `TestsFailed` of `tests.failed`.
  static func camel(_ id: ByteString) -> String {
    var text = ""
    var begins = true
    for byte in id.bytes {
      let isLetter = (byte | 0x20) &- 0x61 < 26
      guard isLetter || byte &- 0x30 < 10 else {
        begins = true
        continue
      }
      let letter = String(UnicodeScalar(byte))
      text += begins ? letter.uppercased() : letter
      begins = false
    }
    return text
  }

  /// A text that Prometheus' templates leave as it is.
  static func plain(_ text: String) -> String {
    var result = ""
    var last: Character?
    for character in text {
      if character == "{", last == "{" {
        result.removeLast()
        result += "{{ \"{{\" }}"
        last = nil
      } else {
        result.append(character)
        last = character
      }
    }
    return result
  }

  /// A YAML string in double quotes: JSON's escapes, and those that YAML wants besides (YAML 1.2.2
  /// section 5.1).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

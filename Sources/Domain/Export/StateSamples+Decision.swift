internal import Kernel

/// What the last decision of each policy says.
extension StateSamples {
  mutating func hear(decision data: JSONValue, _ record: Record) {
    guard let policy = data["policy"]?["name"]?.string.map({ ByteString($0) }),
      let at = data["at"]?.string.flatMap({ Instant($0) })
    else { return left.add(record, "without policy or instant") }
    if let known = decisions[policy], known.at > at { return }
    decisions[policy] = (at, JSON(record.root))
  }

  func write(_ record: JSON, at: Instant, _ policy: ByteString) throws(Failure) {
    guard let data = record["data"] else { return }
    var labels = LabelSet()
    labels.add("policy", policy)
    let verdict = data["verdict"]?.string ?? "unknown"
    try state(.gateVerdict, labels, "verdict", verdict, of: ["go", "no-go"])
    try set(.gateDecisionTimestamp, labels, at.timeInterval)
    var info = labels
    info.add("commit", record["commit"]?.string ?? "")
    info.add("release", data["release"]?.string ?? "")
    info.add("policy_sha256", data["policy"]?["sha256"]?.string ?? "")
    let version = data["policy"]?["version"]?.number
    info.add("policy_version", version.map { JSON.number($0).canonical } ?? "")
    try set(.gateInfo, info, 1)
    let states = ["pass", "breach", "unknown", "stale", "waived"]
    var rules: [ByteString: Int] = [:]
    for rule in data["rules"]?.array ?? [] {
      var labels = labels
      labels.add("rule", rule["id"]?.string ?? "")
      let found = rule["state"]?.string ?? "unknown"
      rules[found, default: 0] += 1
      try state(.ruleState, labels, "state", found, of: states)
      let level = rule["level"]?.string ?? "hard"
      try state(.ruleLevel, labels, "level", level, of: ["pass", "warn", "soft", "hard"])
      try set(.ruleValue, labels, rule["got"]?.number)
      try set(.ruleEvidence, labels, rule["evidence_count"]?.number)
    }
    for state in states.map({ ByteString($0) }) {
      var labels = labels
      labels.add("state", state)
      try set(.gateRules, labels, Double(rules[state] ?? 0))
    }
    for waiver in data["waivers"]?.array ?? [] {
      var labels = labels
      labels.add("rule", waiver["rule"]?.string ?? "")
      labels.add("state", waiver["state"]?.string ?? "")
      labels.add("waiver", waiver["id"]?.string ?? "")
      let expires = waiver["expires"]?.string.flatMap { $0.withView { Instant($0) } }
      try set(.waiverExpiry, labels, expires?.timeInterval)
    }
  }
}

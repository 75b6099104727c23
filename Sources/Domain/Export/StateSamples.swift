internal import Kernel
internal import Records

/// Turns records into samples of `StateMetric`.
struct StateSamples {
  private let table: SampleTable
  private let key = ByteBuffer(capacity: 256)
  var decisions: [ByteString: (at: Instant, decision: JSON)] = [:]
  /// What nothing can be told of.
  var left = Omissions()
  private var counts: [ByteString: Int] = [:]
  private var isCollectionComplete: Bool?
  private var coverage: [Coverage] = []

  private struct Coverage {
    let labels: LabelSet
    let text: ByteString
    var hit: Double
    var found: Double
  }

  /// Names that series' labels must not take here.
  private static let own: [ByteString] = ["metric", "percentile", "unit", "verdict"]
  private static let testStates: [StaticString] = [
    "passed", "failed", "errored", "skipped", "unknown",
  ]

  init(_ table: SampleTable) { self.table = table }

  mutating func hear(_ record: Record) throws(Failure) {
    counts[ByteString(record.type), default: 0] += 1
    guard let data = record.data else { return }
    if record.type == "sluice.test.v1" {
      try count(.tests, record, "status", data["status"]?.string, all: Self.testStates)
    } else if record.type == "sluice.coverage.v1" {
      hear(coverage: data, record)
    } else if record.type == "sluice.finding.v1" {
      try count(.findings, record, "level", data["level"]?.string)
    } else if record.type == "sluice.run.v1" {
      try count(.runs, record, "result", data["result"]?.string)
    } else if record.type == "sluice.hole.v1" {
      try count(.holes, record, "rule", data["rule"]?.string)
    } else if record.type == "sluice.manifest.v1" {
      try hear(manifest: data)
    } else if record.type == "sluice.trend.v1" {
      try hear(trend: data, record)
    } else if record.type == "sluice.comparison.v1" {
      try verdict(
        .comparisonVerdict, data, record.time.flatMap { Instant($0) },
        ["same", "worse", "better", "inconclusive", "insufficient"])
    } else if record.type == "sluice.forecast.v1" {
      try hear(forecast: data, record)
    } else if record.type == "sluice.decision.v1" {
      hear(decision: data, record)
    }
  }

  /// Ends the stream, of which so many inputs were refused.
  mutating func finish(rejects: Int) throws(Failure) {
    for (type, count) in counts {
      var labels = LabelSet()
      labels.add("kind", type.withView { Omissions.kind($0) })
      try set(.records, labels, Double(count))
    }
    try set(.rejects, LabelSet(), Double(rejects))
    if let isCollectionComplete {
      try set(.collectionComplete, LabelSet(), isCollectionComplete ? 1 : 0)
    }
    for one in coverage where one.found > 0 { try set(.coverage, one.labels, one.hit / one.found) }
    for (policy, known) in decisions { try write(known.decision, at: known.at, policy) }
  }

  func set(
    _ metric: StateMetric, _ labels: LabelSet, _ value: Double?, at time: Instant? = nil,
    of identity: ByteString = ""
  ) throws(Failure) {
    let entry = try table.find(family: metric.rawValue, labels, identity: identity)
    SampleTable.set(entry, at: time, value)
  }

  /// One sample for each of `states`, and 1 for the one that holds; a state that is none of them
  /// has one of its own.
  func state(
    _ metric: StateMetric, _ labels: LabelSet, _ name: ByteString, _ found: ByteString,
    of states: [String], at time: Instant? = nil, series identity: ByteString = ""
  ) throws(Failure) {
    for state in states.map({ ByteString($0) })
      + (states.contains(found.description) ? [] : [found])
    {
      var labels = labels
      labels.add(name, state)
      try set(metric, labels, state == found ? 1 : 0, at: time, of: identity)
    }
  }

  /// Adds 1 to the sample of a state and the record's dimensions; the others of `all` begin at 0.
  private func count(
    _ metric: StateMetric, _ record: Record, _ name: ByteString, _ found: ByteView?,
    all: [StaticString] = []
  ) throws(Failure) {
    let found = found ?? ByteView("unknown")
    let entry = try counter(metric, record, name, found)
    if !entry.pointee.value.isPresent {
      entry.pointee.value.isPresent = true
      for state in all {
        try counter(metric, record, name, ByteView(state)).pointee.value.isPresent = true
      }
    }
    entry.pointee.value.value += 1
  }

  /// The sample of a state and a record's dimensions.
  private func counter(
    _ metric: StateMetric, _ record: Record, _ name: ByteString, _ state: ByteView
  ) throws(Failure) -> UnsafeMutablePointer<ChecksumTable<SampleTable.Sample>.Entry> {
    key.removeAll()
    key.append(decimal: metric.rawValue)
    for text in [state] + Correlation.dimensions.map({ record.root[$0]?.string ?? ByteView("") }) {
      key.append(" ")
      key.append(decimal: text.count)
      key.append(":")
      key.append(text)
    }
    return try table.find(Checksum(of: key.view), family: metric.rawValue) {
      var labels = StateSamples.dimensions(record, reserved: [name])
      labels.add(name, ByteString(state))
      return labels
    }
  }

  private static func dimensions(_ record: Record, reserved: [ByteString]) -> LabelSet {
    var labels = LabelSet(reserved: reserved)
    for name in Correlation.dimensions {
      if let value = record.root[name]?.string { labels.add(raw: name, ByteString(value)) }
    }
    return labels
  }

  /// The labels of a result about a series: all that tells it from others.
  private static func series(_ data: JSONValue) -> LabelSet {
    var labels = LabelSet(reserved: own)
    guard let series = data["series"] else { return labels }
    for (name, value) in series.members where !(name == "labels") && !(name == "unit") {
      guard let text = value.string.map({ ByteString($0) }) else { continue }
      if name == "metric" {
        labels.add("metric", text)
      } else {
        labels.add(raw: ByteString(name), text)
      }
    }
    if let unit = series["unit"]?.string { labels.add("unit", ByteString(unit)) }
    if let given = series["labels"] {
      for (name, value) in given.members where !(name == "__name__") {
        if let text = value.string { labels.add(raw: ByteString(name), ByteString(text)) }
      }
    }
    return labels
  }

  private static func identity(_ data: JSONValue) -> ByteString {
    data["series"].map { JSON($0).canonical } ?? ""
  }

  private mutating func hear(coverage data: JSONValue, _ record: Record) {
    guard let scope = data["scope"]?.string, scope == "total", let unit = data["unit"]?.string,
      let hit = data["hit"]?.number, let found = data["found"]?.number
    else { return }
    var labels = StateSamples.dimensions(record, reserved: ["unit"])
    labels.add("unit", ByteString(unit))
    let buffer = ByteBuffer()
    labels.write(to: buffer)
    let text = buffer.string
    if let known = coverage.firstIndex(where: { $0.text == text }) {
      coverage[known].hit += hit
      coverage[known].found += found
    } else {
      coverage.append(Coverage(labels: labels, text: text, hit: hit, found: found))
    }
  }

  private mutating func hear(manifest data: JSONValue) throws(Failure) {
    let isComplete = data["state"]?.string.map { $0 == "complete" } ?? false
    isCollectionComplete = (isCollectionComplete ?? true) && isComplete
    guard let sources = data["sources"] else { return }
    for source in sources.elements {
      let state = source["state"]?.string.map { ByteString($0) } ?? "unknown"
      for each in ["found", "empty", "missing", "broken"] {
        var labels = LabelSet()
        labels.add("state", each)
        let entry = try table.find(family: StateMetric.collectionSources.rawValue, labels)
        entry.pointee.value.isPresent = true
        if state == ByteString(each) { entry.pointee.value.value += 1 }
      }
    }
  }

  private func verdict(
    _ metric: StateMetric, _ data: JSONValue, _ time: Instant?, _ verdicts: [String]
  ) throws(Failure) {
    let found = data["verdict"]?.string.map { ByteString($0) } ?? "unknown"
    try state(
      metric, StateSamples.series(data), "verdict", found, of: verdicts, at: time,
      series: StateSamples.identity(data))
  }

  private func hear(trend data: JSONValue, _ record: Record) throws(Failure) {
    let time = record.time.flatMap { Instant($0) }
    let identity = StateSamples.identity(data)
    try verdict(
      .trendVerdict, data, time,
      ["steady", "regressed", "improved", "changed", "leaking", "pending", "insufficient"])
    let labels = StateSamples.series(data)
    try set(.trendLevel, labels, data["level"]?["value"]?.number, at: time, of: identity)
    try set(.trendSlope, labels, data["slope"]?["per_day"]?.number, at: time, of: identity)
  }

  private func hear(forecast data: JSONValue, _ record: Record) throws(Failure) {
    let time = record.time.flatMap { Instant($0) }
    let identity = StateSamples.identity(data)
    try verdict(.forecastVerdict, data, time, ["ok", "atrisk", "exhausts", "insufficient"])
    let limit = data["limit"]?["value"]?.number
    try set(.forecastLimit, StateSamples.series(data), limit, at: time, of: identity)
    var last: JSONValue?
    if let points = data["points"] { for point in points.elements { last = point } }
    for percentile in ["p10", "p50", "p90"] {
      let key = ByteString(percentile)
      var labels = StateSamples.series(data)
      labels.add("percentile", key)
      try set(.forecastValue, labels, last?[key]?.number, at: time, of: identity)
      let answer = limit == nil ? nil : data["time_to_limit"]?[key]
      let reached = answer?.string.flatMap { Instant($0)?.timeInterval }
      try set(.forecastLimitTimestamp, labels, reached, at: time, of: identity)
      // Beyond the horizon is an answer; no answer is none.
      let isBeyond = answer?.isNull ?? false
      let left = reached.flatMap { reached in time.map { reached - $0.timeInterval } }
      try set(.forecastTimeToLimit, labels, isBeyond ? .infinity : left, at: time, of: identity)
    }
  }
}

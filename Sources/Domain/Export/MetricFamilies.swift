internal import Kernel
internal import Records

/// Turns metric records into samples, each series by its latest point, and names their families.
struct MetricFamilies {
  /// One metric in one unit, as records have it.
  struct Source {
    let metric: ByteString
    let unit: ByteString
    var direction: ByteString = "none"
    /// Whether all of its records say that it counts up, and no value is below 0 or none.
    var isCounter = true
    /// Whether none of its records says that it is anything else.
    var isGauge = true
  }

  /// What OpenMetrics calls a type; `unknown` is written by leaving it out, since Prometheus' older
  /// text knows no such word.
  enum Kind { case gauge, counter, unknown }

  /// A family as it is written.
  struct Family {
    var name: ByteString
    var unit: ByteString
    var help: ByteString
    var kind: Kind
    /// Whether several metrics have this name, so that labels must tell them apart.
    var isShared: Bool
  }

  /// Labels that tell metrics of one name apart.
  static let sharing: [ByteString] = ["metric", "unit"]

  private(set) var sources: [Source] = []
  private(set) var left = Omissions()
  private let table: SampleTable
  private var numbers: [ByteString: Int] = [:]
  private let key = ByteBuffer(capacity: 512)

  init(_ table: SampleTable) { self.table = table }

  mutating func hear(_ record: Record) throws(Failure) {
    guard record.type == "sluice.metric.v1", let data = record.data,
      let metric = data["metric"]?.string
    else { return }
    guard let value = data["value"]?.number ?? MetricFamilies.number(data["value_text"]?.string)
    else {
      return left.add(record, "without a number as value")
    }
    let unit = data["unit"]?.string ?? ByteView("")
    key.removeAll()
    append(metric)
    append(unit)
    let nameLength = key.count
    append(data["stat"]?.string)
    if let labels = data["labels"] { append(labels: labels) }
    key.append("|")
    for name in Correlation.dimensions { append(record.root[name]?.string) }
    let source = source(ByteString(key.view.slice(0, nameLength)), metric, unit)
    note(data, value, source)
    let entry = try table.find(
      Checksum(of: key.view), family: StateMetric.allCases.count + source
    ) { MetricFamilies.labels(data, record) }
    if SampleTable.set(entry, at: record.time.flatMap { Instant($0) }, value),
      let limit = data["limit"]?.number
    {
      entry.pointee.value.limit = limit
    }
  }

  /// NaN, infinite, and whole numbers that no record holds.
  static func number(_ text: ByteView?) -> Double? { text.flatMap { Double($0.text) } }

  /// With its length in front, so that no text can run into the next.
  private func append(_ text: ByteView?) {
    guard let text else { return key.append("-") }
    key.append(decimal: text.count)
    key.append(":")
    key.append(text)
  }

  /// In the order of their names, as canonical records have them anyway.
  private func append(labels: JSONValue) {
    var last: ByteView?
    var isSorted = true
    for (name, _) in labels.members {
      if let last, !ByteView.precedes(last, name) { isSorted = false }
      last = name
    }
    func append(_ name: ByteView, _ value: JSONValue) {
      guard let text = value.string, !text.isEmpty, !(name == "__name__") else { return }
      self.append(name)
      self.append(text)
    }
    if isSorted {
      for (name, value) in labels.members { append(name, value) }
    } else {
      let sorted = labels.members.sorted { ByteView.precedes($0.key, $1.key) }
      for (name, value) in sorted { append(name, value) }
    }
  }

  private mutating func source(_ name: ByteString, _ metric: ByteView, _ unit: ByteView) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = sources.count
    sources.append(Source(metric: ByteString(metric), unit: ByteString(unit)))
    return sources.count - 1
  }

  private mutating func note(_ data: JSONValue, _ value: Double, _ source: Int) {
    let type = data["type"]?.string
    let isCounter = type.map { $0 == "counter" } ?? false
    if !isCounter || !(value >= 0) { sources[source].isCounter = false }
    if let type, !(type == "gauge") { sources[source].isGauge = false }
    if let direction = data["direction"]?.string, direction == "lower" || direction == "higher" {
      sources[source].direction = ByteString(direction)
    }
  }

  private static func labels(_ data: JSONValue, _ record: Record) -> LabelSet {
    var labels = LabelSet(reserved: sharing)
    for name in Correlation.dimensions {
      if let value = record.root[name]?.string { labels.add(raw: name, ByteString(value)) }
    }
    if let stat = data["stat"]?.string { labels.add(raw: "stat", ByteString(stat)) }
    if let given = data["labels"] {
      for (name, value) in given.members where !(name == "__name__") {
        if let text = value.string { labels.add(raw: ByteString(name), ByteString(text)) }
      }
    }
    return labels
  }

  /// The families of all sources, sorted by name, and the number of each source's. Names that the
  /// project's own metrics have get `collected_` before them. A counter whose names another family
  /// has too is written as one of no known type, under its own name.
  func plan() -> (families: [Family], ofSource: [Int]) {
    var counters = Set(sources.indices.filter { sources[$0].isCounter })
    var named = names(counters)
    while true {
      let lost = counters.filter { number in
        let name = named.names[number]
        let others = ["_total", "_created"].map { ByteString("\(name)\($0)") }
        return named.members[name]?.contains { !counters.contains($0) } ?? false
          || others.contains { named.members[$0] != nil }
      }
      if lost.isEmpty { break }
      counters.subtract(lost)
      named = names(counters)
    }
    var ofSource = sources.map { _ in 0 }
    var families: [Family] = []
    for (name, members) in named.members.sorted(by: { $0.key < $1.key }) {
      for member in members { ofSource[member] = families.count }
      // Of several units that make the same name, the one that it ends in.
      let units = members.map { PrometheusName.unit(sources[$0].unit) }
      families.append(
        Family(
          name: name, unit: units.max { $0.bytes.count < $1.bytes.count } ?? "",
          help: help(members), kind: kind(members, counters), isShared: members.count > 1))
    }
    return (families, ofSource)
  }

  /// The name of each source's family, and the sources of each name.
  private func names(
    _ counters: Set<Int>
  ) -> (names: [ByteString], members: [ByteString: [Int]]) {
    let own = Set(StateMetric.allCases.map(\.name))
    var names: [ByteString] = []
    var members: [ByteString: [Int]] = [:]
    for (number, source) in sources.enumerated() {
      var name = PrometheusName.family(
        source.metric, unit: PrometheusName.unit(source.unit), isCounter: counters.contains(number))
      if own.contains(name) { name = ByteString("collected_\(name)") }
      names.append(name)
      members[name, default: []].append(number)
    }
    return (names, members)
  }

  private func kind(_ members: [Int], _ counters: Set<Int>) -> Kind {
    if members.allSatisfy({ counters.contains($0) }) { return .counter }
    return members.allSatisfy { sources[$0].isGauge } ? .gauge : .unknown
  }

  private func help(_ members: [Int]) -> ByteString {
    let first = sources[members[0]]
    let names = Set(members.map { sources[$0].metric }).sorted().map(\.description)
    var text = "The latest value of \(names.joined(separator: ", "))"
    if members.count == 1, !first.unit.bytes.isEmpty, first.unit != "1" {
      text += " in \(first.unit)"
    }
    if members.count == 1, first.direction != "none" { text += "; \(first.direction) is better" }
    // What must be escaped here differs between OpenMetrics and Prometheus' older text.
    return ByteString(
      text.utf8.map { $0 == 0x22 || $0 == 0x5C ? 0x27 : $0 < 0x20 ? 0x20 : $0 })
  }
}

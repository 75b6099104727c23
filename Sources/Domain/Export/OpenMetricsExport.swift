internal import Glibc
public import Kernel

/// Records as OpenMetrics 1.0 text: the latest point of each metric series, and `StateMetric` of what
/// is derived from records. Prometheus' older text format reads it too, unless it has timestamps.
///
/// Memory: about 100 bytes a series and its labels, in a `StateMemory`; besides the last decision of
/// each policy and the names of metrics.
public final class OpenMetricsExport: Exporter {
  private let table: SampleTable
  private let withTimestamps: Bool
  private let memory: StateMemory
  private var state: StateSamples
  private var metrics: MetricFamilies
  private let rejects: () -> Int
  private let more = ByteBuffer(capacity: 64)

  /// An export that has heard nothing. `rejects` is asked at the end how many inputs were refused.
  public init(
    withTimestamps: Bool, memory: StateMemory, rejects: @escaping () -> Int
  ) throws(Failure) {
    table = try SampleTable(memory)
    self.withTimestamps = withTimestamps
    self.memory = memory
    self.rejects = rejects
    state = StateSamples(table)
    metrics = MetricFamilies(table)
  }

  /// Takes a record in.
  public func hear(_ record: Record) throws(Failure) {
    try state.hear(record)
    try metrics.hear(record)
  }

  /// Metric records that have no number, and decisions that do not say of what or when.
  public var omissions: [String] { state.left.sentences + metrics.left.sentences }

  /// The families of the metric records so far, by name, each with what it was named after.
  func metricFamilies() -> [(family: MetricFamilies.Family, sources: [MetricFamilies.Source])] {
    let (families, ofSource) = metrics.plan()
    return families.enumerated().map { number, family in
      (
        family,
        metrics.sources.indices.filter { ofSource[$0] == number }.map { metrics.sources[$0] }
      )
    }
  }

  /// Writes the text.
  public func write(to writer: RecordWriter) throws(Failure) {
    try state.finish(rejects: rejects())
    try addLimits()
    let (families, ofSource) = metrics.plan()
    let own = StateMetric.allCases.count
    // The order of metrics of one name, which is not that of their arrival.
    let byName = metrics.sources.indices.sorted {
      let (left, right) = (metrics.sources[$0], metrics.sources[$1])
      return (left.metric, left.unit) < (right.metric, right.unit)
    }
    var rank = byName
    for (place, number) in byName.enumerated() { rank[number] = place }
    // The number of a sample's family in the text.
    func listed(_ sample: SampleTable.Sample) -> Int {
      let family = Int(sample.family)
      return family < own ? family : own + ofSource[family - own]
    }
    let order = StateArray<UInt32>(memory)
    for number in 0..<UInt32(table.count) where table.sample(number).isPresent {
      try order.append(number)
    }
    order.sort { first, second in
      let (left, right) = (table.sample(first), table.sample(second))
      let (family, other) = (listed(left), listed(right))
      if family != other { return family < other }
      let compared = OpenMetricsExport.compare(table.labels(left), table.labels(right))
      if compared != 0 || family < own { return compared < 0 }
      return rank[Int(left.family) - own] < rank[Int(right.family) - own]
    }
    // Before anything is written, so that what cannot be whole is nothing.
    for index in 1..<max(1, order.count) {
      let (known, sample) = (table.sample(order[index - 1]), table.sample(order[index]))
      guard known.family == sample.family, table.labels(known) == table.labels(sample) else {
        continue
      }
      let family = listed(sample)
      let name = family < own ? StateMetric.allCases[family].name : families[family - own].name
      throw .data(
        Place("input"),
        "two series are both \(name){\(table.labels(sample).text)}; labels whose names differ in "
          + "letters, digits and _ would be right")
    }
    let output = TextOutput(writer)
    var last: Int?
    for index in 0..<order.count {
      let sample = table.sample(order[index])
      let number = listed(sample)
      if number < own {
        let metric = StateMetric.allCases[number]
        if last != number { head(metric, output) }
        write(sample, metric.name, "", shared: nil, output)
      } else {
        let family = families[number - own]
        if last != number { head(family, output) }
        write(
          sample, family.name, family.kind == .counter ? "_total" : "",
          shared: family.isShared ? metrics.sources[Int(sample.family) - own] : nil, output)
      }
      last = number
      try output.settle()
    }
    output.buffer.append("# EOF\n")
    try output.flush()
  }

  private static func compare(_ left: ByteView, _ right: ByteView) -> Int {
    let shared = Int(memcmp(left.start, right.start, min(left.count, right.count)))
    return shared == 0 ? left.count - right.count : shared
  }

  /// The capacities that metric records state, as samples of their own.
  private func addLimits() throws(Failure) {
    let own = StateMetric.allCases.count
    for number in 0..<UInt32(table.count) {
      let sample = table.sample(number)
      guard Int(sample.family) >= own, !sample.limit.isNaN else { continue }
      let source = metrics.sources[Int(sample.family) - own]
      var labels = LabelSet()
      labels.add("metric", source.metric)
      labels.add("unit", source.unit)
      let entry = try table.find(
        family: StateMetric.metricLimit.rawValue, labels, behind: table.labels(sample))
      SampleTable.set(entry, at: nil, sample.limit)
    }
  }

  private func head(_ metric: StateMetric, _ output: TextOutput) {
    head(
      .init(name: metric.name, unit: metric.unit, help: metric.help, kind: .gauge, isShared: false),
      output)
  }

  private func head(_ family: MetricFamilies.Family, _ output: TextOutput) {
    let buffer = output.buffer
    func line(_ keyword: StaticString, _ text: ByteString) {
      buffer.append(keyword)
      buffer.append(family.name)
      buffer.append(" ")
      buffer.append(text)
      buffer.append("\n")
    }
    switch family.kind {
    case .gauge: line("# TYPE ", "gauge")
    case .counter: line("# TYPE ", "counter")
    case .unknown: break
    }
    if !family.unit.bytes.isEmpty { line("# UNIT ", family.unit) }
    line("# HELP ", family.help)
  }

  private func write(
    _ sample: SampleTable.Sample, _ name: ByteString, _ suffix: StaticString,
    shared source: MetricFamilies.Source?, _ output: TextOutput
  ) {
    let buffer = output.buffer
    buffer.append(name)
    buffer.append(suffix)
    let labels = table.labels(sample)
    more.removeAll()
    if let source {
      var labels = LabelSet()
      labels.add(MetricFamilies.sharing[0], source.metric)
      labels.add(MetricFamilies.sharing[1], source.unit)
      labels.write(to: more)
    }
    if !labels.isEmpty || more.count > 0 {
      buffer.append("{")
      buffer.append(labels)
      if !labels.isEmpty, more.count > 0 { buffer.append(",") }
      buffer.append(more.view)
      buffer.append("}")
    }
    buffer.append(" ")
    OpenMetricsExport.append(sample.value, to: buffer)
    if withTimestamps, sample.hasTime {
      buffer.append(" ")
      OpenMetricsExport.append(
        Instant(seconds: sample.seconds, nanoseconds: Int(sample.nanoseconds)), to: buffer)
    }
    buffer.append("\n")
  }

  /// A number: OpenMetrics 1.0 section 4.1, `number`.
  static func append(_ value: Double, to buffer: ByteBuffer) {
    if value.isNaN {
      buffer.append("NaN")
    } else if value.isInfinite {
      buffer.append(value > 0 ? "+Inf" : "-Inf")
    } else {
      NumberText.write(value, to: buffer)
    }
  }

  /// Seconds since 1970 with as many digits of a second as there are.
  private static func append(_ time: Instant, to buffer: ByteBuffer) {
    // Before 1970 the fraction counts forward from a whole second below.
    guard time.seconds >= 0 else { return NumberText.write(time.timeInterval, to: buffer) }
    buffer.append(decimal: time.seconds)
    guard time.nanoseconds > 0 else { return }
    let digits = String(time.nanoseconds)
    var text = String(repeating: "0", count: 9 - digits.count) + digits
    while text.hasSuffix("0") { text.removeLast() }
    buffer.append(".\(text)")
  }
}

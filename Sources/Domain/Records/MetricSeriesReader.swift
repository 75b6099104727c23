public import Kernel

/// Gathers metric records into series, in the order in which each first arrived.
///
/// Holds 32 bytes a point, and as many again once all are gathered, in a `StateMemory`; besides the
/// names of series, releases and commits. Cost: a hash of the identifying texts a record.
public struct MetricSeriesReader {
  /// The option that changes which attributes tell series apart.
  public static let option = Option(
    "by", argument: "NAMES", help: "Attributes that tell series apart, separated by commas",
    standard: Correlation.dimensions.map(\.description).joined(separator: ","))

  private var series: [MetricSeries] = []
  private let memory: StateMemory
  private var points: StateArray<MetricSeries.Point>
  /// Releases and commits that points refer to.
  public private(set) var names: [ByteString] = []
  /// How many metric records had no number to look at.
  public private(set) var withoutValue = 0

  private let dimensions: [ByteString]
  private var places: [ByteString: Int] = [:]
  private var identities: [ByteString: Int] = [:]
  private var nameIndex: [ByteString: Int32] = [:]
  private let key = ByteBuffer(capacity: 512)

  /// A reader that tells series apart by these attributes, besides metric, unit and labels.
  public init(
    dimensions: [ByteString] = Correlation.dimensions, memory: StateMemory = StateMemory()
  ) {
    self.dimensions = dimensions
    self.memory = memory
    points = StateArray(memory)
  }

  /// All series of a run's input. Metric records without a number are counted on standard error.
  public static func gather(_ run: Run) throws(Failure) -> MetricSeriesReader {
    let names = run.options.value(option.name) ?? ""
    var collected = MetricSeriesReader(
      dimensions: names.split(separator: ",").map { ByteString(String($0)) },
      memory: try run.stateMemory())
    let reader = run.reader()
    while let record = try reader.next() {
      guard let fault = try collected.take(record) else { continue }
      if run.onError == .stop { throw .data(record.place, fault) }
      run.rejects += 1
      run.warn("\(record.place): \(fault)")
    }
    try collected.finish()
    if collected.withoutValue > 0 {
      run.warn("metric records without a number as value, passed over: \(collected.withoutValue)")
    }
    return collected
  }

  /// Takes a record; others than metrics are passed over. Returns what is wrong with it, or nil.
  public mutating func take(_ record: Record) throws(Failure) -> String? {
    guard record.type == "sluice.metric.v1" else { return nil }
    guard let data = record.data, let metric = data["metric"]?.string else {
      return "a metric record without data.metric"
    }
    guard let text = record.time, let time = Instant(text) else {
      return "a metric record without time"
    }
    guard let value = data["value"]?.number else {
      withoutValue += 1
      return nil
    }
    let place = place(of: metric, data, record)
    if let direction = data["direction"]?.string,
      series[place].direction.withView({ !($0 == direction) })
    {
      series[place].direction = ByteString(direction)
    }
    if let limit = data["limit"]?.number { series[place].limit = limit }
    series[place].pointCount += 1
    try points.append(
      .init(
        series: place, time: time, value: value, release: name(record.attribute("release")),
        commit: name(record.attribute("commit"))))
    return nil
  }

  /// Brings the points of each series together; nothing may be taken in after it.
  private mutating func finish() throws(Failure) {
    var next: [Int] = []
    var start = 0
    for one in series {
      next.append(start)
      start += one.pointCount
    }
    let grouped = StateArray<MetricSeries.Point>(memory)
    try grouped.append(zeros: points.count)
    for index in 0..<points.count {
      let point = points[index]
      grouped[next[Int(point.series)]] = point
      next[Int(point.series)] += 1
    }
    points.removeAll()
    points = grouped
  }

  /// Calls `body` with every series and its points, one series after the other in the order in which
  /// they first arrived. Only one series' points are held besides.
  public func forEachSeries(_ body: (MetricSeries) throws(Failure) -> Void) throws(Failure) {
    var start = 0
    for var one in series {
      let range = start..<start + one.pointCount
      start = range.upperBound
      one.points = range.map { points[$0] }
      let isOrdered = zip(one.points, one.points.dropFirst()).allSatisfy { $0.time <= $1.time }
      if !isOrdered {
        let order = one.points.indices.sorted {
          (one.points[$0].time, $0) < (one.points[$1].time, $1)
        }
        one.points = order.map { one.points[$0] }
      }
      try body(one)
    }
  }

  /// The envelope of a result about a series: its dimensions, and time, release and commit of its
  /// last point.
  public func envelope(of series: MetricSeries, source: ByteString) -> Envelope {
    var envelope = Envelope(
      source: source, subject: series.metric, attributes: series.dimensions)
    guard let last = series.points.last else { return envelope }
    envelope.time = ByteString(last.time.description)
    for member in origin(of: last)
    where !envelope.attributes.contains(where: { $0.key == member.key }) {
      envelope.attributes.append(member)
    }
    return envelope
  }

  /// Commit and release of a point, where known.
  public func origin(of point: MetricSeries.Point) -> [JSON.Member] {
    [("commit", point.commit), ("release", point.release)].compactMap { key, place in
      name(at: place).map { .init(key, .string($0)) }
    }
  }

  /// The text of a release or commit; nil for a negative place.
  public func name(at place: Int32) -> ByteString? { place < 0 ? nil : names[Int(place)] }

  private mutating func name(_ text: ByteView?) -> Int32 {
    guard let text else { return -1 }
    let copy = ByteString(text)
    if let known = nameIndex[copy] { return known }
    let place = Int32(names.count)
    names.append(copy)
    nameIndex[copy] = place
    return place
  }

  /// The series of a record. Labels in another order are found by the canonical identity.
  private mutating func place(of metric: ByteView, _ data: JSONValue, _ record: Record) -> Int {
    key.removeAll()
    append(metric)
    append(data["unit"]?.string)
    if let labels = data["labels"] {
      for (name, value) in labels.members {
        append(name)
        append(value.string)
      }
    }
    key.append("|")
    for dimension in dimensions { append(record.root[dimension]?.string) }
    let raw = key.string
    if let known = places[raw] { return known }
    let made = make(metric, data, record)
    let canonical = made.identity.canonical
    let place = identities[canonical] ?? series.count
    if place == series.count { series.append(made) }
    identities[canonical] = place
    places[raw] = place
    return place
  }

  /// With its length in front, so that no text can run into the next.
  private func append(_ text: ByteView?) {
    guard let text else { return key.append("-") }
    key.append(decimal: text.count)
    key.append(":")
    key.append(text)
  }

  private func make(_ metric: ByteView, _ data: JSONValue, _ record: Record) -> MetricSeries {
    var labels: [JSON.Member] = []
    if let given = data["labels"] {
      for (name, value) in given.members {
        guard let text = value.string else { continue }
        labels.append(.init(ByteString(name), .string(ByteString(text))))
      }
    }
    labels.sort { $0.key < $1.key }
    let present = dimensions.compactMap { name -> JSON.Member? in
      record.root[name]?.string.map { .init(name, .string(ByteString($0))) }
    }
    var members = present
    members.append(.init("metric", .string(ByteString(metric))))
    if let unit = data["unit"]?.string { members.append(.init("unit", .string(ByteString(unit)))) }
    members.append(.init("labels", .object(labels)))
    return MetricSeries(
      identity: .object(members), metric: ByteString(metric), labels: labels,
      dimensions: present)
  }
}

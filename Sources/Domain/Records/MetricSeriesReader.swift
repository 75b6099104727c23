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

  private(set) var series: [MetricSeries] = []
  let memory: StateMemory
  private var points: StateArray<MetricSeries.Point>
  /// Releases and commits that points refer to.
  public private(set) var names: [ByteString] = []

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

  /// A reader as a run's command line asks for it.
  init(_ run: Run) throws(Failure) {
    let names = run.options.value(MetricSeriesReader.option.name) ?? ""
    self.init(
      dimensions: names.split(separator: ",").map { ByteString(String($0)) },
      memory: try run.stateMemory())
  }

  /// All series of a run's input, or of `inputs`. Metric records without a number are counted on
  /// standard error; `others` is called with every record of another kind.
  public static func gather(
    _ run: Run, over inputs: [String]? = nil,
    others: (Record) throws(Failure) -> Void = { _ throws(Failure) in }
  ) throws(Failure) -> MetricSeriesReader {
    var collected = try MetricSeriesReader(run)
    try collected.readAll(run, over: inputs, others: others) {
      (collected, record, point) throws(Failure) in
      collected.series[point.series].pointCount += 1
      try collected.points.append(
        .init(
          series: point.series, time: point.time, value: point.value,
          release: collected.name(record.attribute("release")),
          commit: collected.name(record.attribute("commit"))))
    }
    try collected.finish()
    return collected
  }

  /// Calls `body` with every metric record of a run's input and the point that it brings, and
  /// `others` with every other record.
  mutating func readAll(
    _ run: Run, over inputs: [String]? = nil,
    others: (Record) throws(Failure) -> Void = { _ throws(Failure) in },
    _ body: (inout MetricSeriesReader, Record, Measurement) throws(Failure) -> Void
  ) throws(Failure) {
    var withoutValue = 0
    let reader = run.reader(over: inputs)
    while let record = try reader.next() {
      switch read(record) {
      case .other: try others(record)
      case .withoutValue: withoutValue += 1
      case .point(let point): try body(&self, record, point)
      case .fault(let fault):
        if run.onError == .stop { throw .data(record.place, fault) }
        run.rejects += 1
        run.warn("\(record.place): \(fault)")
      }
    }
    if withoutValue > 0 {
      run.warn("metric records without a number as value, passed over: \(withoutValue)")
    }
  }

  /// What a metric record says: the number of its series, its time and its value.
  public struct Measurement {
    /// Counted from 0, in the order in which each series first arrived.
    public let series: Int
    /// When.
    public let time: Instant
    /// What was measured.
    public let value: Double
  }

  /// The point of one record; nil for a record of another kind, and for one without a number or time.
  /// Nothing but its series is kept.
  public mutating func measurement(_ record: Record) -> Measurement? {
    if case .point(let point) = read(record) { point } else { nil }
  }

  /// What tells a series from others, as it stands in `data.series` of results.
  public func identity(ofSeries number: Int) -> JSON { series[number].identity }

  private enum Reading {
    case other, withoutValue
    case point(Measurement)
    case fault(String)
  }

  private mutating func read(_ record: Record) -> Reading {
    guard record.type == "sluice.metric.v1" else { return .other }
    guard let data = record.data, let metric = data["metric"]?.string else {
      return .fault("a metric record without data.metric")
    }
    guard let text = record.time, let time = Instant(text) else {
      return .fault("a metric record without time")
    }
    guard let value = data["value"]?.number else { return .withoutValue }
    let place = place(of: metric, data, record)
    if let direction = data["direction"]?.string,
      series[place].direction.withView({ !($0 == direction) })
    {
      series[place].direction = ByteString(direction)
    }
    if let limit = data["limit"]?.number { series[place].limit = limit }
    return .point(Measurement(series: place, time: time, value: value))
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
    for (index, var one) in series.enumerated() {
      Progress.shared?.step(index, of: series.count, "series")
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
    let made = MetricSeries(metric, data, record, dimensions: dimensions)
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
}

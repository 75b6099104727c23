public import Kernel

/// The points of one metric over time, as `sluice.metric.v1` records bring them.
public struct MetricSeries: Sendable {
  /// One point.
  public struct Point: Sendable {
    /// When it was measured.
    public let time: Instant
    /// What was measured.
    public let value: Double
    /// Its release and commit: places in `MetricSeriesReader.names`, negative when not known.
    public let release: Int32
    public let commit: Int32
  }

  /// What tells the series from others, as it stands in `data.series` of results: metric, unit,
  /// labels, and the dimensions present.
  public let identity: JSON
  /// The name of the metric.
  public let metric: ByteString
  /// The labels, sorted by name.
  public let labels: [JSON.Member]
  /// The dimension attributes that its records carry.
  public let dimensions: [JSON.Member]
  /// Which way is good: `lower`, `higher` or `none`; the last one stated.
  public internal(set) var direction: ByteString = "none"
  /// The capacity, the last one stated.
  public internal(set) var limit: Double?
  /// The points by time, ties by arrival.
  public internal(set) var points: [Point] = []
}

/// Gathers metric records into series, in the order in which each first arrived.
///
/// Holds 32 bytes a point. Cost: a hash of the identifying texts a record.
public struct MetricSeriesReader {
  /// The option that changes which attributes tell series apart.
  public static let option = Option(
    "by", argument: "NAMES", help: "Attributes that tell series apart, separated by commas",
    standard: Correlation.dimensions.map(\.description).joined(separator: ","))

  /// The series so far; complete and sorted after `finish`.
  public private(set) var series: [MetricSeries] = []
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
  public init(dimensions: [ByteString] = Correlation.dimensions) {
    self.dimensions = dimensions
  }

  /// All series of a run's input. Metric records without a number are counted on standard error.
  public static func gather(_ run: Run) throws(Failure) -> MetricSeriesReader {
    let names = run.options.value(option.name) ?? ""
    var collected = MetricSeriesReader(
      dimensions: names.split(separator: ",").map { ByteString(String($0)) })
    let reader = run.reader()
    while let record = try reader.next() {
      guard let fault = collected.take(record) else { continue }
      if run.onError == .stop { throw .data(record.place, fault) }
      run.rejects += 1
      run.warn("\(record.place): \(fault)")
    }
    collected.finish()
    if collected.withoutValue > 0 {
      run.warn("metric records without a number as value, passed over: \(collected.withoutValue)")
    }
    return collected
  }

  /// Takes a record; others than metrics are passed over. Returns what is wrong with it, or nil.
  public mutating func take(_ record: Record) -> String? {
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
    series[place].points.append(
      .init(
        time: time, value: value, release: name(record.attribute("release")),
        commit: name(record.attribute("commit"))))
    return nil
  }

  /// Puts the points of every series in order.
  public mutating func finish() {
    for index in series.indices {
      let points = series[index].points
      if zip(points, points.dropFirst()).allSatisfy({ $0.time <= $1.time }) { continue }
      let order = points.indices.sorted { (points[$0].time, $0) < (points[$1].time, $1) }
      series[index].points = order.map { points[$0] }
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

public import Kernel

/// The points of one metric over time, as `sluice.metric.v1` records bring them.
public struct MetricSeries: Sendable {
  /// One point: 32 bytes.
  public struct Point: BitwiseCopyable, Sendable {
    private let seconds: Int
    private let nanoseconds: Int32
    /// The number of its series.
    let series: UInt32
    /// What was measured.
    public let value: Double
    /// Its release and commit: places in `MetricSeriesReader.names`, negative when not known.
    public let release: Int32
    public let commit: Int32

    init(series: Int, time: Instant, value: Double, release: Int32, commit: Int32) {
      seconds = time.seconds
      nanoseconds = Int32(time.nanoseconds)
      self.series = UInt32(series)
      self.value = value
      self.release = release
      self.commit = commit
    }

    /// When it was measured.
    public var time: Instant { Instant(seconds: seconds, nanoseconds: Int(nanoseconds)) }
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
  /// The points by time, ties by arrival; of a series that `MetricSeriesReader.forEachSeries` gives.
  public internal(set) var points: [Point] = []
  var pointCount = 0
}

extension MetricSeries {
  /// The series of a metric record, still without points.
  init(
    _ metric: ByteView, _ data: JSONValue, _ record: Record, dimensions names: [ByteString]
  ) {
    var labels: [JSON.Member] = []
    if let given = data["labels"] {
      for (name, value) in given.members {
        guard let text = value.string else { continue }
        labels.append(.init(ByteString(name), .string(ByteString(text))))
      }
    }
    labels.sort { $0.key < $1.key }
    dimensions = names.compactMap { name in
      record.root[name]?.string.map { .init(name, .string(ByteString($0))) }
    }
    var members = dimensions
    members.append(.init("metric", .string(ByteString(metric))))
    if let unit = data["unit"]?.string { members.append(.init("unit", .string(ByteString(unit)))) }
    members.append(.init("labels", .object(labels)))
    identity = .object(members)
    self.metric = ByteString(metric)
    self.labels = labels
  }
}

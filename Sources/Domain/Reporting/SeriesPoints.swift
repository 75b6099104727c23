internal import Kernel
internal import Records

/// The points of all series that a report may draw, thinned out: at most 512 a series, 16 bytes each.
struct SeriesPoints {
  private static let most = 512
  private var reader = MetricSeriesReader()
  private var points: [[Plot.Point]] = []
  private var numbers: [ByteString: Int] = [:]

  /// Takes a metric record in.
  mutating func add(_ record: Record) {
    guard let point = reader.measurement(record) else { return }
    if point.series == points.count {
      points.append([])
      numbers[reader.identity(ofSeries: point.series).canonical] = point.series
    }
    points[point.series].append(.init(x: point.time.timeInterval, y: point.value))
    if points[point.series].count == 2 * Self.most { thin(point.series) }
  }

  /// Of every two points the one that is further from the middle stays, so that peaks do.
  private mutating func thin(_ series: Int) {
    let all = points[series].sorted { $0.x < $1.x }
    let middle = all.map(\.y).reduce(0, +) / Double(all.count)
    points[series] = stride(from: 0, to: all.count - 1, by: 2).map { index in
      abs(all[index].y - middle) >= abs(all[index + 1].y - middle) ? all[index] : all[index + 1]
    }
  }

  /// The points of a series by time, none where there are none.
  func points(of identity: JSON) -> [Plot.Point] {
    guard let number = numbers[identity.canonical] else { return [] }
    return points[number].sorted { $0.x < $1.x }
  }
}

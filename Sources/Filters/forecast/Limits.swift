import Forecasting
import Kernel
import Records

/// Capacities from a file: JSON lines, the first that fits a series holds.
struct Limits {
  private struct Line {
    let metric: ByteString
    let limit: Double
    let direction: Limit.Direction?
    let isHard: Bool
    let labels: [JSON.Member]
  }

  private var lines: [Line] = []

  /// Reads a file; a line that says nothing useful is a fault of the settings.
  init(path: String) throws(Failure) {
    try WholeFile.forEachSetting(in: path) { (value, place) throws(Failure) in
      lines.append(try Limits.line(value, place))
    }
  }

  private static func line(_ json: JSON, _ place: Place) throws(Failure) -> Line {
    guard let metric = json["metric"]?.string, let limit = json["limit"]?.number else {
      throw .configuration(place, "an object with metric and limit would be right")
    }
    var direction: Limit.Direction?
    if let given = json["direction"] {
      guard let known = given.string.flatMap({ Limit.Direction(rawValue: $0.description) }) else {
        throw .configuration(place, "direction must be lower or higher, the way that is good")
      }
      direction = known
    }
    let isHard = json["hard"].map { $0.bool } ?? false
    guard let isHard else {
      throw .configuration(place, "hard must be true or false: whether values end there")
    }
    return Line(
      metric: metric, limit: limit, direction: direction, isHard: isHard,
      labels: json["labels"]?.object ?? [])
  }

  /// The capacity of a series: that of its records, else that of the first line that fits.
  static func limit(of series: MetricSeries, in limits: Limits?) -> Limit? {
    let stated = Limit.Direction(rawValue: series.direction.description)
    if let value = series.limit {
      return Limit(value: value, direction: stated ?? direction(towards: value, series))
    }
    let fitting = limits?.lines.first { line in
      line.metric == series.metric && line.labels.allSatisfy(series.labels.contains)
    }
    guard let fitting else { return nil }
    return Limit(
      value: fitting.limit,
      direction: fitting.direction ?? stated ?? direction(towards: fitting.limit, series),
      isHard: fitting.isHard)
  }

  /// Where neither way is called good, a limit above the last value is a ceiling.
  private static func direction(towards limit: Double, _ series: MetricSeries) -> Limit.Direction {
    (series.points.last?.value ?? limit) <= limit ? .lower : .higher
  }
}

import Forecasting
import Kernel
import Records

/// When each series last changed for good, as trend records of the same stream say.
struct LastChanges {
  private var times: [ByteString: Instant] = [:]

  /// Takes in a record; those of other kinds say nothing. A later trend of a series replaces the one
  /// before.
  mutating func take(_ record: Record) throws(Failure) {
    guard record.type == "sluice.trend.v1" else { return }
    guard let data = record.data, let series = data["series"], let changes = data["changes"] else {
      throw .data(record.place, "a trend record without data.series and data.changes")
    }
    var last: Instant?
    for change in changes.elements {
      guard let kind = change["kind"]?.string, let text = change["time"]?.string,
        let time = Instant(text)
      else { throw .data(record.place, "a change of a trend record without kind and time") }
      // A spike is over; steps and ramps are what a new history begins with.
      if kind == "step" || kind == "ramp" { last = max(last ?? time, time) }
    }
    times[JSON(series).canonical] = last
  }

  /// When a series last changed; nil when nothing says that it did.
  func time(of series: MetricSeries) -> Instant? { times[series.identity.canonical] }
}

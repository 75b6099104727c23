import Kernel
import Records
import Statistics

/// The points of a series with those of one time brought together: they are one look at it, of which
/// the median counts, since nothing orders them in time.
struct Instants {
  /// The value at each instant.
  private(set) var values: [Double] = []
  private(set) var times: [Double] = []
  /// The index of the first point of each.
  private(set) var firsts: [Int] = []

  init(_ points: [MetricSeries.Point]) {
    var start = 0
    while start < points.count {
      var end = start + 1
      while end < points.count, points[end].time == points[start].time { end += 1 }
      values.append(
        end - start == 1 ? points[start].value : Summary.median(points[start..<end].map(\.value)))
      times.append(points[start].time.timeInterval)
      firsts.append(start)
      start = end
    }
  }
  /// How many instants are before a time.
  func count(before time: Instant) -> Int {
    times.firstIndex { $0 >= time.timeInterval } ?? times.count
  }

  /// Leaves out the first ones.
  mutating func drop(_ count: Int) {
    values.removeFirst(min(count, values.count))
    times.removeFirst(min(count, times.count))
    firsts.removeFirst(min(count, firsts.count))
  }

  /// Keeps the lowest of each window of `size`.
  mutating func keepFloor(_ size: Int) {
    let places = LowerEnvelope.places(values, size: size)
    values = places.map { values[$0] }
    times = places.map { times[$0] }
    firsts = places.map { firsts[$0] }
  }
}

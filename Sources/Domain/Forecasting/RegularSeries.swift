internal import Kernel

/// A series brought to equal distances: one value per step, gaps filled.
struct RegularSeries: Sendable {
  /// One value per step.
  let values: [Double]
  /// The time of the first value.
  let start: Instant
  /// The distance of the steps.
  let spacing: Spacing
  /// How many steps had no point and were filled along a straight line.
  let gaps: Int
  /// How many points shared a step with another; the step has their mean.
  let duplicates: Int

  /// More steps than this many times the points are refused as irregular; a coarser step is taken.
  static let sparsest = 4

  /// Brings points, in the order of their times, to a regular spacing; nil with fewer than two
  /// different times.
  init?(values: [Double], times: [Instant]) {
    precondition(values.count == times.count, "one time per value")
    guard var spacing = Spacing(times), let first = times.first, let last = times.last else {
      return nil
    }
    var count = spacing.steps(from: first, to: last) + 1
    if count > RegularSeries.sparsest * values.count {
      spacing = .seconds(max(1, (last.seconds - first.seconds) / max(1, values.count - 1)))
      count = spacing.steps(from: first, to: last) + 1
    }
    var sums = [Double](repeating: 0, count: count)
    var counts = [Int](repeating: 0, count: count)
    for (value, time) in zip(values, times) {
      let place = min(max(0, spacing.steps(from: first, to: time)), count - 1)
      sums[place] += value
      counts[place] += 1
    }
    gaps = counts.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    duplicates = counts.reduce(0) { $0 + max(0, $1 - 1) }
    self.values = RegularSeries.filled(sums, counts)
    self.spacing = spacing
    start = first
  }

  /// The first and the last step always hold a point.
  private static func filled(_ sums: [Double], _ counts: [Int]) -> [Double] {
    var values = sums
    var previous = 0
    for index in values.indices where counts[index] > 0 {
      values[index] = sums[index] / Double(counts[index])
      for gap in (previous + 1)..<max(index, previous + 1) {
        let share = Double(gap - previous) / Double(index - previous)
        values[gap] = values[previous] * (1 - share) + values[index] * share
      }
      previous = index
    }
    return values
  }

  /// The time of a step, also beyond the last.
  func time(at index: Int) -> Instant { spacing.advance(start, by: index) }
}

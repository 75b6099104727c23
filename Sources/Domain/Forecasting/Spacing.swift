internal import Kernel

/// The distance between the points of a regular series.
enum Spacing: Equatable, Sendable {
  /// A fixed time.
  case seconds(Int)
  /// Calendar months: 1 a month, 3 a quarter, 12 a year. `day` is the day of the month, 31 for the
  /// last one whatever its number.
  case months(Int, day: Int)

  /// The spacing that most neighbours have; nil with fewer than two different times.
  ///
  /// `times` must ascend. Months are seen by points that all stand on one day of the month, or all
  /// on the last, at one time of day.
  init?(_ times: [Instant]) {
    if let months = Spacing.calendarMonths(times) {
      self = months
      return
    }
    var counts: [Int: Int] = [:]
    for (earlier, later) in zip(times, times.dropFirst()) where later.seconds > earlier.seconds {
      counts[later.seconds - earlier.seconds, default: 0] += 1
    }
    guard let most = counts.values.max() else { return nil }
    if most * 2 > counts.values.reduce(0, +) {
      // Ties cannot win more than half.
      self = .seconds(counts.first { $0.value == most }?.key ?? 1)
      return
    }
    let gaps = counts.flatMap { Array(repeating: $0.key, count: $0.value) }.sorted()
    self = .seconds(Spacing.rounded(gaps[gaps.count / 2]))
  }

  /// Jittered gaps gather around a round time: the nearest of a second, a minute, five minutes and
  /// so on, where it is within a tenth.
  private static func rounded(_ seconds: Int) -> Int {
    let round = [
      1, 5, 10, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400, 604_800,
    ]
    return round.first { abs($0 - seconds) * 10 <= $0 } ?? seconds
  }

  private static func calendarMonths(_ times: [Instant]) -> Spacing? {
    guard let first = times.first, times.count > 1 else { return nil }
    let start = CalendarPlace(first)
    var sameDay = true
    var lastDay = true
    var differences: [Int: Int] = [:]
    var previous = start.monthIndex
    for time in times {
      let place = CalendarPlace(time)
      guard place.secondOfDay == start.secondOfDay else { return nil }
      sameDay = sameDay && place.day == start.day
      lastDay = lastDay && place.isLastDay
      guard sameDay || lastDay else { return nil }
      if place.monthIndex > previous { differences[place.monthIndex - previous, default: 0] += 1 }
      previous = place.monthIndex
    }
    guard let most = differences.values.max() else { return nil }
    let step = differences.filter { $0.value == most }.keys.min() ?? 1
    return .months(step, day: sameDay ? start.day : 31)
  }

  /// The time `steps` later; a day that a month does not have becomes its last.
  func advance(_ time: Instant, by steps: Int) -> Instant {
    switch self {
    case .seconds(let seconds): return time.advanced(bySeconds: seconds * steps)
    case .months(let months, let day):
      let place = CalendarPlace(time)
      let index = place.monthIndex + months * steps
      let year = Calendar.floorDivide(index, 12)
      let month = index - year * 12 + 1
      let last = Calendar.days(inMonth: month, year: year)
      let days = Calendar.days(year: year, month: month, day: min(day, last))
      return Instant(seconds: days * 86400 + place.secondOfDay, nanoseconds: time.nanoseconds)
    }
  }

  /// How many steps lie between two times, to the nearest one.
  func steps(from start: Instant, to end: Instant) -> Int {
    switch self {
    case .seconds(let seconds):
      return Calendar.floorDivide(end.seconds - start.seconds + seconds / 2, seconds)
    case .months(let months, _):
      let difference = CalendarPlace(end).monthIndex - CalendarPlace(start).monthIndex
      return Calendar.floorDivide(difference + months / 2, months)
    }
  }

  /// The seasons that a calendar suggests, in points, ascending.
  var seasons: [Int] {
    switch self {
    case .months(1, _): return [12]
    case .months(2, _): return [6]
    case .months(3, _): return [4]
    case .months(4, _): return [3]
    case .months(6, _): return [2]
    case .months: return []
    case .seconds(604_800): return [52]
    case .seconds(86400): return [7]
    case .seconds(let seconds):
      var periods = [86400, 604_800]
      if seconds <= 300 { periods.insert(3600, at: 0) }
      return periods.compactMap { period in
        period % seconds == 0 && period / seconds > 1 ? period / seconds : nil
      }
    }
  }
}

/// Where an instant stands in the calendar.
struct CalendarPlace {
  let monthIndex: Int
  let day: Int
  let secondOfDay: Int
  let isLastDay: Bool

  init(_ time: Instant) {
    let days = Calendar.floorDivide(time.seconds, 86400)
    let date = Calendar.date(days: days)
    monthIndex = date.year * 12 + date.month - 1
    day = date.day
    secondOfDay = time.seconds - days * 86400
    isLastDay = date.day == Calendar.days(inMonth: date.month, year: date.year)
  }
}

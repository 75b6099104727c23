internal import Glibc
internal import Kernel

/// The round values beside a plot, 1, 2 or 5 times a power of ten apart (Heckbert, "Nice Numbers for
/// Graph Labels", Graphics Gems, 1990).
struct ValueAxis {
  /// The values, rising; they go as far as the data or a little farther.
  let ticks: [Double]
  private let step: Double
  private let divisor: Double
  private let suffix: String

  /// About `count` values for a range, its ends where it has no width or more than a number holds.
  init(_ range: ClosedRange<Double>, count: Double = 4) {
    let rough = (range.upperBound - range.lowerBound) / count
    let size = max(abs(range.lowerBound), abs(range.upperBound))
    if rough.isFinite, rough > size * 1e-12 {
      let power = pow(10, log10(rough).rounded(.down))
      let step = power * ([1, 2, 5].first { $0 * power >= rough } ?? 10)
      let first = (range.lowerBound / step).rounded(.down)
      let last = (range.upperBound / step).rounded(.up)
      ticks = stride(from: first, through: last, by: 1).map { $0 * step }
      self.step = step
    } else {
      ticks = Array(Set([range.lowerBound, range.upperBound])).sorted()
      step = 0
    }
    let prefixes: [(from: Double, divisor: Double, suffix: String)] = [
      (1e18, 1, ""), (1e15, 1e15, " P"), (1e12, 1e12, " T"), (1e9, 1e9, " G"), (1e6, 1e6, " M"),
      (1e4, 1e3, " k"),
    ]
    let prefix = prefixes.first { size >= $0.from }
    suffix = prefix?.suffix ?? ""
    divisor = prefix?.divisor ?? 1
  }

  /// A value in as many digits as tell it from its neighbours, with a prefix of the SI where it is large.
  func label(_ value: Double) -> String {
    guard step > 0 else { return JSON.number(value).canonical.description }
    let places = pow(10, min(12, max(0, -log10(step / divisor).rounded(.down))))
    let rounded = (value / divisor * places).rounded() / places
    return JSON.number(rounded == 0 ? 0 : rounded).canonical.description + suffix
  }
}

/// The round times below a plot, in UTC.
struct TimeAxis {
  /// Seconds since 1970 with their text.
  let ticks: [(x: Double, label: String)]

  /// At most seven times within a range.
  init(_ range: ClosedRange<Double>) {
    let most = 6.0
    let span = range.upperBound - range.lowerBound
    let minutes = [1.0, 2, 5, 10, 15, 30]
    let steps =
      minutes + minutes.map { $0 * 60 } + [1, 2, 3, 6, 12].map { $0 * 3600 }
      + [1, 2, 7, 14].map { $0 * 86400 }
    if let step = steps.first(where: { span <= $0 * most }) {
      // Weeks begin on Monday, as 1970-01-05 was one.
      let origin = step >= 7 * 86400 ? 4 * 86400.0 : 0
      let first = ((range.lowerBound - origin) / step).rounded(.up) * step + origin
      ticks = stride(from: first, through: range.upperBound, by: step).map {
        ($0, TimeAxis.label($0, step: step))
      }
    } else {
      ticks = TimeAxis.months(in: range, most: most)
    }
  }

  /// The first days of months so many months apart that there are few.
  private static func months(
    in range: ClosedRange<Double>, most: Double
  ) -> [(x: Double, label: String)] {
    let (firstMonth, lastMonth) = (month(of: range.lowerBound), month(of: range.upperBound))
    let steps = [1, 2, 3, 6] + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map { $0 * 12 }
    let step = steps.first { Double(lastMonth - firstMonth) <= Double($0) * most } ?? 12_000
    let first = (firstMonth + step - 1) / step * step
    return stride(from: first, through: lastMonth, by: step).compactMap { month in
      let x = Double(Calendar.days(year: month / 12, month: month % 12 + 1, day: 1)) * 86400
      guard range.contains(x) else { return nil }
      let text = Instant(seconds: Int(x)).description
      return (x, String(text.prefix(step % 12 == 0 ? 4 : 7)))
    }
  }

  /// Months since year 0.
  private static func month(of x: Double) -> Int {
    let (year, month, _) = Calendar.date(days: Calendar.floorDivide(Int(x), 86400))
    return year * 12 + month - 1
  }

  private static func label(_ x: Double, step: Double) -> String {
    let text = Instant(seconds: Int(x)).description
    if step >= 86400 { return String(text.prefix(10)) }
    return "\(text.dropFirst(5).prefix(5)) \(text.dropFirst(11).prefix(step < 60 ? 8 : 5))"
  }
}

/// A point in time in UTC: seconds since 1970-01-01T00:00:00Z and nanoseconds, without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970, negative before.
  public let seconds: Int
  /// 0 to 999,999,999.
  public let nanoseconds: Int

  /// The instant that many seconds and nanoseconds after 1970 began.
  public init(seconds: Int, nanoseconds: Int = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads RFC 3339 section 5.6 in UTC (`Z` or `z`, offset `+00:00` refused as records demand `Z`).
  /// Up to nine digits of a second; a leap second reads as the second before it.
  public init?(_ text: ByteView) {
    guard let (instant, offset) = Instant.parse(text), offset == nil else { return nil }
    self = instant
  }

  /// The same, of a text.
  public init?(_ text: String) {
    guard let instant = ByteString(text).withView({ Instant($0) }) else { return nil }
    self = instant
  }

  /// Reads RFC 3339 with any offset, and brings it to UTC.
  public init?(anyOffset text: ByteView) {
    guard let (instant, offset) = Instant.parse(text) else { return nil }
    self.init(seconds: instant.seconds - (offset ?? 0), nanoseconds: instant.nanoseconds)
  }

  /// The local instant and its offset from UTC in seconds, nil for `Z`.
  private static func parse(_ text: ByteView) -> (Instant, Int?)? {
    guard text.count >= 20, text[4] == 0x2D, text[7] == 0x2D, text[10] | 0x20 == 0x74,
      text[13] == 0x3A, text[16] == 0x3A,
      let year = number(text, 0, 4), let month = number(text, 5, 7), let day = number(text, 8, 10),
      let hour = number(text, 11, 13), let minute = number(text, 14, 16),
      let second = number(text, 17, 19),
      (1...12).contains(month), day >= 1, day <= Calendar.days(inMonth: month, year: year),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var index = 19
    var nanoseconds = 0
    if text[index] == 0x2E {
      index += 1
      var scale = 100_000_000
      let first = index
      while index < text.count, text[index] &- 0x30 < 10 {
        guard scale > 0 else { return nil }
        nanoseconds += Int(text[index] - 0x30) * scale
        scale /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    guard index < text.count else { return nil }
    let days = Calendar.days(year: year, month: month, day: day)
    let seconds = days * 86400 + hour * 3600 + minute * 60 + min(second, 59)
    let instant = Instant(seconds: seconds, nanoseconds: nanoseconds)
    if text[index] | 0x20 == 0x7A { return index + 1 == text.count ? (instant, nil) : nil }
    guard text[index] == 0x2B || text[index] == 0x2D, index + 6 == text.count,
      text[index + 3] == 0x3A, let hours = number(text, index + 1, index + 3),
      let minutes = number(text, index + 4, index + 6), hours < 24, minutes < 60
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return (instant, text[index] == 0x2D ? -offset : offset)
  }

  @inline(__always)
  private static func number(_ text: ByteView, _ lower: Int, _ upper: Int) -> Int? {
    var value = 0
    for index in lower..<upper {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// RFC 3339 in UTC with `Z`, with as many digits of the second as it needs.
  public var description: String {
    let days = Calendar.floorDivide(seconds, 86400)
    let rest = seconds - days * 86400
    let (year, month, day) = Calendar.date(days: days)
    var text = "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
    text += "\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))"
    if nanoseconds > 0 {
      var digits = pad(nanoseconds, 9)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + "Z"
  }

  private func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Seconds since 1970 with the fraction, to about 0.2 µs in our century.
  public var timeInterval: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

  /// Seconds from an earlier instant to this one, negative from a later one.
  public func seconds(since earlier: Instant) -> Double {
    Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
  }

  /// This instant, later by `seconds`.
  public func advanced(bySeconds more: Int) -> Instant {
    Instant(seconds: seconds + more, nanoseconds: nanoseconds)
  }

  /// Earlier comes first.
  public static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

/// The proleptic Gregorian calendar: days since 1970-01-01 and dates.
public enum Calendar {
  /// Days since 1970-01-01 of a date (Hinnant, "chrono-compatible low-level date algorithms").
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date that many days after 1970-01-01 (the same source).
  public static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// How many days a month has.
  public static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The quotient rounded down, also for negative numbers.
  @inline(__always)
  public static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }
}

internal import Kernel

/// How many values become one.
enum Aggregate: String, Sendable {
  case max, min, sum, mean, last, p50, p90, p95, p99

  /// The percentile that it is, 1 to 99.
  fileprivate var percent: Int? {
    switch self {
    case .p50: 50
    case .p90: 90
    case .p95: 95
    case .p99: 99
    case .max, .min, .sum, .mean, .last: nil
    }
  }
}

/// Values on the way to becoming one number, which does not depend on their order.
///
/// Memory: 8 bytes a value for percentiles, else constant.
struct Aggregation {
  private let way: Aggregate
  private let values: StateArray<Double>?
  private var count = 0
  private var extreme = 0.0
  private var sum = ExactSum()

  init(_ measure: Measure, _ memory: StateMemory) {
    if case .field(_, let way) = measure { self.way = way } else { way = .last }
    values = way.percent == nil ? nil : StateArray(memory)
  }

  mutating func add(_ value: Double) throws(Failure) {
    switch way {
    case .max: extreme = count == 0 ? value : Swift.max(extreme, value)
    case .min: extreme = count == 0 ? value : Swift.min(extreme, value)
    case .sum, .mean: sum.add(value)
    case .last: break
    case .p50, .p90, .p95, .p99: try values?.append(value)
    }
    count += 1
  }

  /// The number; nil when there is none, and for `last`. Percentiles are by nearest rank.
  var result: Double? {
    guard count > 0 else { return nil }
    switch way {
    case .max, .min: return extreme
    case .sum: return sum.value
    case .mean: return sum.value / Double(count)
    case .last: return nil
    case .p50, .p90, .p95, .p99:
      guard let values, let percent = way.percent else { return nil }
      values.sort { $0 < $1 }
      return values[Swift.max(0, (percent * values.count + 99) / 100 - 1)]
    }
  }
}

/// A sum of finite doubles without rounding until the end, so that their order does not show in its
/// last digit, nor whether some of them go beyond the range of a double on the way.
struct ExactSum {
  /// From here on values are added up as this share of them; below, as many as a machine can count do
  /// not leave the range.
  private static let large = 0x1p960
  private static let share = 0x1p-100

  private var small = Expansion()
  private var largeShare = Expansion()

  mutating func add(_ value: Double) {
    if abs(value) < ExactSum.large {
      small.add(value)
    } else {
      largeShare.add(value * ExactSum.share)
    }
  }

  /// The sum, rounded; infinite when it is beyond the range.
  var value: Double {
    var shares = largeShare
    // What is left of large values is so much larger than the rest that its last digits do not show.
    if shares.value == 0 { return small.value }
    shares.add(small.value * ExactSum.share)
    return shares.value / ExactSum.share
  }
}

/// A sum as doubles that do not overlap: Shewchuk, Adaptive Precision Floating-Point Arithmetic (1997),
/// section 2.4.
private struct Expansion {
  /// The smallest in magnitude first.
  private var parts: [Double] = []

  mutating func add(_ given: Double) {
    var value = given
    var kept = 0
    for index in parts.indices {
      var part = parts[index]
      if abs(value) < abs(part) { swap(&value, &part) }
      let high = value + part
      let low = part - (high - value)
      if low != 0 {
        parts[kept] = low
        kept += 1
      }
      value = high
    }
    parts.removeLast(parts.count - kept)
    parts.append(value)
  }

  /// The sum, rounded once.
  var value: Double {
    var index = parts.count - 1
    guard index >= 0 else { return 0 }
    var high = parts[index]
    var low = 0.0
    while index > 0 {
      index -= 1
      let before = high
      high = before + parts[index]
      low = parts[index] - (high - before)
      if low != 0 { break }
    }
    // Half way between two doubles what stands below decides, which one rounding cannot see.
    if index > 0, low != 0, (low < 0) == (parts[index - 1] < 0) {
      let twice = low * 2
      let next = high + twice
      if twice == next - high { high = next }
    }
    return high
  }
}

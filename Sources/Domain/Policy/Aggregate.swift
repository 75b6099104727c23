internal import Kernel

/// How many values become one.
enum Aggregate: String, Sendable {
  case max, min, sum, mean, last, p50, p90, p95, p99
}

extension Aggregate {
  /// One number of many, which it sorts, so that the order of arrival does not show in the last digit
  /// of a sum; percentiles by nearest rank. Nil when there is none, and for `last`.
  func of(_ values: StateArray<Double>) -> Double? {
    guard values.count > 0 else { return nil }
    values.sort { $0 < $1 }
    switch self {
    case .max: return values[values.count - 1]
    case .min: return values[0]
    case .sum: return sum(values)
    case .mean: return sum(values) / Double(values.count)
    case .p50: return percentile(values, 50)
    case .p90: return percentile(values, 90)
    case .p95: return percentile(values, 95)
    case .p99: return percentile(values, 99)
    case .last: return nil
    }
  }

  private func sum(_ sorted: StateArray<Double>) -> Double {
    (0..<sorted.count).reduce(0) { $0 + sorted[$1] }
  }

  private func percentile(_ sorted: StateArray<Double>, _ percent: Int) -> Double {
    sorted[Swift.max(0, (percent * sorted.count + 99) / 100 - 1)]
  }
}

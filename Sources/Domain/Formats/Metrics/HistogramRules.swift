internal import Kernel

/// The samples of one histogram at one time: bounds rise, counts rise, and they add up.
struct HistogramRules {
  private var group: ByteString?
  private var time: Double?
  private var bound: Double?
  private var value = 0.0
  private var count: Double?
  private var sum: Double?
  private var gaugeSum: Double?
  private var hasNegativeBound = false

  /// Takes a sample.
  mutating func take(
    _ suffix: ByteString, _ number: Double, bound new: Double?, group key: ByteString, time: Double?
  ) throws(ExpositionFault) {
    if group != key || self.time != time {
      try end()
      self = HistogramRules()
      group = key
      self.time = time
    }
    switch suffix {
    case "_bucket":
      guard let new else { return }
      if new < 0 { hasNegativeBound = true }
      if let bound, new <= bound { throw ExpositionFault("buckets whose bounds do not rise") }
      if number < value { throw ExpositionFault("buckets whose counts fall, each holds the last") }
      bound = new
      value = number
    case "_count", "_gcount": count = number
    case "_sum": sum = number
    case "_gsum": gaugeSum = number
    default: break
    }
  }

  /// Checks what was taken.
  func end() throws(ExpositionFault) {
    guard group != nil else { return }
    guard bound == .infinity else { throw ExpositionFault("a histogram without its +Inf bucket") }
    if let count, count != value {
      throw ExpositionFault("a histogram's count that is not that of its +Inf bucket")
    }
    let hasSum = sum != nil || gaugeSum != nil
    guard hasSum == (count != nil) else {
      throw ExpositionFault("a histogram with a sum or a count, both would be right")
    }
    if hasNegativeBound, sum != nil {
      throw ExpositionFault("a histogram's sum beside negative bounds, none would be right")
    }
    if !hasNegativeBound, let gaugeSum, gaugeSum < 0 {
      throw ExpositionFault("a histogram's sum below 0 without negative bounds")
    }
  }
}

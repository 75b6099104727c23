/// The value one season before; without a season the last value.
struct SeasonalNaive: Member {
  let name = "seasonal-naive"
  let residuals: [Double]
  private let tail: [Double]

  /// `period` 1 for no season; there must be more values than that.
  init(_ values: [Double], period: Int) {
    residuals = (period..<values.count).map { values[$0] - values[$0 - period] }
    tail = Array(values.suffix(period))
  }

  func path(_ horizon: Int, error: () -> Double) -> [Double] {
    var season = tail
    return (0..<horizon).map { step in
      season[step % tail.count] += error()
      return season[step % tail.count]
    }
  }
}

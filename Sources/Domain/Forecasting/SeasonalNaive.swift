/// The value one season before; without a season the last value.
struct SeasonalNaive: Member {
  let name = "seasonal-naive"
  let residuals: [Double]
  private let values: [Double]
  private let period: Int

  /// `period` 1 for no season; there must be more values than that.
  init(_ values: [Double], period: Int) {
    residuals = (period..<values.count).map { values[$0] - values[$0 - period] }
    self.values = values
    self.period = period
  }

  /// Of several periods the one whose steps are least, over the values that all of them reach: a
  /// week that shows beside a day may still tell less than yesterday.
  static func best(of periods: [Int], _ values: [Double]) -> Int? {
    guard let longest = periods.max() else { return nil }
    let reached = longest..<values.count
    let steps = periods.map { period in
      reached.reduce(0) { $0 + abs(values[$1] - values[$1 - period]) }
    }
    return zip(periods, steps).min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  var reach: Int { period }

  func path(_ horizon: Int, error: () -> Double) -> [Double] {
    var season = Array(values.suffix(period))
    return (0..<horizon).map { step in
      season[step % period] += error()
      return season[step % period]
    }
  }

  func expected(after origin: Int, _ horizon: Int) -> [Double] {
    (0..<horizon).map { values[origin - period + $0 % period] }
  }
}

/// The Mann-Kendall test of a monotone trend (Mann 1945, Kendall 1975), with ties.
struct MannKendall: Equatable, Sendable {
  /// How many pairs rise minus how many fall.
  let score: Int
  /// The variance of `score` under exchangeability, corrected for ties.
  let variance: Double
  /// How many values there are.
  let count: Int

  /// Counts all pairs by merging. Cost: n log n.
  init(_ values: [Double]) {
    count = values.count
    var sorted = values
    var spare = values
    let falls = MannKendall.countFalls(&sorted, &spare, 0, values.count)
    let pairs = count * (count - 1) / 2
    var tiedPairs = 0
    var correction = 0.0
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, sorted[end] == sorted[start] { end += 1 }
      let ties = end - start
      tiedPairs += ties * (ties - 1) / 2
      correction += Double(ties) * Double(ties - 1) * Double(2 * ties + 5)
      start = end
    }
    score = pairs - tiedPairs - 2 * falls
    let length = Double(count)
    variance = max(0, (length * (length - 1) * (2 * length + 5) - correction) / 18)
  }

  /// The standard normal statistic with continuity correction; the variance grows by `inflation`
  /// where neighbours depend on each other.
  func statistic(inflation: Double = 1) -> Double {
    guard variance > 0, score != 0 else { return 0 }
    return Double(score > 0 ? score - 1 : score + 1) / (variance * inflation).squareRoot()
  }

  /// The two-sided probability of such a score without a trend.
  func pValue(inflation: Double = 1) -> Double {
    NormalDistribution.twoSidedTail(statistic(inflation: inflation))
  }

  /// Sorts a part and counts its pairs whose later value is smaller.
  private static func countFalls(
    _ values: inout [Double], _ spare: inout [Double], _ lower: Int, _ upper: Int
  ) -> Int {
    guard upper - lower > 1 else { return 0 }
    let middle = (lower + upper) / 2
    var falls = countFalls(&values, &spare, lower, middle)
    falls += countFalls(&values, &spare, middle, upper)
    var left = lower
    var right = middle
    for place in lower..<upper {
      if right >= upper || (left < middle && values[left] <= values[right]) {
        spare[place] = values[left]
        left += 1
      } else {
        spare[place] = values[right]
        right += 1
        falls += middle - left
      }
    }
    for place in lower..<upper { values[place] = spare[place] }
    return falls
  }
}

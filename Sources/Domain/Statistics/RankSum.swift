/// The rank-sum test of two samples (Wilcoxon 1945, Mann and Whitney 1947) and the interval of shifts
/// that it does not refuse (Moses 1953; Hollander, Wolfe and Chicken 2014, section 4.3).
enum RankSum {
  /// Up to this many values in all, probabilities are counted out; beyond, normal with ties.
  static let exactLimit = 30

  /// The probability of ranks as uneven as these, on either side, when both samples are alike: exact
  /// over all ways to deal the ranks out, ties included, else normal with continuity correction.
  ///
  /// Both must not be empty. `inflation` is by how much neighbours that depend on each other widen the
  /// variance; above 1 the answer is the normal one. Cost: n log n, and n^4 counted out.
  static func pValue(_ first: [Double], _ second: [Double], inflation: Double = 1) -> Double {
    let ranks = Ranks.midRanks(first + second)
    let sum = ranks[..<first.count].reduce(0, +)
    let count = Double(ranks.count)
    let distance = abs(sum - Double(first.count) * (count + 1) / 2)
    if ranks.count <= exactLimit, inflation <= 1 {
      return tail(ranks.map { Int(2 * $0) }, first.count, distance: Int(2 * distance))
    }
    var ties = 0.0
    for group in Dictionary(grouping: ranks, by: { $0 }).values where group.count > 1 {
      let size = Double(group.count)
      ties += size * size * size - size
    }
    let product = Double(first.count) * Double(second.count)
    let variance = product / 12 * (count + 1 - ties / (count * (count - 1))) * inflation
    guard variance > 0 else { return 1 }
    return NormalDistribution.twoSidedTail(max(0, distance - 0.5) / variance.squareRoot())
  }

  /// The share of the ways to choose `size` of the doubled ranks whose sum lies at least `distance`
  /// from the middle.
  private static func tail(_ doubled: [Int], _ size: Int, distance: Int) -> Double {
    let total = doubled.reduce(0, +)
    // ways[k][s]: how many choices of k of the ranks so far have the sum s.
    var ways = [[Double]](
      repeating: [Double](repeating: 0, count: total + 1), count: size + 1)
    ways[0][0] = 1
    for rank in doubled {
      for chosen in stride(from: size - 1, through: 0, by: -1) {
        for sum in stride(from: total - rank, through: 0, by: -1) where ways[chosen][sum] > 0 {
          ways[chosen + 1][sum + rank] += ways[chosen][sum]
        }
      }
    }
    let middle = size * (doubled.count + 1)
    var outside = 0.0
    var all = 0.0
    for (sum, count) in ways[size].enumerated() {
      all += count
      if abs(sum - middle) >= distance { outside += count }
    }
    return outside / all
  }

  /// By how much `second` lies above `first` with its interval: the median of all differences, and
  /// those order statistics of them between which the test does not refuse a shift.
  ///
  /// Both must not be empty, with at most `HodgesLehmann.pointLimit` values; larger samples go to
  /// `HodgesLehmann.shift`. The interval is unbounded where there are too few values for any.
  static func shift(
    _ first: [Double], _ second: [Double], alpha: Double, inflation: Double = 1
  ) -> Estimate {
    guard max(first.count, second.count) <= HodgesLehmann.pointLimit else {
      return HodgesLehmann.shift(
        before: first, after: second, confidence: 1 - alpha, inflation: inflation)
    }
    var differences: [Double] = []
    differences.reserveCapacity(first.count * second.count)
    for later in second { for earlier in first { differences.append(later - earlier) } }
    differences.sort()
    let skipped = self.skipped(first.count, second.count, alpha: alpha, inflation: inflation)
    let value = Summary.quantile(sorted: differences, 0.5)
    return Estimate(
      value: value, low: skipped > 0 ? differences[skipped - 1] : -.infinity,
      high: skipped > 0 ? differences[differences.count - skipped] : .infinity,
      count: first.count + second.count)
  }

  /// How many of the sorted differences lie outside at either end, plus one; 0 for no interval.
  private static func skipped(
    _ first: Int, _ second: Int, alpha: Double, inflation: Double
  ) -> Int {
    let product = Double(first) * Double(second)
    guard first + second <= exactLimit, inflation <= 1 else {
      let deviation = (product * Double(first + second + 1) / 12 * inflation).squareRoot()
      let width = NormalDistribution.quantile(1 - alpha / 2) * deviation
      return max(0, Int((product / 2 - width).rounded(.down)))
    }
    // counts[u]: how many arrangements have u pairs in order, the Gaussian binomial coefficients.
    var counts = [Double](repeating: 0, count: first * second + 1)
    counts[0] = 1
    for size in 1...first {
      for sum in stride(from: counts.count - 1, through: second + size, by: -1) {
        counts[sum] -= counts[sum - second - size]
      }
      for sum in size..<max(size, counts.count) { counts[sum] += counts[sum - size] }
    }
    let all = counts.reduce(0, +)
    var below = 0.0
    var skipped = 0
    while skipped < counts.count / 2, below + counts[skipped] <= alpha / 2 * all {
      below += counts[skipped]
      skipped += 1
    }
    return skipped
  }
}

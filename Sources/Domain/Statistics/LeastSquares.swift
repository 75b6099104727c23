/// The squares that levels leave of values, from sums that are made once.
struct LeastSquares {
  /// The sum of squares around the mean.
  let total: Double
  /// The sums of the first values.
  private let sums: [Double]

  /// Takes in values. Cost: n.
  init(_ values: [Double]) {
    let mean = Summary.mean(values)
    var (sum, square) = (0.0, 0.0)
    var sums = [0.0]
    for value in values {
      let centred = value - mean
      sum += centred
      square += centred * centred
      sums.append(sum)
    }
    total = square
    self.sums = sums
  }

  /// What levels leave that change before each of `places`, which ascend.
  func levels(_ places: [Int]) -> Double {
    var explained = 0.0
    var start = 0
    for end in places + [sums.count - 1] {
      let sum = sums[end] - sums[start]
      explained += sum * sum / Double(end - start)
      start = end
    }
    return max(0, total - explained)
  }
}

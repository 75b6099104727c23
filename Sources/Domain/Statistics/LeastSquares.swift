/// The squares that levels and lines leave of values, each from sums that are made once.
struct LeastSquares {
  /// The sum of squares around the mean.
  let total: Double
  private let count: Double
  /// The sums of the first values, and of the first values times their places.
  private let sums: [Double]
  private let moments: [Double]

  /// Takes in values. Cost: n.
  init(_ values: [Double]) {
    let mean = Summary.mean(values)
    var (sum, moment, square) = (0.0, 0.0, 0.0)
    var sums = [0.0]
    var moments = [0.0]
    for (index, value) in values.enumerated() {
      let centred = value - mean
      sum += centred
      moment += Double(index) * centred
      square += centred * centred
      sums.append(sum)
      moments.append(moment)
    }
    count = Double(values.count)
    total = square
    self.sums = sums
    self.moments = moments
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

  /// What a level leaves that from `start` on is a line.
  func hinge(_ start: Int) -> Double {
    let last = sums.count - 1
    let steps = Double(last - 1 - start)
    // Sums of distances from the start, and of their squares.
    let distances = steps * (steps + 1) / 2
    let spread = steps * (steps + 1) * (2 * steps + 1) / 6 - distances * distances / count
    let shared = moments[last] - moments[start] - Double(start) * (sums[last] - sums[start])
    return spread > 0 ? max(0, total - shared * shared / spread) : total
  }
}

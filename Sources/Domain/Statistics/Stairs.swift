/// Two steps in a stretch: a level that comes and goes, or goes on. One split alone leaves a step in what
/// is left, which looks like noise of long memory.
struct Stairs {
  /// How often each place is moved to where it is best beside the other.
  static let moves = 2

  /// Where the levels begin, ascending.
  let places: [Int]
  /// What the three levels explain of the scores over what they leave, per degree of freedom.
  let ratio: Double
  let residuals: [Double]

  /// Fits scores with mean 0, beginning from one split; nil when they are too short. Cost: n.
  init?(_ scores: [Double], from split: Int, minimumSegment: Int) {
    let count = scores.count
    guard count >= 3 * minimumSegment else { return nil }
    let squares = LeastSquares(scores)
    func best(beside other: Int) -> Int? {
      var least = Double.infinity
      var place: Int?
      for candidate in minimumSegment...(count - minimumSegment)
      where abs(candidate - other) >= minimumSegment {
        let left = squares.levels([min(candidate, other), max(candidate, other)])
        if left < least { (least, place) = (left, candidate) }
      }
      return place
    }
    var (first, second) = (split, split)
    for _ in 0..<Stairs.moves {
      guard let other = best(beside: first) else { return nil }
      second = other
      guard let moved = best(beside: second) else { return nil }
      first = moved
    }
    places = [first, second].sorted()
    let left = squares.levels(places)
    let explained = squares.total - left
    guard explained > 0 else { return nil }
    ratio = explained / 2 * Double(count - 3) / max(left, 1e-12 * explained)
    var residuals = scores
    for (lower, upper) in zip([0] + places, places + [count]) {
      let mean = Summary.mean(Array(scores[lower..<upper]))
      for index in lower..<upper { residuals[index] -= mean }
    }
    self.residuals = residuals
  }

  /// The probability of such stairs in noise of long memory, whatever the residuals look like.
  func pValue() -> Double {
    LongMemoryNull.stairs.pValue(
      ratio, excess: LowFrequencies.excess(residuals), count: residuals.count)
  }
}

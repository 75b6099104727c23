/// Ranks of values, the common ground of the tests here: an outlier counts by its place alone.
enum Ranks {
  /// The rank of each value from 1 on; equal values share the mean of their ranks.
  ///
  /// Cost: n log n.
  static func midRanks(_ values: [Double]) -> [Double] {
    // Pairs side by side sort in a third of the time of places that are looked up.
    var order = values.enumerated().map { (value: $1, place: $0) }
    order.sort { $0.value < $1.value }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, order[end].value == order[start].value { end += 1 }
      let shared = Double(start + end + 1) / 2
      for index in start..<end { ranks[order[index].place] = shared }
      start = end
    }
    return ranks
  }

  /// Van der Waerden-like scores of the mid-ranks, the normal quantile of (rank - 1/2) / n, with
  /// mean 0; all 0 when the values are equal.
  static func normalScores(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    var scores = midRanks(values).map { NormalDistribution.quantile(($0 - 0.5) / count) }
    let mean = Summary.mean(scores)
    for index in scores.indices { scores[index] -= mean }
    return scores
  }
  /// Half normal scores, half mid-ranks, both with variance 1 and mean 0: nearly as good as either
  /// in the noise it is best for, normal or with heavy tails; all 0 when the values are equal.
  static func blendedScores(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let ranks = midRanks(values)
    var scores = ranks.map { NormalDistribution.quantile(($0 - 0.5) / count) }
    let mean = Summary.mean(scores)
    let middle = (count + 1) / 2
    var ofScores = 0.0
    var ofRanks = 0.0
    for index in scores.indices {
      scores[index] -= mean
      ofScores += scores[index] * scores[index]
      ofRanks += (ranks[index] - middle) * (ranks[index] - middle)
    }
    guard ofRanks > 0, ofScores > 0 else { return scores }
    let scale = (count / ofScores).squareRoot() / 2
    let rankScale = (count / ofRanks).squareRoot() / 2
    for index in scores.indices {
      scores[index] = scores[index] * scale + (ranks[index] - middle) * rankScale
    }
    return scores
  }
}

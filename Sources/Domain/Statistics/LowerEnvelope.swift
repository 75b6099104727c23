/// What stays in use when garbage has just been collected: the lowest value of each window.
public enum LowerEnvelope {
  /// The places of the lowest values of windows of `size` neighbours, the first of equal ones. A last
  /// window that is not full is left out: its lowest value would be higher.
  public static func places(_ values: [Double], size: Int) -> [Int] {
    precondition(size > 0, "a window holds values")
    return stride(from: 0, through: values.count - size, by: size).map { start in
      (start..<start + size).min { (values[$0], $0) < (values[$1], $1) } ?? start
    }
  }
}

/// The values at the start that are not yet like the rest.
public enum WarmUp {
  /// How many neighbours are one batch.
  static let batch = 5

  /// How many values to leave out: where the mean of the rest has the least standard error (MSER-5,
  /// White 1997), at most a third; 0 of fewer than sixty. Cost: n.
  public static func length(_ values: [Double]) -> Int {
    guard values.count >= 60 else { return 0 }
    // The last batch is the one that may be of another size.
    let means = Batches.means(values, size: batch)
    var sum = 0.0
    var square = 0.0
    var best = (error: Double.infinity, start: 0)
    let centre = Summary.median(means)
    for start in means.indices.reversed() {
      let value = means[start] - centre
      sum += value
      square += value * value
      let count = Double(means.count - start)
      guard start * 3 <= means.count else { continue }
      let error = (square - sum * sum / count) / (count * count)
      if error <= best.error { best = (error, start) }
    }
    return best.start * batch
  }
}

/// The share of false alarms among those of many tests (Benjamini and Hochberg 1995): it holds for
/// independent tests and for ones that go along with each other (Benjamini and Yekutieli 2001).
public enum FalseDiscovery {
  /// For each probability the least rate at which it would be believed, at most 1.
  ///
  /// Cost: n log n.
  public static func adjusted(_ probabilities: [Double]) -> [Double] {
    let count = Double(probabilities.count)
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var adjusted = probabilities
    var least = 1.0
    for (place, index) in order.enumerated().reversed() {
      least = min(least, probabilities[index] * count / Double(place + 1))
      adjusted[index] = least
    }
    return adjusted
  }
}

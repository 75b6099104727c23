/// A straight line through values at equal distances, by least squares.
struct Line {
  let level: Double
  let slope: Double

  /// Fits the line. Cost: n.
  init(_ values: [Double]) {
    let count = Double(values.count)
    let middle = (count - 1) / 2
    var shared = 0.0
    for index in values.indices { shared += (Double(index) - middle) * values[index] }
    let spread = count * (count * count - 1) / 12
    slope = spread > 0 ? shared / spread : 0
    level = Summary.mean(values) - slope * middle
  }

  /// What the line leaves of the values it was fitted to.
  func residuals(_ values: [Double]) -> [Double] {
    values.indices.map { values[$0] - level - slope * Double($0) }
  }
  /// The F ratio of the slope in the values it was fitted to: what it explains over what it leaves,
  /// per degree of freedom.
  func ratio(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let explained = slope * slope * count * (count * count - 1) / 12
    guard explained > 0 else { return 0 }
    let left = residuals(values).reduce(0) { $0 + $1 * $1 }
    return (count - 2) * explained / max(left, 1e-12 * explained)
  }
}

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
}

/// Minimises a function without derivatives (Nelder and Mead 1965), in a fixed number of calls at
/// most, so that the same input always takes the same path.
enum NelderMead {
  /// The search ends where the values at all points lie this close together, as a share of the least.
  private static let tolerance = 1e-7

  /// The best point found from `start` with steps of `sizes`.
  static func minimum(
    of function: ([Double]) -> Double, start: [Double], sizes: [Double], calls: Int
  ) -> [Double] {
    var points = [start]
    for axis in start.indices {
      var point = start
      point[axis] += sizes[axis]
      points.append(point)
    }
    var values = points.map(function)
    var used = points.count
    while used < calls {
      let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      points = order.map { points[$0] }
      values = order.map { values[$0] }
      let last = points.count - 1
      if values[last] - values[0] <= tolerance * abs(values[0]) { break }
      let centre = start.indices.map { axis in
        points[..<last].reduce(0) { $0 + $1[axis] } / Double(last)
      }
      func along(_ factor: Double) -> [Double] {
        start.indices.map { centre[$0] + factor * (points[last][$0] - centre[$0]) }
      }
      let reflected = along(-1)
      let value = function(reflected)
      used += 1
      if value < values[0] {
        let expanded = along(-2)
        let further = function(expanded)
        used += 1
        (points[last], values[last]) = further < value ? (expanded, further) : (reflected, value)
      } else if value < values[last - 1] {
        (points[last], values[last]) = (reflected, value)
      } else {
        let contracted = along(value < values[last] ? -0.5 : 0.5)
        let nearer = function(contracted)
        used += 1
        if nearer < min(value, values[last]) {
          (points[last], values[last]) = (contracted, nearer)
        } else {
          for index in 1...last {
            points[index] = zip(points[0], points[index]).map { ($0 + $1) / 2 }
            values[index] = function(points[index])
          }
          used += last
        }
      }
    }
    let best = values.indices.min { (values[$0], $0) < (values[$1], $1) } ?? 0
    return points[best]
  }
}

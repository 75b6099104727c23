internal import Glibc

/// Which of step, ramp and late ramp explains values best, by Schwarz' criterion.
enum ShapeChoice {
  /// A level up to `start` and a straight line from there on.
  struct Hinge {
    let start: Int
    let level: Double
    let slope: Double
    let squares: Double

    func value(at index: Int) -> Double { level + slope * Double(max(0, index - start)) }
  }

  /// How many starts of a late ramp are tried.
  static let startCount = 24

  static func best(_ values: [Double], split: Int, minimumSegment: Int) -> SegmentTest.Shape {
    let step = stepSquares(values, split)
    let ramp = hinge(values, start: 0)
    var late = ramp
    let last = values.count - 2 * minimumSegment
    let stride = max(1, last / startCount)
    for start in Swift.stride(from: minimumSegment, through: last, by: stride) {
      let candidate = hinge(values, start: start)
      if candidate.squares < late.squares { late = candidate }
    }
    let count = values.count
    let ofStep = criterion(step, count, parameters: 3)
    let ofRamp = criterion(ramp.squares, count, parameters: 2)
    let ofLate = criterion(late.squares, count, parameters: 3)
    if ofStep <= min(ofRamp, ofLate) { return .step(split) }
    return .ramp(ofRamp <= ofLate ? 0 : late.start)
  }

  private static func criterion(_ squares: Double, _ count: Int, parameters: Int) -> Double {
    let length = Double(count)
    return length * log(max(squares, 1e-12 * length) / length) + Double(parameters) * log(length)
  }

  private static func stepSquares(_ values: [Double], _ split: Int) -> Double {
    let before = Summary.mean(Array(values[..<split]))
    let after = Summary.mean(Array(values[split...]))
    var squares = 0.0
    for index in values.indices {
      let distance = values[index] - (index < split ? before : after)
      squares += distance * distance
    }
    return squares
  }

  /// Least squares of a line that is level up to `start`. Cost: n.
  static func hinge(_ values: [Double], start: Int) -> Hinge {
    let count = Double(values.count)
    let tail = Double(values.count - 1 - start)
    let sum = tail * (tail + 1) / 2
    let squareSum = tail * (tail + 1) * (2 * tail + 1) / 6
    var total = 0.0
    var product = 0.0
    var square = 0.0
    for index in values.indices {
      total += values[index]
      square += values[index] * values[index]
      if index > start { product += Double(index - start) * values[index] }
    }
    let spread = squareSum - sum * sum / count
    let shared = product - sum * total / count
    let slope = spread > 0 ? shared / spread : 0
    let level = (total - slope * sum) / count
    let squares = square - total * total / count - slope * shared
    return Hinge(start: start, level: level, slope: slope, squares: max(0, squares))
  }
}

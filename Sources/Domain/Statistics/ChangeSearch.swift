/// The changes of a series, found by testing the whole, splitting at what is found, and testing the
/// parts (binary segmentation, Vostrikova 1981), each part with half of the alpha.
struct ChangeSearch {
  /// A believed change.
  struct Found: Equatable {
    /// The shape, its offset counted from the start of the series.
    var shape: SegmentTest.Shape
    /// The probability in noise, corrected for the search over splits, shapes and parts.
    var pValue: Double

    var isRamp: Bool { if case .ramp = shape { true } else { false } }

    var index: Int {
      switch shape {
      case .step(let index), .ramp(let index): index
      }
    }
  }

  let values: [Double]
  let minimumSegment: Int
  private let batchSize: Int
  private(set) var found: [Found] = []

  init(_ values: [Double], alpha: Double, minimumSegment: Int) {
    self.values = values
    self.minimumSegment = minimumSegment
    batchSize = SegmentTest.batchSize(for: values.count)
    search(0..<values.count, alpha: alpha, correction: 1)
    found.sort { ($0.index, $0.isRamp ? 1 : 0) < ($1.index, $1.isRamp ? 1 : 0) }
    settle(alpha: alpha)
  }

  private mutating func search(_ range: Range<Int>, alpha: Double, correction: Double) {
    guard let test = test(range, alpha: alpha / correction), test.pValue <= alpha / correction
    else {
      return
    }
    let change = test.shape.moved(by: range.lowerBound)
    found.append(Found(shape: change, pValue: min(1, test.pValue * correction)))
    switch change {
    case .step(let index):
      search(range.lowerBound..<index, alpha: alpha, correction: correction * 2)
      search(index..<range.upperBound, alpha: alpha, correction: correction * 2)
    case .ramp(let index):
      if index > range.lowerBound {
        search(range.lowerBound..<index, alpha: alpha, correction: correction * 2)
      }
    }
  }

  private func test(_ range: Range<Int>, alpha: Double) -> SegmentTest? {
    SegmentTest(
      Array(values[range]), alpha: alpha, minimumSegment: minimumSegment, batchSize: batchSize)
  }

  /// Puts every step where it is strongest between its neighbours, and drops the ones that are no
  /// longer believed there: a first split made in ignorance of later ones is often displaced.
  private mutating func settle(alpha: Double) {
    guard found.count > 1 else { return }
    var place = 0
    while place < found.count {
      guard case .step(let index) = found[place].shape else {
        place += 1
        continue
      }
      let lower = found.last { $0.index < index }?.index ?? 0
      let upper = found.first { $0.index > index }?.index ?? values.count
      guard let test = test(lower..<upper, alpha: alpha), test.pValue <= alpha else {
        found.remove(at: place)
        continue
      }
      // A ramp that begins with the step would be torn from it.
      let drifts = found.contains { $0.shape == .ramp(index) }
      if case .step(let offset) = test.shape, !drifts { found[place].shape = .step(offset + lower) }
      place += 1
    }
  }
}

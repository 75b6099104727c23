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

  /// The share of alpha for the whole of a stretch. The rest is for its parts: little, since real noise
  /// has bursts that come and go, and enough for what is glaring.
  static let wholeShare = 0.995

  private mutating func search(_ range: Range<Int>, alpha: Double, correction: Double) {
    guard let (change, pValue) = strongest(in: range, alpha: alpha / correction) else { return }
    found.append(Found(shape: change, pValue: min(1, pValue * correction)))
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

  /// The change of a stretch, or else of one of its parts: a level that comes and goes is hidden
  /// from a single split of the whole.
  private func strongest(
    in range: Range<Int>, alpha: Double
  ) -> (SegmentTest.Shape, Double)? {
    let ofWhole = alpha * ChangeSearch.wholeShare
    if let test = test(range, alpha: ofWhole), test.pValue <= ofWhole {
      return (test.shape.moved(by: range.lowerBound), test.pValue / ChangeSearch.wholeShare)
    }
    let parts = ChangeSearch.parts(of: range, shortest: 6 * max(minimumSegment, 2 * batchSize))
    guard !parts.isEmpty, false else { return nil }
    let share = (1 - ChangeSearch.wholeShare) / Double(parts.count)
    var best: (SegmentTest.Shape, Double)?
    for part in parts {
      guard let test = test(part, alpha: alpha * share), test.pValue <= alpha * share,
        case .step = test.shape, test.pValue / share < best?.1 ?? 1
      else { continue }
      best = (test.shape.moved(by: part.lowerBound), test.pValue / share)
    }
    return best
  }

  private func test(_ range: Range<Int>, alpha: Double) -> SegmentTest? {
    SegmentTest(
      Array(values[range]), alpha: alpha, minimumSegment: minimumSegment, batchSize: batchSize)
  }

  /// Overlapping halves and quarters (the seeded intervals of Kovacs et al. 2023, two layers),
  /// none shorter than `shortest`.
  static func parts(of range: Range<Int>, shortest: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    for divisor in [2, 4] {
      let length = range.count / divisor
      guard length >= shortest else { break }
      for place in 0..<(2 * divisor - 1) {
        let start = range.lowerBound + place * (range.count - length) / (2 * divisor - 2)
        parts.append(start..<(start + length))
      }
    }
    return parts
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

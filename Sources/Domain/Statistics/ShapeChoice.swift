internal import Glibc

/// Which of step, ramp and late ramp explains values best, by Schwarz' criterion over robust fits.
struct ShapeChoice {
  /// How many starts of a late ramp are tried.
  static let startCount = 24
  /// What each shape pays in parameters, after Schwarz: two levels and a place, a line, a line and a
  /// place. A ramp pays half a parameter more, as steps are the commoner change.
  static let priceOfStep = 3.0
  static let priceOfRamp = 2.5
  static let priceOfLateRamp = 3.5
  /// Three levels and two places.
  static let priceOfStairs = 5.0
  /// How often a step is moved to where its fit is best.
  static let moves = 3

  private let values: [Double]
  private let scores: [Double]
  private let minimumSegment: Int
  private let centre: Double
  private let spread: Double

  /// Values and their normal scores: the values keep what ranks squeeze together, the scores see
  /// small shifts in noise of several modes; each has half of the say.
  init(_ values: [Double], scores: [Double], minimumSegment: Int) {
    self.values = values
    self.scores = scores
    self.minimumSegment = minimumSegment
    centre = Summary.median(values)
    spread = Summary.robustDeviation(values)
  }

  /// A pattern held against values and scores.
  private struct Candidate {
    let fit: RobustFit
    let deviance: Double
    let start: Int
  }

  /// The best shape, the step near `split`.
  func best(split: Int) -> SegmentTest.Shape {
    let step = bestStep(split)
    let ramp = hinge(start: 0)
    var late = ramp
    let last = values.count - 2 * minimumSegment
    let stride = max(1, last / ShapeChoice.startCount)
    for start in Swift.stride(from: minimumSegment, through: last, by: stride) {
      let candidate = hinge(start: start)
      if candidate.deviance < late.deviance { late = candidate }
    }
    let length = log(Double(values.count))
    let ofStep = step.deviance + ShapeChoice.priceOfStep * length
    let ofRamp = ramp.deviance + ShapeChoice.priceOfRamp * length
    let ofLate = late.deviance + ShapeChoice.priceOfLateRamp * length
    if ofStep <= min(ofRamp, ofLate) { return .step(medianPlace(step.fit)) }
    if let stairs = stairs(step.start),
      stairs.deviance + ShapeChoice.priceOfStairs * length <= min(ofRamp, ofLate)
    {
      return .step(medianPlace(step.fit))
    }
    return .ramp(ofRamp <= ofLate ? 0 : late.start)
  }

  /// Two steps, which one step alone fits worse than a ramp: the second is the strongest split of
  /// either side of the first.
  private func stairs(_ first: Int) -> Candidate? {
    var best: Candidate?
    for part in [0..<first, first..<values.count] {
      let mean = Summary.mean(Array(scores[part]))
      let centred = scores[part].map { $0 - mean }
      guard let scan = StepScan(centred, minimumSegment: minimumSegment) else { continue }
      let bounds = [0, first, part.lowerBound + scan.split, values.count].sorted()
      var pattern = values
      for (lower, upper) in zip(bounds, bounds.dropFirst()) {
        let level = Summary.median(Array(values[lower..<upper]))
        for index in lower..<upper { pattern[index] = level }
      }
      let found = candidate(pattern, start: first)
      if found.deviance < best?.deviance ?? .infinity { best = found }
    }
    return best
  }

  private func candidate(_ pattern: [Double], start: Int) -> Candidate {
    let fit = RobustFit(values, pattern: pattern, centre: centre, spread: spread)
    let squares = max(RobustFit.squares(scores, pattern: pattern), 1e-9)
    let ofScores = Double(scores.count) * log(squares / Double(scores.count))
    return Candidate(fit: fit, deviance: (fit.deviance + ofScores) / 2, start: start)
  }

  private func step(_ place: Int) -> Candidate {
    candidate(values.indices.map { $0 < place ? 0 : 1 }, start: place)
  }

  private func hinge(start: Int) -> Candidate {
    let length = Double(max(values.count - 1 - start, 1))
    return candidate(values.indices.map { Double(max(0, $0 - start)) / length }, start: start)
  }

  /// Fits a step, then moves its place to where the two levels divide the values best.
  private func bestStep(_ split: Int) -> Candidate {
    var best = step(split)
    for _ in 0..<ShapeChoice.moves {
      let candidate = step(likeliest(gains(best.fit)))
      if candidate.deviance >= best.deviance { break }
      best = candidate
    }
    return best
  }

  /// The gain in the log-likelihood of values by a step at each place, whose levels are those of a fit.
  private func gains(_ fit: RobustFit) -> [Double] {
    var gain = 0.0
    return (0..<(values.count - minimumSegment)).map { index in
      let distance = values[index] - fit.level
      gain += RobustFit.loss((distance - fit.size) / fit.scale) / 2
      gain -= RobustFit.loss(distance / fit.scale) / 2
      return index + 1 < minimumSegment ? -.infinity : gain
    }
  }

  private func likeliest(_ gains: [Double]) -> Int {
    (gains.indices.max { gains[$0] < gains[$1] } ?? 0) + 1
  }

  /// The place that half of the likelihood lies before: nearer to the truth on average than the
  /// likeliest place.
  private func medianPlace(_ fit: RobustFit) -> Int {
    let sums = LeastSquares(scores)
    var gains = gains(fit)
    for index in gains.indices where index + 1 >= minimumSegment {
      let left = max(sums.levels([index + 1]), 1e-9)
      gains[index] = (gains[index] - Double(values.count) / 2 * log(left / sums.total)) / 2
    }
    let most = gains.max() ?? 0
    var total = 0.0
    let shares = gains.map { gain in
      total += exp(gain - most)
      return total
    }
    return (shares.firstIndex { $0 >= total / 2 } ?? 0) + 1
  }
}

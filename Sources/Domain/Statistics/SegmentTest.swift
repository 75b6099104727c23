/// Whether a stretch of a series holds still, steps or drifts.
struct SegmentTest {
  /// The shape that fits a stretch best.
  enum Shape: Equatable {
    /// Another level from this offset on.
    case step(Int)
    /// A drift from this offset on.
    case ramp(Int)

    /// The same, `distance` later.
    func moved(by distance: Int) -> Shape {
      switch self {
      case .step(let offset): .step(offset + distance)
      case .ramp(let offset): .ramp(offset + distance)
      }
    }
  }

  /// From this length on a series is a soak: neighbours are gathered into batches, and the noise is
  /// taken for one of long memory, as that of machines over hours is.
  static let batchingLength = 300
  /// How many batches a long stretch is brought to.
  static let batchCount = 60
  /// The share of alpha for the step; the ramp test has no search to pay for. In a soak, where leaks
  /// are what is looked for, both get half.
  static let stepShare = 0.8
  static let stepShareOfSoak = 0.5

  /// The share of alpha for two steps, which are only looked for where one is not believed, and only
  /// believed where they stand out of noise of long memory. Independent noise, of which alpha is told,
  /// has none such.
  static let stairsShare = 0.04
  static let stairsShareOfSoak = 0.004

  /// The probability of what was seen in noise: Bonferroni over step and ramp.
  let pValue: Double
  /// The best shape, to be believed when `pValue` is small.
  let shape: Shape

  /// How many neighbours of a series of `count` values make a batch. Its parts have the same memory,
  /// so they are batched alike.
  static func batchSize(for count: Int) -> Int {
    count < batchingLength ? 1 : (count + batchCount - 1) / batchCount
  }

  /// Tests a stretch; nil when it is too short, without spread, or far from `alpha`.
  init?(_ values: [Double], alpha: Double, minimumSegment: Int, batchSize size: Int) {
    guard values.count >= 2 * max(minimumSegment, 3 * size - 1), !Summary.isConstant(values) else {
      return nil
    }
    let scores = Ranks.blendedScores(values)
    let points = size == 1 ? scores : SegmentTest.centred(Batches.means(scores, size: size))
    let shortest = size == 1 ? minimumSegment : max(3, (minimumSegment + size - 1) / size)
    guard let scan = StepScan(points, minimumSegment: shortest) else { return nil }
    let kendall = MannKendall(points)
    let share = size == 1 ? SegmentTest.stepShare : SegmentTest.stepShareOfSoak
    // Dependence only weakens evidence: what is weak without it needs no closer look.
    let least = min(
      StepScanNull.pValue(scan.statistic, count: points.count, minimumSegment: shortest)
        / share, kendall.pValue() / (1 - share))
    guard least <= alpha else { return nil }
    let step = SegmentTest.stepProbability(
      points, scan, minimumSegment: shortest, isSoak: size > 1)
    let ramp = SegmentTest.rampProbability(points, kendall, isSoak: size > 1)
    let single = min(1, step / share, ramp / (1 - share))
    let stairs =
      single <= alpha
      ? nil : Stairs(points, from: scan.split, minimumSegment: shortest)
    pValue = min(
      single,
      (stairs?.pValue() ?? 1)
        / (size == 1 ? SegmentTest.stairsShare : SegmentTest.stairsShareOfSoak))
    guard pValue <= alpha else {
      shape = .step(scan.split * size)
      return
    }
    if let stairs {
      shape = .step(stairs.places[0] * size)
      return
    }
    let levels = size == 1 ? values : Batches.medians(values, size: size)
    switch ShapeChoice(levels, scores: points, minimumSegment: shortest).best(split: scan.split) {
    case .step(let split):
      shape = .step(size == 1 ? split : SegmentTest.refined(scores, split * size, by: 2 * size))
    case .ramp(let start): shape = .ramp(start * size)
    }
  }

  private static func centred(_ values: [Double]) -> [Double] {
    let mean = Summary.mean(values)
    return values.map { $0 - mean }
  }

  private static func stepProbability(
    _ points: [Double], _ scan: StepScan, minimumSegment: Int, isSoak: Bool
  ) -> Double {
    let residuals = scan.residuals(points)
    let dependence = Autocorrelation.firstOrder(residuals: residuals, parameters: 2)
    let statistic = StepScanNull.deflated(
      scan.statistic, count: points.count, inflation: Autocorrelation.inflation(dependence))
    let independent = StepScanNull.pValue(
      statistic, count: points.count, minimumSegment: minimumSegment)
    return LongMemoryNull.step.weighed(
      independent, ratio: scan.ratio(count: points.count), residuals: residuals, isSoak: isSoak)
  }

  private static func rampProbability(
    _ points: [Double], _ kendall: MannKendall, isSoak: Bool
  ) -> Double {
    let line = Line(points)
    let residuals = line.residuals(points)
    let dependence = Autocorrelation.firstOrder(residuals: residuals, parameters: 2)
    let independent = kendall.pValue(inflation: Autocorrelation.inflation(dependence))
    return LongMemoryNull.slope.weighed(
      independent, ratio: line.ratio(points), residuals: residuals, isSoak: isSoak)
  }

  /// The strongest split of the single points near one found on batches.
  static func refined(_ scores: [Double], _ split: Int, by distance: Int) -> Int {
    let count = Double(scores.count)
    let lower = max(1, split - distance)
    let upper = min(scores.count - 1, split + distance)
    guard lower <= upper else { return split }
    var sum = scores[..<lower].reduce(0, +)
    var best = 0.0
    var place = split
    for before in lower...upper {
      let weight = Double(before) * (count - Double(before))
      let gain = sum * sum / weight
      if gain > best {
        best = gain
        place = before
      }
      sum += scores[before]
    }
    return place
  }
}

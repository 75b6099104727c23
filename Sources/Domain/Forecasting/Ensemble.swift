internal import Statistics

/// Several members fitted to one history, what they expect together, and possible futures.
struct Ensemble {
  /// What the members expect, by step: the mean where most of them smooth, else the median, so that
  /// one that runs away does not count.
  let mean: [Double]
  /// Possible futures, each member's in turn.
  let futures: Futures
  /// The names of the members.
  let members: [String]
  /// The seasons that were taken out.
  let seasons: [Int]
  /// How far the members were off in the history; nil where it is too short to tell.
  let pastErrors: PastErrors?

  /// How futures are drawn.
  struct Drawing {
    let count: Int
    let seed: UInt64
    /// Nil leaves the futures as the members draw them.
    let widths: IntervalWidths?
    /// Where values cannot go beyond.
    let bounds: ClosedRange<Double>
    /// Whether it matters how futures run, not only where they are at each step.
    var asPaths = false
  }

  /// Fits to a history; `seasons` nil looks for those that `spacing` suggests.
  init(
    _ values: [Double], horizon: Int, seasons given: [Int]?, spacing: Spacing, drawing: Drawing
  ) {
    let candidates = given ?? spacing.seasons
    let seasonality = Seasonality(
      values, candidates: candidates, given: given != nil)
    let fitted = Ensemble.members(
      values, seasonality, candidates: candidates, pace: spacing.pace)
    let blocks = Ensemble.blocks(seasonality, candidates: candidates)
    let forecasts = fitted.map { $0.future(horizon) { 0 } }
    let smooths = 2 * fitted.count(where: \.isSmoothing) > fitted.count
    let drawn = Ensemble.together(forecasts, smooths: smooths)
    let expected = Ensemble.together(
      forecasts + blocks.map { $0.expected(seasonality, count: values.count, horizon) },
      smooths: smooths)
    let shifts = zip(expected, drawn).map { $0 == $1 ? 0 : $0 - $1 }
    mean = expected.map { min(max($0, drawing.bounds.lowerBound), drawing.bounds.upperBound) }
    members = fitted.map(\.member.name) + blocks.map(\.name)
    seasons = seasonality.seasons.map(\.period)
    var random = RandomSource(seed: drawing.seed)
    var paths: [[Double]] = []
    paths.reserveCapacity(drawing.count)
    for number in 0..<drawing.count {
      let member = fitted[number % fitted.count]
      let errors = member.errors
      let width = Ensemble.width(&random)
      var path = member.future(horizon) { width * errors[random.index(below: errors.count)] }
      for step in path.indices { path[step] += shifts[step] }
      paths.append(path)
    }
    var futures = Futures(paths, horizon: horizon)
    pastErrors = PastErrors(values, fitted, beside: futures) {
      Ensemble.together($0, smooths: smooths)
    }
    if let widths = drawing.widths { futures.widen(widths, own: widths.own(pastErrors)) }
    futures.keep(within: drawing.bounds)
    if smooths, drawing.asPaths { futures.cohere() }
    self.futures = futures
  }

  private static func together(_ forecasts: [[Double]], smooths: Bool) -> [Double] {
    (forecasts.first ?? []).indices.map { step in
      let values = forecasts.map { $0[step] }
      return smooths ? Summary.mean(values) : Summary.median(values)
    }
  }

  /// Degrees of freedom of the width of a future.
  static let widthFreedom = 6

  /// Futures are calm or rough as a whole, which the errors of one short history do not show: the
  /// width of Student's t with few degrees of freedom.
  private static func width(_ random: inout RandomSource) -> Double {
    var squares = 0.0
    for _ in 0..<widthFreedom {
      let number = random.normal()
      squares += number * number
    }
    return (Double(widthFreedom) / max(squares, 0.1)).squareRoot()
  }
}

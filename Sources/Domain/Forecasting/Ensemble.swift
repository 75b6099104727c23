internal import Statistics

/// Several members fitted to one history, what they expect together, and possible futures.
struct Ensemble {
  /// The median of the members, by step; of two their mean. One that runs away does not count.
  let mean: [Double]
  /// Possible futures, each member's in turn.
  let futures: Futures
  /// The names of the members.
  let members: [String]
  /// The seasons that were taken out.
  let seasons: [Int]

  /// How futures are drawn.
  struct Drawing {
    let count: Int
    let seed: UInt64
    /// Nil leaves the futures as the members draw them.
    let widths: IntervalWidths?
    /// Where values cannot go beyond.
    let bounds: ClosedRange<Double>
  }

  /// Fits to a history; `seasons` nil looks for those that `spacing` suggests.
  init(
    _ values: [Double], horizon: Int, seasons given: [Int]?, spacing: Spacing, drawing: Drawing
  ) {
    let candidates = given ?? spacing.seasons
    let seasonality = Seasonality(
      values, candidates: candidates, given: given != nil)
    let periods = seasonality.seasons.map(\.period)
    let fitted = Ensemble.members(values, seasonality, candidates: candidates)
    let forecasts = fitted.map { $0.future(horizon) { 0 } }
    mean = (0..<horizon).map { step in
      let median = Summary.median(forecasts.map { $0[step] })
      return min(max(median, drawing.bounds.lowerBound), drawing.bounds.upperBound)
    }
    members = fitted.map(\.member.name)
    self.seasons = periods
    var random = RandomSource(seed: drawing.seed)
    var paths: [[Double]] = []
    paths.reserveCapacity(drawing.count)
    for number in 0..<drawing.count {
      let member = fitted[number % fitted.count]
      let errors = member.errors
      let width = member.isSmoothing ? Ensemble.width(&random) : 1
      paths.append(member.future(horizon) { width * errors[random.index(below: errors.count)] })
    }
    var futures = Futures(paths, horizon: horizon)
    if let widths = drawing.widths { futures.widen(widths) }
    futures.keep(within: drawing.bounds)
    self.futures = futures
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

  /// A member with what turns its futures into futures of the series.
  private struct Fitted {
    let member: any Member
    let errors: [Double]
    let restore: ((Double, Int) -> Double)?

    /// Whether it smooths the values without their seasons.
    var isSmoothing: Bool { restore != nil }

    init(_ member: any Member, restore: ((Double, Int) -> Double)? = nil) {
      self.member = member
      self.restore = restore
      let count = Double(member.residuals.count)
      let correction = (count / max(1, count - 2)).squareRoot()
      let centre = Summary.mean(member.residuals)
      errors = member.residuals.map { ($0 - centre) * correction }
    }

    func future(_ horizon: Int, error: () -> Double) -> [Double] {
      var path = member.path(horizon, error: error)
      if let restore { for step in path.indices { path[step] = restore(path[step], step) } }
      return path
    }
  }

  /// From this season on neighbours a season apart teach an autoregression more than a mean of
  /// seasons does.
  static let longSeason = 24
  /// Steps of a week stand for slow series, where levels and trends still count.
  static let yearOfWeeks = 52

  /// Smoothing for most; where long seasons show within the day or the week, the season before
  /// and autoregressions on seasonal lags; both for weeks.
  private static func members(
    _ values: [Double], _ seasonality: Seasonality, candidates: [Int]
  ) -> [Fitted] {
    let count = values.count
    let restore = { (value: Double, step: Int) in seasonality.restored(value, at: count + step) }
    var fitted: [Fitted] = []
    let isWeekly = candidates == [yearOfWeeks]
    let logarithms = seasonality.multiplies
    let learns = candidates.last ?? 1 >= longSeason && (isWeekly || !seasonality.seasons.isEmpty)
    if learns, !isWeekly,
      let period = SeasonalNaive.best(of: seasonality.seasons.map(\.period), values)
    {
      fitted.append(Fitted(SeasonalNaive(values, period: period)))
    }
    for form in AutoRegression.forms where learns && (logarithms || !form.usesLogarithms) {
      if let member = AutoRegression(values, seasons: candidates, form: form) {
        fitted.append(Fitted(member))
      }
    }
    if isWeekly || fitted.count < 2 {
      fitted.append(Fitted(DampedTrend(seasonality.adjusted), restore: restore))
      fitted.append(Fitted(DynamicTheta(seasonality.adjusted), restore: restore))
    }
    return fitted
  }
}

internal import Statistics

/// Several members fitted to one history, their mean forecast, and possible futures.
struct Ensemble {
  /// The mean of the members, by step.
  let mean: [Double]
  /// Possible futures, each member's in turn.
  let paths: [[Double]]
  /// The names of the members.
  let members: [String]
  /// The seasons that were taken out.
  let seasons: [Int]

  /// Fits to a history; `seasons` nil looks for those that `spacing` suggests.
  init(
    _ values: [Double], horizon: Int, seasons given: [Int]?, spacing: Spacing, pathCount: Int,
    seed: UInt64
  ) {
    let candidates = given ?? spacing.seasons
    let seasonality = Seasonality(
      values, candidates: candidates, given: given != nil)
    let periods = seasonality.seasons.map(\.period)
    let fitted = Ensemble.members(
      values, seasonality, candidates: candidates, stretch: spacing.stretch)
    var sum = [Double](repeating: 0, count: horizon)
    for member in fitted {
      let expected = member.future(horizon) { 0 }
      for step in 0..<horizon { sum[step] += expected[step] }
    }
    mean = sum.map { $0 / Double(fitted.count) }
    members = fitted.map(\.member.name)
    self.seasons = periods
    var random = RandomSource(seed: seed)
    var paths: [[Double]] = []
    paths.reserveCapacity(pathCount)
    for number in 0..<pathCount {
      let member = fitted[number % fitted.count]
      let errors = member.errors
      let width = member.isSmoothing ? Ensemble.width(&random) : 1
      paths.append(member.future(horizon) { width * errors[random.index(below: errors.count)] })
    }
    self.paths = paths
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

    init(
      _ member: any Member, stretch: Double = 1, restore: ((Double, Int) -> Double)? = nil
    ) {
      self.member = member
      self.restore = restore
      let count = Double(member.residuals.count)
      let correction = stretch * (count / max(1, count - 2)).squareRoot()
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
  /// and an autoregression on seasonal lags; both for weeks.
  private static func members(
    _ values: [Double], _ seasonality: Seasonality, candidates: [Int], stretch: Double
  ) -> [Fitted] {
    let count = values.count
    let restore = { (value: Double, step: Int) in seasonality.restored(value, at: count + step) }
    var fitted: [Fitted] = []
    let isWeekly = candidates == [yearOfWeeks]
    let logarithms = seasonality.multiplies
    let learns = candidates.last ?? 1 >= longSeason && (isWeekly || !seasonality.seasons.isEmpty)
    if learns, !isWeekly, let longest = seasonality.seasons.last?.period {
      fitted.append(Fitted(SeasonalNaive(values, period: longest)))
    }
    for differs in isWeekly ? [false, true] : [false] where learns {
      if let member = AutoRegression(
        values, seasons: candidates, usesLogarithms: logarithms, differs: differs)
      {
        fitted.append(Fitted(member))
      }
    }
    if isWeekly || fitted.count < 2 {
      fitted.append(Fitted(DampedTrend(seasonality.adjusted), stretch: stretch, restore: restore))
      fitted.append(Fitted(DynamicTheta(seasonality.adjusted), stretch: stretch, restore: restore))
    }
    return fitted
  }
}

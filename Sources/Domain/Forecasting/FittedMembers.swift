internal import Statistics

/// A member with what turns its futures into futures of the series.
struct FittedMember {
  let member: any Member
  /// The errors that futures draw from.
  let errors: [Double]
  private let count: Int
  private let seasonality: Seasonality?

  /// Whether it smooths the values without their seasons.
  var isSmoothing: Bool { seasonality != nil }

  /// `count` values were fitted, those without their seasons where `seasonality` says which.
  init(_ member: any Member, count: Int, smoothing seasonality: Seasonality? = nil) {
    self.member = member
    self.count = count
    self.seasonality = seasonality
    let size = Double(member.residuals.count)
    let correction = (size / max(1, size - 2)).squareRoot()
    let centre = Summary.mean(member.residuals)
    errors = member.residuals.map { ($0 - centre) * correction }
  }

  /// A possible future of the series.
  func future(_ horizon: Int, error: () -> Double) -> [Double] {
    restored(member.path(horizon, error: error), from: count)
  }

  /// What it would have expected after the first `origin` values.
  func expected(after origin: Int, _ horizon: Int) -> [Double] {
    restored(member.expected(after: origin, horizon), from: origin)
  }

  private func restored(_ path: [Double], from start: Int) -> [Double] {
    guard let seasonality else { return path }
    return path.indices.map { seasonality.restored(path[$0], at: start + $0) }
  }
}

extension Ensemble {
  /// From this season on neighbours a season apart teach an autoregression more than a mean of
  /// seasons does.
  static let longSeason = 24
  /// Steps of a week stand for slow series, where levels and trends still count.
  static let yearOfWeeks = 52
  /// Steps of a month are fine enough to be looked at in blocks as well.
  static let yearOfMonths = 12

  /// Smoothing for most; where long seasons show within the day or the week, the season before
  /// and autoregressions on seasonal lags; both for weeks. Beside smoothing stands one regression
  /// where it was seen to help: of quarters, and of the steps of days and hours without a season,
  /// since what fills up there goes on to, and damping holds it back.
  static func members(
    _ values: [Double], _ seasonality: Seasonality, candidates: [Int], pace: IntervalWidths.Pace
  ) -> [FittedMember] {
    let count = values.count
    var fitted: [FittedMember] = []
    let isWeekly = candidates == [yearOfWeeks]
    let logarithms = seasonality.multiplies
    let learns = candidates.last ?? 1 >= longSeason && (isWeekly || !seasonality.seasons.isEmpty)
    if learns, !isWeekly,
      let period = SeasonalNaive.best(of: seasonality.seasons.map(\.period), values)
    {
      fitted.append(FittedMember(SeasonalNaive(values, period: period), count: count))
    }
    for form in AutoRegression.Form.all where learns && (logarithms || !form.usesLogarithms) {
      if let member = AutoRegression(values, seasons: candidates, form: form) {
        fitted.append(FittedMember(member, count: count))
      }
    }
    if isWeekly || fitted.count < 2 {
      let adjusted = seasonality.adjusted
      fitted.append(FittedMember(DampedTrend(adjusted), count: count, smoothing: seasonality))
      fitted.append(FittedMember(DynamicTheta(adjusted), count: count, smoothing: seasonality))
    }
    let periods = seasonality.seasons.map(\.period)
    let beside: AutoRegression.Form? =
      switch pace {
      case .hours, .days: periods.isEmpty ? .steps : nil
      case .quarters: .levels
      case .weeks, .months, .years: nil
      }
    if let beside, let member = AutoRegression(values, seasons: periods, form: beside) {
      fitted.append(FittedMember(member, count: count))
    }
    return fitted
  }

  /// Months are smoothed by twos and threes as well, where there are blocks enough.
  static func blocks(_ seasonality: Seasonality, candidates: [Int]) -> [BlockSmoothing] {
    guard candidates == [yearOfMonths],
      seasonality.adjusted.count >= 3 * BlockSmoothing.minimumCount
    else { return [] }
    return [
      BlockSmoothing(seasonality.adjusted, size: 2) { DampedTrend($0) },
      BlockSmoothing(seasonality.adjusted, size: 3) { DynamicTheta($0) },
    ]
  }
}

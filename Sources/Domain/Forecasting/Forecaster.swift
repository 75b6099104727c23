public import Kernel
internal import Statistics

extension Forecast {
  /// Looks ahead from finite values in the order of their times.
  ///
  /// Deterministic for one seed. Cost: some hundred passes over the history for each of up to six
  /// fits, and 2,000 futures of `horizon` steps.
  public init(values: [Double], times: [Instant], settings: Settings) {
    guard let series = RegularSeries(values: values, times: times),
      series.values.count >= Forecast.minimumCount
    else {
      self = Forecast(
        insufficient: values.count,
        why: "\(values.count) points, \(Forecast.minimumCount) at different times are needed")
      return
    }
    let start = Forecast.start(series, settings)
    let history = Array(series.values[start...])
    let widths = settings.isCalibrated ? IntervalWidths(for: series.spacing) : nil
    let drawing = Ensemble.Drawing(
      count: Forecast.pathCount, seed: settings.seed, widths: widths,
      bounds: Forecast.bounds(history, settings.limit), asPaths: settings.limit != nil)
    let ensemble = Ensemble(
      history, horizon: settings.horizon, seasons: settings.seasons, spacing: series.spacing,
      drawing: drawing)
    let crossing = settings.limit.map {
      $0.firstPassage(ensemble.futures.paths, horizon: settings.horizon)
    }
    let time = { (step: Int) in series.time(at: series.values.count + step) }
    let points = (0..<settings.horizon).map { step in
      Point(
        ensemble.futures.sorted[step], mean: ensemble.mean[step], time: time(step),
        crossing: crossing?[step])
    }
    guard points.allSatisfy(\.isHeldByRecords) else {
      self = Forecast(
        insufficient: values.count,
        why: "its futures are larger than the numbers that a record holds; see its unit")
      return
    }
    self.points = points
    timeToLimit = crossing.map { TimeToLimit($0, time: time) }
    verdict = Forecast.verdict(crossing?.last)
    why = nil
    count = values.count
    seasons = ensemble.seasons
    members = ensemble.members
    self.start = start
    pastErrors = ensemble.pastErrors
    ownWidth = widths?.own(ensemble.pastErrors) ?? 1
    gaps = series.gaps
    duplicates = series.duplicates
    backtest = Backtest(
      history, settings, period: ensemble.seasons.last ?? 1, spacing: series.spacing, drawing)
  }

  private init(insufficient count: Int, why: String) {
    verdict = .insufficient
    self.why = why
    self.count = count
    seasons = []
    members = []
    start = 0
    points = []
    timeToLimit = nil
    backtest = nil
    pastErrors = nil
    ownWidth = 1
    gaps = 0
    duplicates = 0
  }

  /// The first step in use: that of the last change, where enough steps are left after it.
  private static func start(_ series: RegularSeries, _ settings: Settings) -> Int {
    let count = series.values.count
    let oldest = max(0, count - maximumCount)
    guard let change = settings.lastChange else { return oldest }
    let step = series.spacing.steps(from: series.time(at: 0), to: change)
    return step <= count - minimumAfterChange ? max(oldest, step) : oldest
  }

  /// What was never below 0 will not be, and a hard limit holds unless it has been passed already.
  private static func bounds(_ history: [Double], _ limit: Limit?) -> ClosedRange<Double> {
    let low = history.min() ?? 0
    let high = history.max() ?? 0
    var floor = low >= 0 ? 0 : -Double.infinity
    var ceiling = Double.infinity
    if let limit, limit.isHard {
      switch limit.direction {
      case .lower where high <= limit.value: ceiling = limit.value
      case .higher where low >= limit.value: floor = max(floor, limit.value)
      default: break
      }
    }
    return floor...max(floor, ceiling)
  }

  private static func verdict(_ within: Double?) -> Verdict {
    guard let within else { return .ok }
    return within >= 0.5 ? .exhausts : within >= 0.1 ? .atrisk : .ok
  }
}

extension Forecast.Point {
  /// Whether its numbers can be told: futures of huge values leave the range of doubles.
  var isHeldByRecords: Bool {
    [mean, p10, p50, p90, low95, high95].allSatisfy {
      NumberText.isHeldByRecords(Forecast.rounded($0))
    }
  }

  init(_ sorted: [Double], mean: Double, time: Instant, crossing: Double?) {
    func quantile(_ share: Double) -> Double { Summary.quantile(sorted: sorted, share) }
    self.init(
      time: time, mean: mean, p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9),
      low80: quantile(0.1), high80: quantile(0.9), low95: quantile(0.025),
      high95: quantile(0.975), crossing: crossing)
  }
}

extension Forecast.TimeToLimit {
  init(_ crossing: [Double], time: (Int) -> Instant) {
    func first(_ share: Double) -> Instant? {
      crossing.firstIndex { $0 >= share }.map(time)
    }
    self.init(p10: first(0.1), p50: first(0.5), p90: first(0.9), within: crossing.last ?? 0)
  }
}

extension Forecast.Backtest {
  /// How many origins are tried at most, and with how many futures.
  static let originCount = 4
  static let pathCount = 200

  /// Forecasts the last values from earlier ones: up to four origins, a horizon apart, each with
  /// at least two thirds of the history before it. `period` is the longest season of the whole.
  init?(
    _ values: [Double], _ settings: Forecast.Settings, period: Int, spacing: Spacing,
    _ drawing: Ensemble.Drawing
  ) {
    let horizon = min(settings.horizon, max(1, values.count / 6))
    let shortest = max(Forecast.minimumCount, values.count * 2 / 3)
    var errors: [Double] = []
    var inside = 0
    var origins = 0
    for number in 1...Forecast.Backtest.originCount {
      let end = values.count - number * horizon
      guard end >= shortest, end >= 2 * period else { break }
      let ensemble = Ensemble(
        Array(values[..<end]), horizon: horizon, seasons: settings.seasons, spacing: spacing,
        drawing: .init(
          count: Forecast.Backtest.pathCount, seed: drawing.seed &+ UInt64(number),
          widths: drawing.widths, bounds: drawing.bounds))
      for step in 0..<horizon {
        let sorted = ensemble.futures.sorted[step]
        let truth = values[end + step]
        errors.append(abs(truth - ensemble.mean[step]))
        if truth >= Summary.quantile(sorted: sorted, 0.025),
          truth <= Summary.quantile(sorted: sorted, 0.975)
        {
          inside += 1
        }
      }
      origins += 1
    }
    guard origins > 0 else { return nil }
    let scale = Summary.mean(
      (period..<values.count).map { abs(values[$0] - values[$0 - period]) })
    self.init(
      scaledError: scale > 0 ? Summary.mean(errors) / scale : nil,
      coverage95: Double(inside) / Double(errors.count), origins: origins)
  }
}

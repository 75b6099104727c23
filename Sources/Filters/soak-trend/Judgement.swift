import Kernel
import Records
import Statistics

/// The trends of all series of a run.
struct Judgement {
  private let collected: MetricSeriesReader
  private let standard: Trend.Settings
  private let rules: SeriesRules
  private var references: [ByteString: Reference] = [:]
  private let discoveryRate: Double?
  private let detectable = DetectableStep()

  /// What the reference says of a series; without a spread where it is too short.
  struct Reference {
    let count: Int
    let spread: ReferenceSpread?
  }

  /// What holds for the whole run, of which a trend tells.
  struct Discovery {
    let rate: Double
    /// The series that were tested.
    let count: Int
    /// The rate at which this one would still be believed.
    let adjusted: Double
  }

  /// Reads a run's files and input.
  init(_ run: Run) throws(Failure) {
    standard = Trend.Settings(
      alpha: try run.options.number("alpha", in: 1e-9...0.5) ?? 0.01,
      minimumEffect: try run.options.number("min-effect", in: 0...1e9) ?? 0)
    discoveryRate = try run.options.number("fdr", in: 1e-9...1)
    rules = try SeriesRules(run.options)
    let files = run.options.values("reference")
    if !files.isEmpty {
      var found: [ByteString: Reference] = [:]
      let quiet = try MetricSeriesReader.gather(run, over: files)
      try quiet.forEachSeries { (series) throws(Failure) in
        let values = Instants(series.points).values
        found[series.identity.canonical] = Reference(
          count: values.count, spread: ReferenceSpread(values))
      }
      references = found
    }
    collected = try MetricSeriesReader.gather(run)
  }

  /// Calls `body` with each trend and its record.
  func forEachTrend(_ body: (Trend, JSON) throws(Failure) -> Void) throws(Failure) {
    let discoveries = try discoveries()
    var place = 0
    try collected.forEachSeries { (series) throws(Failure) in
      let view = try view(series)
      let discovery = discoveries?[place]
      place += 1
      // Where the rate is exceeded nothing of the series is believed.
      let isBelieved = discovery.map { $0.adjusted <= $0.rate } ?? true
      let trend = view.trend(alpha: isBelieved ? 1 : 0)
      let record = TrendRecord(
        trend: trend, series: series, view: view, collected: collected,
        reference: references[series.identity.canonical], discovery: discovery,
        detectable: detectable)
      try body(trend, record.json)
    }
  }

  private func view(_ series: MetricSeries) throws(Failure) -> SeriesView {
    try SeriesView(
      series, standard, rules, reference: references[series.identity.canonical]?.spread)
  }

  /// A first look at all series, for the rate of false discoveries among them; nil when none is asked
  /// for.
  private func discoveries() throws(Failure) -> [Discovery]? {
    guard let rate = discoveryRate else { return nil }
    var tested: [Int] = []
    var probabilities: [Double] = []
    var place = 0
    try collected.forEachSeries { (series) throws(Failure) in
      let trend = try view(series).trend()
      if trend.verdict != .insufficient {
        tested.append(place)
        probabilities.append(trend.leastProbability)
      }
      place += 1
    }
    var found = [Discovery](
      repeating: Discovery(rate: rate, count: tested.count, adjusted: 1), count: place)
    for (index, adjusted) in zip(tested, FalseDiscovery.adjusted(probabilities)) {
      found[index] = Discovery(rate: rate, count: tested.count, adjusted: adjusted)
    }
    return found
  }
}

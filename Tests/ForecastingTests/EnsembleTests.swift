import Statistics
import Testing

@testable import Forecasting

@Suite struct EnsembleTests {
  private func walk(_ count: Int, seed: UInt64, step: Double = 1) -> [Double] {
    var random = RandomSource(seed: seed)
    var value = 1000.0
    return (0..<count).map { _ in
      value += step * random.normal()
      return value
    }
  }

  private func months(_ values: [Double], horizon: Int = 6) -> Ensemble {
    Ensemble(
      values, horizon: horizon, seasons: nil, spacing: .months(1, day: 1),
      drawing: .init(
        count: 400, seed: 1, widths: nil, bounds: -Double.infinity...Double.infinity))
  }

  @Test func monthsAreSmoothedInBlocksAsWell() {
    #expect(
      months(walk(40, seed: 1)).members
        == ["damped-trend", "theta", "damped-trend-by-2", "theta-by-3"])
    #expect(months(walk(29, seed: 1)).members == ["damped-trend", "theta"])
  }

  @Test func regressionsStandBesideSmoothingWhereTheyHelp() {
    func members(_ spacing: Spacing, _ count: Int) -> [String] {
      Ensemble(
        walk(count, seed: 8), horizon: 3, seasons: [], spacing: spacing,
        drawing: .init(
          count: 50, seed: 1, widths: nil, bounds: -Double.infinity...Double.infinity)
      ).members
    }
    let smoothing = ["damped-trend", "theta"]
    #expect(members(.seconds(3600), 100) == smoothing + ["autoregression-of-steps"])
    #expect(members(.seconds(86400), 100) == smoothing + ["autoregression-of-steps"])
    #expect(members(.months(3, day: 1), 60) == smoothing + ["autoregression"])
    #expect(members(.months(12, day: 1), 60) == smoothing)
    #expect(members(.seconds(86400), 20) == smoothing)
  }

  @Test func futuresStandAroundWhatIsExpected() {
    let found = months(walk(90, seed: 2))
    for (step, sorted) in found.futures.sorted.enumerated() {
      let width = Summary.quantile(sorted: sorted, 0.9) - Summary.quantile(sorted: sorted, 0.1)
      #expect(abs(Summary.quantile(sorted: sorted, 0.5) - found.mean[step]) < 0.1 * width)
    }
  }

  /// Goes on by the last step.
  private struct Line: Member {
    let name = "line"
    let residuals: [Double] = []
    let reach = 2
    let values: [Double]

    func path(_ horizon: Int, error: () -> Double) -> [Double] {
      expected(after: values.count, horizon)
    }

    func expected(after origin: Int, _ horizon: Int) -> [Double] {
      let step = values[origin - 1] - values[origin - 2]
      return (1...horizon).map { values[origin - 1] + Double($0) * step }
    }
  }

  @Test(arguments: 1...4)
  func blocksOfALineGoOnAlongIt(size: Int) {
    let values = (0..<61).map { 50 + 3 * Double($0) }
    let none = Seasonality(values, candidates: [], given: true)
    let blocks = BlockSmoothing(values, size: size) { Line(values: $0) }
    for (step, value) in blocks.expected(none, count: 61, 7).enumerated() {
      #expect(abs(value - (50 + 3 * Double(61 + step))) < 1e-9)
    }
    #expect(blocks.name == "line-by-\(size)")
  }

  @Test func membersLookAheadFromEarlierPoints() throws {
    var random = RandomSource(seed: 7)
    let values = (0..<240).map { index in Double(100 + 10 * (index % 24)) + random.normal() }
    let regression = try #require(AutoRegression(values, seasons: [24], form: .levels))
    var members: [any Member] = [DampedTrend(values), DynamicTheta(values)]
    members += [SeasonalNaive(values, period: 24), regression]
    for member in members {
      #expect(member.expected(after: values.count, 5) == member.path(5) { 0 })
      // One step ahead of every point is what the errors of the fit are taken from.
      let origin = 200
      let error = values[origin] - member.expected(after: origin, 1)[0]
      let place = member.residuals.count - (values.count - origin)
      #expect(abs(member.residuals[place] - error) < 1e-9, "\(member.name)")
    }
  }

  @Test func pastErrorsWantTwentyOrigins() {
    #expect(months(walk(57, seed: 3)).pastErrors == nil)
    #expect(months(walk(60, seed: 3)).pastErrors?.origins == 20)
    #expect(months(walk(500, seed: 3)).pastErrors?.origins == 66)
  }

  /// Where the last third is rougher than all that was before, its errors say so.
  @Test func aRougherPastWidensIntervals() throws {
    let calm = walk(200, seed: 4)
    var rough = calm
    var random = RandomSource(seed: 5)
    for place in 140..<200 { rough[place] += 6 * random.normal() }
    let before = try #require(months(calm).pastErrors)
    let after = try #require(months(rough).pastErrors)
    #expect(after.ratio > 1.2 * before.ratio)
    let widths = IntervalWidths(for: .months(1, day: 1))
    #expect(widths.own(after) > widths.own(before))
    #expect(widths.own(nil) == 1)
    #expect(IntervalWidths.ownLimits.contains(widths.own(after)))
  }

  @Test func withFewOriginsWhatIsUsualCountsMore() {
    let widths = IntervalWidths(for: .months(1, day: 1))
    let few = widths.own(PastErrors(origins: 20, ratio: 0.6))
    let many = widths.own(PastErrors(origins: 100, ratio: 0.6))
    #expect(1 < few && few < many)
  }

  @Test func cohesionKeepsWhatEachStepHolds() {
    var random = RandomSource(seed: 6)
    let paths = (0..<500).map { _ in (0..<12).map { _ in random.normal() } }
    var futures = Futures(paths, horizon: 12)
    futures.cohere()
    for step in 0..<12 {
      #expect(futures.paths.map { $0[step] }.sorted() == futures.sorted[step])
    }
    #expect(futures.sorted == Futures(paths, horizon: 12).sorted)
    // Futures that stay above stay there for longer, so that fewer reach a limit at all.
    let limit = Limit(value: 2, direction: .lower)
    let before = limit.firstPassage(paths, horizon: 12)[11]
    let after = limit.firstPassage(futures.paths, horizon: 12)[11]
    #expect(after < before)
    // Not fewer than are beyond it at the last step, which the intervals show.
    let beyond = futures.sorted[11].filter { $0 >= 2 }.count
    #expect(after >= Double(beyond) / 500)
  }

  @Test func spikesBeyondTheIntervalsStayAsHigh() throws {
    let spiky = (0..<400).map { [Double($0 % 40) + ($0 == 399 ? 1000 : 0)] }
    var futures = Futures(spiky, horizon: 1)
    futures.widen(IntervalWidths(for: .seconds(3600)), own: 1)
    #expect(try #require(futures.sorted[0].last) > 980)
    #expect(futures.sorted[0] == futures.sorted[0].sorted())
  }
}

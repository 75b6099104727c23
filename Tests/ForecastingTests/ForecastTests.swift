import Kernel
import Statistics
import Testing

@testable import Forecasting

@Suite struct ForecastTests {
  private func days(_ count: Int) -> [Instant] { (0..<count).map { Instant(seconds: $0 * 86400) } }

  private func forecast(
    _ values: [Double], horizon: Int = 10, seasons: [Int]? = nil, seed: UInt64 = 1,
    limit: Limit? = nil, lastChange: Instant? = nil
  ) -> Forecast {
    Forecast(
      values: values, times: days(values.count),
      settings: .init(
        horizon: horizon, seasons: seasons, seed: seed, limit: limit, lastChange: lastChange))
  }

  private func walk(_ count: Int, _ random: inout RandomSource) -> [Double] {
    var value = 1000.0
    return (0..<count).map { _ in
      value += random.normal()
      return value
    }
  }

  @Test func levelsStayWhereTheyAre() {
    let found = forecast([Double](repeating: 5, count: 30))
    #expect(found.points.allSatisfy { abs($0.mean - 5) < 1e-6 && $0.low95 <= 5 && $0.high95 >= 5 })
  }

  @Test func seasonsGoOn() {
    let week = [10.0, 12, 14, 16, 14, 3, 2]
    var random = RandomSource(seed: 2)
    let values = (0..<70).map { week[$0 % 7] + 0.2 * random.normal() }
    let found = forecast(values, horizon: 14)
    #expect(found.seasons == [7])
    for (step, point) in found.points.enumerated() { #expect(abs(point.mean - week[step % 7]) < 1) }
  }

  @Test func aWalkHasNoSeason() {
    var random = RandomSource(seed: 3)
    var seasonal = 0
    for _ in 0..<40 where !forecast(walk(100, &random)).seasons.isEmpty { seasonal += 1 }
    #expect(seasonal <= 6)
  }

  @Test func givenSeasonsAreTaken() {
    var random = RandomSource(seed: 4)
    #expect(forecast(walk(60, &random), seasons: [5]).seasons == [5])
    #expect(forecast(walk(60, &random), seasons: []).seasons.isEmpty)
  }

  @Test func intervalsHoldAboutWhatTheySay() {
    var random = RandomSource(seed: 5)
    var inside = 0
    var all = 0
    for _ in 0..<60 {
      let values = walk(110, &random)
      let found = forecast(Array(values.prefix(100)))
      for (point, truth) in zip(found.points, values.suffix(10)) {
        all += 1
        if truth >= point.low95, truth <= point.high95 { inside += 1 }
      }
    }
    let share = Double(inside) / Double(all)
    #expect(share > 0.88 && share < 0.995)
  }

  @Test func pointsFollowTheCalendar() {
    let starts = (0..<24).map {
      Spacing.months(1, day: 1).advance(Instant(seconds: 0), by: $0)
    }
    let found = Forecast(
      values: (0..<24).map { Double($0 % 5) }, times: starts, settings: .init(horizon: 2))
    #expect(
      found.points.map(\.time.description) == ["1972-01-01T00:00:00Z", "1972-02-01T00:00:00Z"])
  }

  @Test func steadyGrowthExhausts() {
    var random = RandomSource(seed: 6)
    let values = (0..<60).map { 10 + Double($0) + 0.5 * random.normal() }
    let found = forecast(values, horizon: 30, limit: Limit(value: 75, direction: .lower))
    #expect(found.verdict == .exhausts)
    let crossings = found.points.compactMap(\.crossing)
    #expect(crossings == crossings.sorted())
    #expect(crossings.last == found.timeToLimit?.within)
    #expect((found.timeToLimit?.p10 ?? days(1)[0]) <= (found.timeToLimit?.p50 ?? days(1)[0]))
  }

  @Test func limitsOutOfSightAreOk() {
    var random = RandomSource(seed: 7)
    let found = forecast(walk(60, &random), limit: Limit(value: 1e6, direction: .lower))
    #expect(found.verdict == .ok)
    #expect(found.timeToLimit?.within == 0)
    #expect(found.timeToLimit?.p10 == nil)
  }

  @Test func floorsAreReachedFromAbove() {
    let found = forecast(
      (0..<40).map { 100 - 2 * Double($0) }, limit: Limit(value: 15, direction: .higher))
    #expect(found.verdict == .exhausts)
  }

  @Test func withoutLimitThereIsNoCrossing() {
    let found = forecast((0..<20).map { Double($0 % 3) })
    #expect(found.timeToLimit == nil)
    #expect(found.points.allSatisfy { $0.crossing == nil })
  }

  @Test func sameSeedGivesTheSamePoints() {
    var random = RandomSource(seed: 8)
    let values = walk(50, &random)
    #expect(forecast(values, seed: 3).points == forecast(values, seed: 3).points)
    #expect(forecast(values, seed: 3).points != forecast(values, seed: 4).points)
  }

  @Test(arguments: 0..<6)
  func fewValuesAreInsufficient(count: Int) {
    let found = forecast((0..<count).map(Double.init))
    #expect(found.verdict == .insufficient)
    #expect(found.points.isEmpty)
  }

  @Test func everyShortLengthGetsPoints() {
    for count in 6..<60 {
      let found = forecast((0..<count).map { Double(($0 * 7) % 5) - 2 }, horizon: 3)
      #expect(found.points.count == 3)
      #expect(found.points.allSatisfy { $0.low95 <= $0.low80 && $0.high80 <= $0.high95 })
    }
  }

  @Test func backtestTellsHowItWent() throws {
    var random = RandomSource(seed: 9)
    let backtest = try #require(forecast(walk(100, &random)).backtest)
    #expect(backtest.origins == 3)
    #expect((0...1).contains(backtest.coverage95))
  }

  @Test func valuesAtAndBelowZeroAreFine() {
    let found = forecast((0..<50).map { Double($0 % 7) - 3 })
    #expect(found.points.allSatisfy { $0.mean.isFinite })
  }

  @Test func theHistoryBeginsWithTheLastChange() {
    let values = (0..<80).map { ($0 < 50 ? 10.0 : 100.0) + Double($0 % 3) }
    let found = forecast(values, lastChange: days(80)[50])
    #expect(found.start == 50)
    #expect(found.points.allSatisfy { $0.low95 > 90 })
  }

  @Test func tooLittleAfterAChangeLeavesTheHistoryWhole() {
    let values = (0..<60).map { Double($0 % 4) }
    #expect(forecast(values, lastChange: days(60)[48]).start == 48)
    #expect(forecast(values, lastChange: days(60)[49]).start == 0)
  }

  @Test func whatWasNeverBelowZeroStaysThere() {
    var random = RandomSource(seed: 10)
    let values = (0..<60).map { max(0, 3 - Double($0) / 15 + random.normal()) }
    let found = forecast(values, horizon: 30)
    #expect(found.points.allSatisfy { $0.low95 >= 0 && $0.mean >= 0 })
    #expect(found.points.contains { $0.low95 == 0 })
  }

  @Test func valuesEndAtAHardLimit() {
    var random = RandomSource(seed: 11)
    let values = (0..<60).map { 10 + Double($0) + 0.5 * random.normal() }
    let soft = forecast(values, horizon: 30, limit: Limit(value: 75, direction: .lower))
    let hard = forecast(
      values, horizon: 30, limit: Limit(value: 75, direction: .lower, isHard: true))
    #expect(soft.points.contains { $0.high95 > 75 })
    #expect(hard.points.allSatisfy { $0.high95 <= 75 && $0.mean <= 75 })
    #expect(hard.timeToLimit == soft.timeToLimit)
  }

  @Test func aHardLimitThatHasBeenPassedDoesNotHold() {
    let values = (0..<40).map { 70 + Double($0 % 10) }
    let found = forecast(values, limit: Limit(value: 75, direction: .lower, isHard: true))
    #expect(found.points.contains { $0.high95 > 75 })
  }
}

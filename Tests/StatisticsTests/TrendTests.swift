import Testing

@testable import Statistics

@Suite struct TrendTests {
  private func noise(_ count: Int, _ random: inout RandomSource) -> [Double] {
    (0..<count).map { _ in 100 + random.normal() }
  }

  private func trend(
    _ values: [Double], _ direction: Trend.Direction = .lower, minimumEffect: Double = 0
  ) -> Trend {
    Trend(
      values: values, times: values.indices.map { Double($0) * 86400 },
      settings: .init(direction: direction, minimumEffect: minimumEffect))
  }

  private func alarms(_ trend: Trend) -> [Trend.Change] {
    trend.changes.filter { $0.kind != .spike }
  }

  @Test(arguments: [20, 60, 400])
  func noiseRaisesAlarmsAtAboutAlpha(count: Int) {
    var random = RandomSource(seed: UInt64(count))
    let runs = count > 100 ? 200 : 800
    var raised = 0
    for _ in 0..<runs where !alarms(trend(noise(count, &random))).isEmpty { raised += 1 }
    #expect(Double(raised) / Double(runs) <= 0.02)
  }

  @Test func dependentNoiseRaisesFewAlarms() {
    var random = RandomSource(seed: 10)
    var raised = 0
    for _ in 0..<300 {
      var value = 0.0
      let chain = (0..<100).map { _ in
        value = 0.5 * value + random.normal()
        return value
      }
      if !alarms(trend(chain)).isEmpty { raised += 1 }
    }
    #expect(raised <= 18)
  }

  @Test func findsAndPlacesAStepOfThreeDeviations() {
    var random = RandomSource(seed: 11)
    var placed = 0
    for _ in 0..<200 {
      var values = noise(60, &random)
      let start = 20 + random.index(below: 30)
      for index in start..<60 { values[index] += 3 }
      let found = alarms(trend(values))
      if found.contains(where: { $0.kind == .step && abs($0.index - start) <= 3 }) { placed += 1 }
    }
    #expect(placed >= 190)
  }

  @Test func effectIntervalHoldsTheStep() {
    var random = RandomSource(seed: 12)
    var held = 0
    for _ in 0..<200 {
      var values = noise(60, &random)
      for index in 30..<60 { values[index] += 4 }
      guard let change = alarms(trend(values)).first else { continue }
      if change.absolute.low <= 4, change.absolute.high >= 4 { held += 1 }
    }
    #expect(held >= 180)
  }

  @Test func callsADriftALeak() {
    var random = RandomSource(seed: 13)
    let values = noise(100, &random).enumerated().map { $1 + 0.06 * Double($0) }
    let found = trend(values)
    #expect(found.verdict == .leaking)
    #expect(alarms(found).map(\.kind) == [.ramp])
    let slope = found.slopePerDay
    #expect((slope?.low ?? 1) < 0.06 && (slope?.high ?? 0) > 0.06)
    #expect(trend(values, .higher).verdict == .improved)
    #expect(trend(values, .none).verdict == .changed)
  }

  @Test func directionDecidesBetweenWorseAndBetter() {
    var random = RandomSource(seed: 14)
    var values = noise(40, &random)
    for index in 20..<40 { values[index] += 8 }
    #expect(trend(values, .lower).verdict == .regressed)
    #expect(trend(values, .higher).verdict == .improved)
    #expect(trend(values, .none).verdict == .changed)
  }

  @Test func findsSeveralSteps() {
    var random = RandomSource(seed: 15)
    var values = noise(120, &random)
    for index in 40..<80 { values[index] += 6 }
    for index in 80..<120 { values[index] += 14 }
    let found = alarms(trend(values))
    #expect(found.map(\.index) == [40, 80])
  }

  @Test func comingBackIsSteady() {
    var random = RandomSource(seed: 16)
    var values = noise(240, &random)
    for index in 80..<160 { values[index] += 10 }
    let found = trend(values)
    #expect(alarms(found).map(\.index) == [80, 160])
    #expect(found.verdict == .steady)
  }

  @Test func youngChangesWait() {
    var random = RandomSource(seed: 17)
    var values = noise(50, &random)
    for index in 47..<50 { values[index] += 12 }
    let found = trend(values)
    #expect(found.verdict == .pending)
    #expect(found.pending?.index == 47)
    #expect(alarms(found).isEmpty)
  }

  @Test func spikesAreNoAlarms() {
    var random = RandomSource(seed: 18)
    var values = noise(60, &random)
    values[20] += 30
    values[41] -= 30
    let found = trend(values)
    #expect(found.verdict == .steady)
    #expect(found.changes.map(\.index) == [20, 41])
    #expect(found.changes.allSatisfy { $0.kind == .spike })
  }

  @Test func smallChangesAreLeftOutOnRequest() {
    var random = RandomSource(seed: 19)
    var values = noise(60, &random)
    for index in 30..<60 { values[index] += 5 }
    #expect(trend(values, minimumEffect: 0.04).verdict == .regressed)
    #expect(trend(values, minimumEffect: 0.10).verdict == .steady)
  }

  @Test func constantSeriesAreSteady() {
    let found = trend([Double](repeating: 7, count: 30))
    #expect(found.verdict == .steady)
    #expect(found.level == Estimate(value: 7, low: 7, high: 7, count: 30))
  }

  @Test func noiselessStepIsFound() {
    let found = trend((0..<30).map { $0 < 15 ? 1 : 2 })
    #expect(alarms(found).map(\.index) == [15])
  }

  @Test(arguments: 0..<10)
  func fewValuesAreInsufficient(count: Int) {
    #expect(trend((0..<count).map { Double($0 * $0) }).verdict == .insufficient)
  }

  @Test func shortSeriesOfEveryShapeGetAnAnswer() {
    for count in 10...14 {
      for pattern in 0..<(1 << count) where pattern % 37 == 0 {
        let values = (0..<count).map { Double((pattern >> $0) & 1) }
        #expect(trend(values).count == count)
      }
    }
  }

  @Test func sameValuesGiveTheSameAnswer() {
    var random = RandomSource(seed: 20)
    let values = noise(200, &random)
    #expect(trend(values) == trend(values))
  }
}

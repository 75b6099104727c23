import Testing

@testable import Statistics

@Suite struct GateTests {
  /// The fifteen probabilities of Benjamini and Hochberg 1995, section 3.2: four are believed at 0.05.
  @Test func believesTheFourOfBenjaminiAndHochberg() {
    let probabilities = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719,
      0.6528, 0.7590, 1.0,
    ]
    let adjusted = FalseDiscovery.adjusted(probabilities.reversed())
    #expect(adjusted.filter { $0 <= 0.05 }.count == 4)
    #expect(abs((adjusted.last ?? 0) - 0.0015) < 1e-12)
    #expect(adjusted.first == 1)
  }

  @Test func floorIsTheLowestOfEachFullWindow() {
    #expect(LowerEnvelope.places([5, 3, 4, 9, 7, 7, 1], size: 3) == [1, 4])
    #expect(LowerEnvelope.places([5, 3], size: 3).isEmpty)
  }

  @Test func warmUpEndsWhereTheRestBegins() {
    var random = RandomSource(seed: 41)
    let values = (0..<120).map { 100 + random.normal() + ($0 < 20 ? 8 : 0) }
    #expect((20...25).contains(WarmUp.length(values)))
    #expect(WarmUp.length((0..<59).map(Double.init)) == 0)
    #expect(WarmUp.length([Double](repeating: 3, count: 90)) == 0)
  }

  @Test func warmUpOfAQuietSeriesIsShort() {
    var random = RandomSource(seed: 42)
    let lengths = (0..<100).map { _ in WarmUp.length((0..<120).map { _ in random.normal() }) }
    #expect(lengths.filter { $0 > 30 }.count <= 10)
    #expect(lengths.allSatisfy { $0 <= 40 })
  }

  @Test func referenceLearnsHowFarLevelsWander() throws {
    var random = RandomSource(seed: 43)
    var total = 0.0
    for _ in 0..<40 {
      let levels = (0..<20).map { _ in 2 * random.normal() }
      let values = levels.flatMap { level in (0..<10).map { _ in level + random.normal() } }
      total += try #require(ReferenceSpread(values)).between
    }
    #expect(abs(total / 40 - 2) < 0.15)
    let quiet = try #require(ReferenceSpread((0..<200).map { _ in random.normal() }))
    #expect(quiet.between < 0.35)
    #expect(ReferenceSpread((0..<39).map(Double.init)) == nil)
  }

  @Test func stepsWithinTheReferenceAreHeldBack() throws {
    var random = RandomSource(seed: 44)
    let history = (0..<20).flatMap { _ in
      let level = 3 * random.normal()
      return (0..<10).map { _ in level + random.normal() }
    }
    let values = (0..<60).map { random.normal() + ($0 < 30 ? 0 : 4) }
    var settings = Trend.Settings(direction: .lower)
    let times = values.indices.map(Double.init)
    #expect(Trend(values: values, times: times, settings: settings).verdict == .regressed)
    let reference = try #require(ReferenceSpread(history))
    settings.reference = reference
    #expect(Trend(values: values, times: times, settings: settings).verdict == .steady)
    let large = values.map { $0 > 2 ? $0 + 40 : $0 }
    #expect(Trend(values: large, times: times, settings: settings).verdict == .regressed)
  }

  @Test func aChangeWaitsUntilItPersists() {
    var random = RandomSource(seed: 45)
    let values = (0..<60).map { random.normal() + ($0 < 50 ? 0 : 6) }
    let times = values.indices.map(Double.init)
    var settings = Trend.Settings(direction: .lower)
    settings.persistence = 15
    let young = Trend(values: values, times: times, settings: settings)
    #expect(young.verdict == .pending)
    #expect(young.pending?.index == 50)
    #expect(young.leastProbability == 1)
    settings.persistence = 10
    #expect(Trend(values: values, times: times, settings: settings).verdict == .regressed)
  }

  @Test func smallChangesInSigmaAreLeftOut() {
    var random = RandomSource(seed: 46)
    let values = (0..<80).map { random.normal() + ($0 < 40 ? 0 : 3) }
    let times = values.indices.map(Double.init)
    var settings = Trend.Settings(direction: .lower)
    settings.minimumSigma = 2
    #expect(Trend(values: values, times: times, settings: settings).verdict == .regressed)
    settings.minimumSigma = 5
    #expect(Trend(values: values, times: times, settings: settings).verdict == .steady)
  }

  @Test(arguments: [30, 60, 150])
  func detectableStepsAreMostlyDetected(count: Int) throws {
    var random = RandomSource(seed: UInt64(count))
    let settings = Trend.Settings(direction: .lower)
    let size = try #require(
      DetectableStep().sigmas(count: count, settings: settings, autocorrelation: 0))
    var found = 0
    for _ in 0..<200 {
      let values = (0..<count).map { random.normal() + ($0 < count / 2 ? 0 : size) }
      let trend = Trend(
        values: values, times: values.indices.map(Double.init), settings: settings)
      if trend.leastProbability < 1 { found += 1 }
    }
    #expect(found >= 140 && found <= 190)
  }

  @Test func nothingIsDetectableInTooFew() {
    let detectable = DetectableStep()
    #expect(detectable.sigmas(count: 9, settings: .init(), autocorrelation: 0) == nil)
  }
  @Test func selectsWhatSortingWouldPlaceThere() {
    var random = RandomSource(seed: 47)
    for count in 1...60 {
      let values = (0..<count).map { _ in Double(random.index(below: count)) }
      let sorted = values.sorted()
      for place in values.indices {
        var copy = values
        #expect(OrderStatistic.select(&copy, place) == sorted[place])
      }
      #expect(Summary.median(values) == Summary.quantile(sorted: sorted, 0.5))
    }
  }
}

import Testing

@testable import Statistics

@Suite struct MannKendallTests {
  /// Gilbert 1987, Statistical Methods for Environmental Pollution Monitoring, section 16.4.1: of
  /// 10, 15, 14, 20 five pairs rise and one falls.
  @Test func scoreIsThatOfGilbert() {
    let test = MannKendall([10, 15, 14, 20])
    #expect(test.score == 4)
    #expect(abs(test.variance - 4 * 3 * 13 / 18.0) < 1e-12)
  }

  @Test func mergingCountsWhatAllPairsCount() {
    var random = RandomSource(seed: 3)
    for count in 0..<40 {
      let values = (0..<count).map { _ in Double(random.index(below: 9)) }
      var score = 0
      for later in values.indices {
        for earlier in 0..<later {
          if values[later] > values[earlier] { score += 1 }
          if values[later] < values[earlier] { score -= 1 }
        }
      }
      #expect(MannKendall(values).score == score)
    }
  }

  @Test func equalValuesHaveNoTrend() {
    let test = MannKendall([2, 2, 2, 2])
    #expect(test.score == 0)
    #expect(test.variance == 0)
    #expect(test.pValue() == 1)
  }

  @Test func dependenceWeakensEvidence() {
    let rising = (0..<20).map(Double.init)
    #expect(MannKendall(rising).pValue() < MannKendall(rising).pValue(inflation: 3))
  }
}

@Suite struct EstimateTests {
  /// Hollander and Wolfe 1973, page 69, permeability of the membrane; R's wilcox.test gives 0.305.
  @Test func shiftIsThatOfHollanderAndWolfe() {
    let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    let early = [1.15, 0.88, 0.90, 0.74, 1.21]
    let shift = HodgesLehmann.shift(before: early, after: term)
    #expect(abs(shift.value - 0.305) < 1e-12)
    #expect(shift.low < 0 && shift.high > 0.6)
  }

  @Test func shiftIntervalHoldsTheTruth() {
    var random = RandomSource(seed: 4)
    var held = 0
    for _ in 0..<400 {
      let before = (0..<20).map { _ in random.normal() }
      let after = (0..<15).map { _ in random.normal() + 2 }
      let shift = HodgesLehmann.shift(before: before, after: after)
      if shift.low <= 2, shift.high >= 2 { held += 1 }
    }
    #expect(held >= 368)
  }

  @Test func thinningKeepsTheShift() {
    let before = (0..<1000).map { Double($0 % 97) }
    let after = before.map { $0 + 5 }
    #expect(abs(HodgesLehmann.shift(before: before, after: after).value - 5) < 0.5)
  }

  @Test func slopeOfALineIsExact() {
    let line = TheilSen(x: [0, 1, 2, 4], y: [1, 3, 5, 9])
    #expect(line?.slope.value == 2)
    #expect(line?.intercept == 1)
  }

  @Test func oneWildValueDoesNotMoveTheSlope() {
    var values = (0..<15).map { 2 * Double($0) }
    values[7] = 1e6
    #expect(TheilSen(x: (0..<15).map(Double.init), y: values)?.slope.value == 2)
  }

  @Test func slopeIntervalHoldsTheTruth() {
    var random = RandomSource(seed: 5)
    var held = 0
    for _ in 0..<200 {
      let places = (0..<30).map(Double.init)
      let values = places.map { 0.1 * $0 + random.normal() }
      if let slope = TheilSen(x: places, y: values)?.slope, slope.low <= 0.1, slope.high >= 0.1 {
        held += 1
      }
    }
    #expect(held >= 182)
  }

  @Test func slopeNeedsThreePlaces() {
    #expect(TheilSen(x: [0, 1], y: [1, 2]) == nil)
    #expect(TheilSen(x: [1, 1, 1], y: [1, 2, 3]) == nil)
  }

  @Test func lastGroupIsNeverTiny() {
    #expect(Batches.bounds(10, size: 4) == [0..<4, 4..<8, 8..<10])
    #expect(Batches.bounds(9, size: 4) == [0..<4, 4..<9])
    #expect(Batches.bounds(0, size: 4).isEmpty)
  }
}

@Suite struct StepScanTests {
  @Test func findsTheSplitOfTwoLevels() {
    let scan = StepScan([-1, -1, -1, -1, 1, 1, 1, 1], minimumSegment: 2)
    #expect(scan?.split == 4)
    #expect((scan?.statistic ?? 0) > 0)
  }

  @Test func refusesWhatIsTooShortOrFlat() {
    #expect(StepScan([1, 2, 3], minimumSegment: 2) == nil)
    #expect(StepScan([0, 0, 0, 0], minimumSegment: 2) == nil)
  }

  /// The approximation against 4,000 random orders of the scores of n different values.
  @Test(arguments: [12, 30, 100])
  func pValueHoldsInRandomOrders(count: Int) {
    var random = RandomSource(seed: 6)
    var scores = Ranks.normalScores((0..<count).map(Double.init))
    var below = (tenth: 0, hundredth: 0)
    for _ in 0..<4000 {
      // Fisher and Yates.
      for last in stride(from: count - 1, to: 0, by: -1) {
        scores.swapAt(last, random.index(below: last + 1))
      }
      guard let scan = StepScan(scores, minimumSegment: 5) else { continue }
      let pValue = StepScanNull.pValue(scan.statistic, count: count, minimumSegment: 5)
      if pValue <= 0.1 { below.tenth += 1 }
      if pValue <= 0.01 { below.hundredth += 1 }
    }
    // 400 and 40 are due. Few splits make the approximation anticonservative in the middle.
    #expect((300...(count < 20 ? 690 : 480)).contains(below.tenth))
    #expect((15...65).contains(below.hundredth))
  }

  @Test func strongerStepsAreLessProbable() {
    var last = 1.0
    for step in 1...9 {
      let pValue = StepScanNull.pValue(Double(step) / 1.5, count: 50, minimumSegment: 5)
      #expect(pValue <= last)
      last = pValue
    }
    #expect(last < 1e-6)
  }

  @Test func deflationKeepsIndependentStatistics() {
    let kept = StepScanNull.deflated(3.2, count: 40, inflation: 1)
    #expect(abs(kept - 3.2) < 1e-9)
    #expect(abs(StepScanNull.deflated(-3.2, count: 40, inflation: 4)) < 2)
  }
}

@Suite struct AutocorrelationTests {
  @Test func findsTheCoefficientOfAChain() {
    var random = RandomSource(seed: 9)
    var total = 0.0
    for _ in 0..<200 {
      var value = 0.0
      let chain = (0..<80).map { _ in
        value = 0.6 * value + random.normal()
        return value
      }
      let mean = Summary.mean(chain)
      total += Autocorrelation.firstOrder(residuals: chain.map { $0 - mean }, parameters: 1)
    }
    #expect(abs(total / 200 - 0.6) < 0.05)
  }

  @Test func constantValuesDoNotDepend() {
    #expect(Autocorrelation.coefficient([3, 3, 3, 3], lag: 1) == 0)
  }
}

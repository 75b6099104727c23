import Testing

@testable import Capacity

@Suite struct CalibrationTests {
  /// The smallest samples of which an order statistic limits a quantile at 95 %: Wilks 1941,
  /// n ≥ ln(0.05) / ln(q).
  @Test(arguments: [(0.9, 29), (0.95, 59), (0.99, 299)])
  func needsAsManyValuesAsWilksSays(_ quantile: Double, _ least: Int) {
    let few = Calibration.cumulative(least - 1, quantile)
    let enough = Calibration.cumulative(least, quantile)
    // All but the largest value below the quantile: the largest is then beyond it.
    #expect(few[least - 2] < 0.95)
    #expect(enough[least - 1] >= 0.95)
  }

  @Test func sumsToTheBinomialDistribution() {
    // R: pbinom(0:3, 3, 0.9)
    for (found, right) in zip(Calibration.cumulative(3, 0.9), [0.001, 0.028, 0.271, 1]) {
      #expect(abs(found - right) < 1e-12)
    }
    let many = Calibration.cumulative(100_000, 0.9).last ?? 0
    #expect(abs(many - 1) < 1e-6)
  }

  /// The example of the NIST/SEMATECH e-Handbook, 7.2.6.3: 43 values, 90 % of the population, 99 %
  /// confidence, factor 1.8752.
  @Test func hasTheFactorOfTheHandbook() {
    #expect(abs(Calibration.factor(0.9, 0.99, 43) - 1.8752) < 5e-4)
  }

  @Test func limitsAQuantileWithItsConfidence() {
    // 1,000 samples of 100 uniform values each: the limit is beyond the quantile in 95 % of them.
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var held = 0
    for _ in 0..<1000 {
      let values = (0..<100).map { _ in uniform() }
      let found = Calibration(values: values, confidence: 0.95, higherIsGood: false)
      guard let limit = found.threshold(0.9) else { continue }
      if limit.value >= 0.9 { held += 1 }
      #expect(limit.low <= limit.value && limit.value <= limit.high)
    }
    #expect((930...995).contains(held), "\(held)")
  }

  @Test func mirrorsWhereHigherIsGood() throws {
    let values = (0..<200).map { Double(($0 * 37) % 200) }
    let up = Calibration(values: values, confidence: 0.95, higherIsGood: false)
    let down = Calibration(values: values.map { -$0 }, confidence: 0.95, higherIsGood: true)
    let above = try #require(up.threshold(0.95))
    let below = try #require(down.threshold(0.95))
    #expect(above.value == -below.value && above.low == -below.high && above.high == -below.low)
  }

  @Test func saysNothingOfTooFewValues() {
    let few = Calibration(values: [1, 2, 3, 4], confidence: 0.95, higherIsGood: false)
    #expect(few.threshold(0.9) == nil)
    // A random walk is worth few independent values.
    let walk = Calibration(
      values: (0..<100).map { Double($0) }, confidence: 0.95, higherIsGood: false)
    #expect(walk.threshold(0.9) == nil)
  }
}

@Suite struct CapacityPlanTests {
  @Test func countsWholeUnits() {
    let plan = CapacityPlan(capacity: 100, serviceLevel: 0.9, reserve: 0.2, bounds: 1...5)
    #expect(plan.units(for: 80) == (1, false))
    #expect(plan.units(for: 80.1) == (2, false))
    #expect(plan.units(for: 240.00000000001) == (3, false))
    #expect(plan.units(for: 0) == (1, false))
    #expect(plan.units(for: -3) == (1, false))
    #expect(plan.units(for: 400) == (5, false))
    #expect(plan.units(for: 401) == (5, true))
  }

  @Test func interpolatesOnTheNormalScale() throws {
    // Quantiles of the normal distribution give it back at every level.
    let demand = try #require(
      CapacityPlan.Demand(
        low95: -1.959963985, low80: -1.281551566, median: 0, high80: 1.281551566,
        high95: 1.959963985))
    for (level, right) in [(0.5, 0), (0.75, 0.6744898), (0.9, 1.2815516), (0.95, 1.6448536)] {
      #expect(abs(demand.quantile(level) - right) < 1e-6)
    }
    #expect(
      CapacityPlan.Demand(low95: 2, low80: 1, median: 3, high80: 4, high95: 5) == nil)
  }
}

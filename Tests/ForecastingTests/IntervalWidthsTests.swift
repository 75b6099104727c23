import Kernel
import Statistics
import Testing

@testable import Forecasting

@Suite struct IntervalWidthsTests {
  private func drawn(_ count: Int) -> Futures {
    var random = RandomSource(seed: 1)
    return Futures((0..<count).map { _ in [random.normal(), 3 * random.normal()] }, horizon: 2)
  }

  @Test(arguments: IntervalWidths.Pace.allCases)
  func everyPaceHasFactorsAtEveryKnot(pace: IntervalWidths.Pace) throws {
    let row = try #require(IntervalWidths.table[pace])
    #expect(row.count == IntervalWidths.knots.count)
    for side in row.flatMap({ [$0.below, $0.above] }) {
      #expect((0.1...10).contains(side.eighty) && (0.1...10).contains(side.ninetyFive))
    }
  }

  @Test func factorsLieBetweenTheirKnots() throws {
    let widths = IntervalWidths(for: .months(1, day: 1))
    let row = try #require(IntervalWidths.table[.months])
    for (knot, factors) in zip(IntervalWidths.knots, row) {
      #expect(widths.factors(step: knot, own: 1) == factors)
    }
    let three = widths.factors(step: 3, own: 1).above.ninetyFive
    let ends = [row[1].above.ninetyFive, row[2].above.ninetyFive]
    #expect(try three > #require(ends.min()) - 1e-12 && three < #require(ends.max()) + 1e-12)
    #expect(widths.factors(step: 1000, own: 1) == row[row.count - 1])
    #expect(widths.factors(step: 1, own: 2).below.eighty == 2 * row[0].below.eighty)
  }

  @Test func intervalsGrowByTheirFactors() {
    let before = drawn(1001)
    var after = before
    let widths = IntervalWidths(for: .months(12, day: 1))
    after.widen(widths, own: 1.5)
    for step in 0..<2 {
      let factors = widths.factors(step: step + 1, own: 1.5)
      let centre = Summary.quantile(sorted: before.sorted[step], 0.5)
      for (share, factor) in [
        (0.1, factors.below.eighty), (0.9, factors.above.eighty),
        (0.025, factors.below.ninetyFive), (0.975, factors.above.ninetyFive),
      ] {
        let distance = Summary.quantile(sorted: before.sorted[step], share) - centre
        let moved = Summary.quantile(sorted: after.sorted[step], share) - centre
        #expect(abs(moved - factor * distance) < 0.01 * abs(distance))
      }
    }
  }

  @Test func sortedValuesAreThoseOfThePaths() {
    var futures = drawn(200)
    futures.widen(IntervalWidths(for: .seconds(3600)), own: 1)
    futures.keep(within: -1...2)
    for step in 0..<2 {
      #expect(futures.sorted[step] == futures.paths.map { $0[step] }.sorted())
      #expect(futures.sorted[step].allSatisfy { (-1...2).contains($0) })
    }
  }

  @Test(arguments: [
    (Spacing.seconds(60), IntervalWidths.Pace.hours), (.seconds(3600), .hours),
    (.seconds(86400), .days), (.seconds(604_800), .weeks), (.seconds(2_592_000), .months),
    (.months(1, day: 1), .months), (.months(3, day: 31), .quarters), (.months(12, day: 1), .years),
  ])
  func pacesFollowTheSpacing(spacing: Spacing, pace: IntervalWidths.Pace) {
    #expect(spacing.pace == pace)
  }

  @Test func theOriginIsNamed() {
    #expect(IntervalWidths.origin.version > 0)
    #expect(IntervalWidths.origin.digest.utf8.count == 64)
    #expect(IntervalWidths.origin.date.utf8.count == 10)
  }
}

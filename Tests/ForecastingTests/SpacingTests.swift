import Kernel
import Testing

@testable import Forecasting

@Suite struct SpacingTests {
  private func times(_ texts: String...) -> [Instant] { texts.compactMap { Instant($0) } }

  @Test func monthsStepByTheCalendar() throws {
    let start = times("2024-01-31T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-31T00:00:00Z")
    let spacing = try #require(Spacing(start))
    #expect(spacing == .months(1, day: 31))
    #expect(spacing.advance(start[0], by: 3).description == "2024-04-30T00:00:00Z")
    #expect(spacing.advance(start[0], by: 13).description == "2025-02-28T00:00:00Z")
  }

  @Test func quartersAndYearsAreSeen() {
    let quarters = times("2023-01-01T06:00:00Z", "2023-04-01T06:00:00Z", "2023-07-01T06:00:00Z")
    #expect(Spacing(quarters) == .months(3, day: 1))
    let years = times("1999-06-30T00:00:00Z", "2000-06-30T00:00:00Z", "2001-06-30T00:00:00Z")
    #expect(Spacing(years) == .months(12, day: 30))
  }

  @Test func aMissingMonthDoesNotChangeTheStep() {
    let gap = times(
      "2023-01-01T00:00:00Z", "2023-02-01T00:00:00Z", "2023-04-01T00:00:00Z",
      "2023-05-01T00:00:00Z")
    #expect(Spacing(gap) == .months(1, day: 1))
  }

  @Test func fixedStepsWinByMajority() {
    let hours = [0, 3600, 7200, 14400, 18000].map { Instant(seconds: $0) }
    #expect(Spacing(hours) == .seconds(3600))
  }

  @Test func jitterIsRounded() {
    let seconds = [0, 301, 600, 902, 1199, 1500]
    #expect(Spacing(seconds.map { Instant(seconds: $0) }) == .seconds(300))
  }

  @Test func oneTimeHasNoSpacing() {
    #expect(Spacing([Instant(seconds: 5), Instant(seconds: 5)]) == nil)
    #expect(Spacing([]) == nil)
  }

  @Test(arguments: [
    (Spacing.seconds(3600), [24, 168]), (.seconds(86400), [7]), (.seconds(604_800), [52]),
    (.months(1, day: 1), [12]), (.months(3, day: 1), [4]), (.months(12, day: 1), []),
    (.seconds(60), [60, 1440, 10080]),
  ])
  func calendarSuggestsSeasons(spacing: Spacing, expected: [Int]) {
    #expect(spacing.seasons == expected)
  }
}

@Suite struct RegularSeriesTests {
  @Test func gapsAndDuplicatesAreCounted() throws {
    let seconds = [0, 60, 60, 240, 300, 360, 420]
    let series = try #require(
      RegularSeries(
        values: [1, 2, 4, 6, 7, 8, 9], times: seconds.map { Instant(seconds: $0) }))
    #expect(series.values == [1, 3, 4, 5, 6, 7, 8, 9])
    #expect(series.gaps == 2)
    #expect(series.duplicates == 1)
    #expect(series.time(at: 8).seconds == 480)
  }

  @Test func wildTimesDoNotGrowWithoutBound() throws {
    let seconds = [0, 1, 2, 3, 1_000_000_000]
    let series = try #require(
      RegularSeries(values: [1, 1, 1, 1, 1], times: seconds.map { Instant(seconds: $0) }))
    #expect(series.values.count <= 20)
  }
}

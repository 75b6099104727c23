import Kernel
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0), ("2000-02-29T12:00:00Z", 951_825_600, 0),
    ("2026-11-20T01:02:03.000000004Z", 1_795_136_523, 4), ("1969-12-31T23:59:59Z", -1, 0),
    ("1600-03-01T00:00:00Z", -11_670_912_000, 0),
  ])
  func readsAndWritesRFC3339(text: String, seconds: Int, nanoseconds: Int) {
    let instant = Instant(text)
    #expect(instant == Instant(seconds: seconds, nanoseconds: nanoseconds))
    #expect(instant?.description == text)
  }

  @Test(arguments: [
    "2026-11-20", "2026-11-20T01:02:03", "2026-11-20T01:02:03+01:00", "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T01:02:03.Z",
    "2026-11-20T01:02:03.1234567890Z", "2026-11-20 01:02:03Z", "2026-11-20T01:02:03Zx",
  ])
  func refusesWhatIsNotUTC(text: String) { #expect(Instant(text) == nil) }

  @Test func bringsOffsetsToUTC() {
    let local = ByteString("2026-03-29T02:30:00.5+02:00")
    #expect(local.withView { Instant(anyOffset: $0) } == Instant("2026-03-29T00:30:00.5Z"))
    let west = ByteString("2026-12-31T20:00:00-05:30")
    #expect(west.withView { Instant(anyOffset: $0) } == Instant("2027-01-01T01:30:00Z"))
  }

  @Test func countsDaysBothWays() {
    for days in stride(from: -800_000, through: 800_000, by: 37) {
      let (year, month, day) = Calendar.date(days: days)
      #expect(Calendar.days(year: year, month: month, day: day) == days)
    }
  }
}

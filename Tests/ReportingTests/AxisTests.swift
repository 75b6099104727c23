import Testing

@testable import Reporting

@Suite struct AxisTests {
  /// Heckbert's example: 105 to 543 goes from 100 to 600 by hundreds.
  @Test(
    arguments: [
      (105...543, ["0", "200", "400", "600"]),
      (0...1, ["0", "0.5", "1"]),
      (0.0001...0.0004, ["0.0001", "0.0002", "0.0003", "0.0004"]),
      (100.0001...100.0002, ["100.0001", "100.00015", "100.0002"]),
      (-3...3, ["-4", "-2", "0", "2", "4"]),
      (7...7, ["7"]),
      (8_000_000_000...9_000_000_000, ["8 G", "8.5 G", "9 G"]),
      (0...20_000, ["0 k", "5 k", "10 k", "15 k", "20 k"]),
      (-1.7e308...1.7e308, ["-1.7e+308", "1.7e+308"]),
      (1e22...(1e22 + 2_097_152), ["1e+22", "1.0000000000000002e+22"]),
    ] as [(ClosedRange<Double>, [String])])
  func namesRoundValues(_ range: ClosedRange<Double>, _ labels: [String]) {
    let axis = ValueAxis(range)
    #expect(axis.ticks.map(axis.label) == labels)
    #expect(axis.ticks.first ?? 0 <= range.lowerBound)
    #expect(axis.ticks.last ?? 0 >= range.upperBound)
  }

  /// 1,767,225,600 is 2026-01-01T00:00:00Z, a Thursday.
  @Test(
    arguments: [
      (0, 30, ["01-01 00:00:00", "01-01 00:00:05"], 7),
      (60, 3600, ["01-01 00:10", "01-01 00:20"], 6),
      (0, 86400 * 3, ["01-01 00:00", "01-01 12:00"], 7),
      (0, 86400 * 60, ["2026-01-05", "2026-01-19"], 5),
      (0, 86400 * 365, ["2026-01", "2026-03"], 7),
      (0, 86400 * 3653, ["2026", "2028"], 6),
      (0, 0, ["01-01 00:00:00"], 1),
    ] as [(Double, Double, [String], Int)])
  func namesRoundTimes(_ from: Double, _ to: Double, _ first: [String], _ count: Int) {
    let ticks = TimeAxis((1_767_225_600 + from)...(1_767_225_600 + to)).ticks
    #expect(Array(ticks.map(\.label).prefix(2)) == first)
    #expect(ticks.count == count)
  }

  @Test func goesFromTheFirstYearToTheLast() {
    // 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
    let ticks = TimeAxis(-62_167_219_200...253_402_300_799).ticks
    #expect(ticks.map(\.label) == ["0000", "2000", "4000", "6000", "8000"])
  }
}

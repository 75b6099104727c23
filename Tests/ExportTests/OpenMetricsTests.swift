import Kernel
import TestSupport
import Testing

@testable import Export

@Suite struct OpenMetricsTests {
  @Test func keepsTheLatestPointOfEachSeries() throws {
    let lines = try Exported.metrics(
      [
        Exported.metric("m", value: "2", at: "2026-11-20T03:00:00Z"),
        Exported.metric("m", value: "1", at: "2026-11-20T02:00:00.000000001Z"),
        Exported.metric("m", value: "3", labels: "\"a\":\"1\"", at: "1969-12-31T23:59:59.5Z"),
        Exported.metric("m", value: "4", at: "2026-11-20T03:00:00Z"),
      ], withTimestamps: true)
    #expect(lines.filter { $0.hasPrefix("m") } == ["m 4 1795143600", "m{a=\"1\"} 3 -0.5"])
    #expect(lines.last == "# EOF")
  }

  @Test func keepsTheLimitOfTheLatestPoint() throws {
    let lines = try Exported.metrics([
      Exported.metric("m", value: "2,\"limit\":9", at: "2026-11-20T03:00:00Z"),
      Exported.metric("m", value: "1,\"limit\":8", at: "2026-11-20T02:00:00Z"),
    ])
    #expect(lines.contains(#"sluice_metric_limit{metric="m",unit="1"} 9"#))
  }

  /// 400 records with names and labels that collide in all ways: in any order, the text is the same,
  /// its families are contiguous and no series stands twice.
  @Test func writesAValidTextWhateverTheNames() throws {
    let pieces = ["a", "b", "_", ".", "-", ":", "total", "_total", "_created", "_bytes", "é", "9"]
    let units = ["1", "By", "{x}/s", "s", ""]
    var seed: UInt64 = 1
    func draw(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    var records: [String] = []
    for number in 0..<400 {
      let name = (0..<1 + draw(3)).map { _ in pieces[draw(pieces.count)] }.joined()
      let type = draw(2) == 0 ? ",\"type\":\"counter\"" : ""
      records.append(
        Exported.metric(
          name, unit: units[draw(units.count)], value: "\(draw(90))\(type)",
          labels: "\"\(pieces[draw(3)])\":\"\(number)\"", id: number))
    }
    let lines = try Exported.metrics(records)
    #expect(lines == (try Exported.metrics(records.reversed())))
    var families: [String] = []
    var series: Set<String> = []
    var samples = 0
    for line in lines where line != "# EOF" {
      let words = line.split(separator: " ")
      if words[0] == "#" {
        if families.last != String(words[2]) { families.append(String(words[2])) }
      } else {
        samples += 1
        series.insert(String(words[0]))
        let name = String(words[0].prefix { $0 != "{" })
        let family = families.last ?? ""
        #expect(name == family || name == family + "_total")
      }
    }
    #expect(Set(families).count == families.count)
    #expect(series.count == samples)
    // Besides the records: how many of which kind, and how many refused.
    #expect(samples == 402)
  }

  @Test func tellsOfEveryStateOfARule() throws {
    let decision = TestRecords.record(
      "decision", id: "d",
      data: #""at":"2026-11-20T06:00:00Z","policy":{"name":"p","version":1},"rules":["#
        + #"{"id":"r","level":"hard","state":"unknown"}],"verdict":"no-go""#)
    let lines = try Exported.metrics([decision])
    #expect(lines.contains(#"sluice_gate_verdict{policy="p",verdict="go"} 0"#))
    #expect(lines.contains(#"sluice_gate_verdict{policy="p",verdict="no-go"} 1"#))
    #expect(lines.contains(#"sluice_rule_state{policy="p",rule="r",state="unknown"} 1"#))
    #expect(lines.contains(#"sluice_rule_state{policy="p",rule="r",state="pass"} 0"#))
    #expect(lines.contains(#"sluice_rule_level{level="hard",policy="p",rule="r"} 1"#))
    // What a rule did not come to is not 0.
    #expect(!lines.contains { $0.hasPrefix("sluice_rule_value") })
  }

  @Test func aForecastWithoutALimitHasNoTimeToIt() throws {
    func forecast(_ more: String, hour: Int) -> String {
      TestRecords.record(
        "forecast", id: "f\(hour)",
        data: #""n":9,"points":[],"series":{"labels":{},"metric":"m","unit":"s"},"verdict":"ok""#
          + more, attributes: "\"time\":\"2026-11-20T0\(hour):00:00Z\"")
    }
    func times(_ records: [String]) throws -> [String] {
      try Exported.metrics(records).filter { $0.hasPrefix("sluice_forecast_time_to_limit") }
    }
    let limited = #","limit":{"value":5},"time_to_limit":{"p10":"2026-11-20T02:00:00Z","p50":null}"#
    #expect(
      try times([forecast(limited, hour: 1)]) == [
        #"sluice_forecast_time_to_limit_seconds{metric="m",percentile="p10",unit="s"} 3600"#,
        #"sluice_forecast_time_to_limit_seconds{metric="m",percentile="p50",unit="s"} +Inf"#,
      ])
    // A later one without a limit takes back what an earlier one said.
    #expect(try times([forecast(limited, hour: 1), forecast("", hour: 2)]).isEmpty)
  }

  /// The table of the page for people is that of the program.
  @Test func thePageHasEveryMetric() throws {
    let place = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = try WholeFile.bytes("/\(place)/docs/observability.md").description
    for metric in StateMetric.allCases {
      let row = page.split(separator: "\n").first { $0.hasPrefix("| `\(metric.name)` |") }
      let cells = row?.split(separator: "|").map { $0.trimmingPrefix(" ") } ?? []
      #expect(cells.count == 3, "\(metric.name)")
      for label in metric.labels { #expect(cells[1].contains("`\(label)`"), "\(metric.name)") }
      #expect(cells.last.map { $0.hasPrefix(metric.help.description) } ?? false, "\(metric.name)")
    }
  }
}

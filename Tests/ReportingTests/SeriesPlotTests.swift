import Kernel
import Records
import TestSupport
import Testing

@testable import Reporting

@Suite struct SeriesPlotTests {
  static let series = #""series":{"labels":{},"metric":"m","unit":"s"}"#

  /// The plot of a record over two points, at the first and the last hour of 2026-01-01.
  static func plot(_ kind: String, _ data: String) throws -> Plot {
    let points = ["00", "23"].map { hour in
      TestRecords.record(
        "metric", id: hour, data: #""metric":"m","unit":"s","value":1"#,
        attributes: #""time":"2026-01-01T\#(hour):00:00Z""#)
    }
    var room = SeriesFinding.Room()
    var measured = SeriesPoints()
    var found: SeriesFinding?
    try TestRecords.read(
      points + [TestRecords.record(kind, id: "r", data: "\(series),\(data)")]
    ) { record in
      measured.add(record)
      if record.id == "r", let data = record.data {
        found = SeriesFinding(record, data, room: &room)
      }
    }
    return try #require(found).plot(measured, record: nil)
  }

  static func change(_ kind: String, _ hour: String, _ before: Int, _ after: Int) -> String {
    #"{"after":\#(after),"before":\#(before),"effect":{"absolute":9,"hi":10,"lo":8,"relative":0.5},"#
      + #""kind":"\#(kind)","time":"2026-01-01T\#(hour):00:00Z"}"#
  }

  static let midnight = 1_767_225_600.0

  @Test func drawsRampsSlopingStepsUprightAndSpikesAsPoints() throws {
    let changes = [("ramp", "06", 1, 3), ("step", "12", 3, 5), ("spike", "18", 5, 50)].map {
      Self.change($0.0, $0.1, $0.2, $0.3)
    }
    let plot = try Self.plot(
      "trend",
      #""changes":[\#(changes.joined(separator: ","))],"level":{"hi":6,"lo":4,"value":5},"verdict":"regressed""#
    )
    let hours = plot.levels.map { [$0.from.x, $0.to.x].map { ($0 - Self.midnight) / 3600 } }
    #expect(hours == [[0, 6], [6, 12], [12, 23]])
    #expect(plot.levels.map { [$0.from.y, $0.to.y] } == [[1, 1], [1, 3], [5, 5]])
    #expect(plot.spikes.map(\.y) == [50])
    #expect(plot.band?.low == 4 && plot.band?.high == 6)
    #expect(plot.band.map { ($0.from - Self.midnight) / 3600 } == 12)
    #expect(
      plot.title
        == "m: regressed; ramp +50 % (9 s, 95 %: 8 to 10) at 2026-01-01T06:00:00Z; "
        + "step +50 % (9 s, 95 %: 8 to 10) at 2026-01-01T12:00:00Z")
  }

  @Test func givesTheLevelOfARampNoInterval() throws {
    let plot = try Self.plot(
      "trend",
      #""changes":[\#(Self.change("ramp", "06", 1, 3))],"level":{"hi":6,"lo":4},"verdict":"leaking""#
    )
    #expect(plot.levels.count == 2)
    #expect(plot.band == nil)
  }

  @Test func saysHowManyFuturesReachTheLimitOnlyWhereThatIsKnown() throws {
    let point = #"{"hi80":3,"hi95":4,"lo80":1,"lo95":0,"p50":2,"time":"2026-01-02T00:00:00Z"}"#
    let reach = #""p10":"2026-01-02T00:00:00Z","p50":null,"p90":null"#
    let known = try Self.plot(
      "forecast",
      #""limit":{"value":3},"points":[\#(point)],"time_to_limit":{\#(reach),"p_within":0.123},"verdict":"atrisk""#
    )
    #expect(
      known.title == "m: atrisk; reaches 3 s in 12.3 % of the futures: 10 % by 2026-01-02T00:00:00Z"
    )
    #expect(known.reach?.tenth == Self.midnight + 86400)
    let unknown = try Self.plot(
      "forecast",
      #""limit":{"value":3},"points":[\#(point)],"time_to_limit":{\#(reach)},"verdict":"atrisk""#)
    #expect(unknown.title == "m: atrisk; reaches 3 s: 10 % by 2026-01-02T00:00:00Z")
  }
}

internal import Kernel
internal import Records

/// What trend and forecast records say of series, as far as a report shows it.
struct SeriesFinding {
  /// How many of the worst are drawn, and of all how many are listed.
  static let drawnLimit = 40
  static let listedLimit = 2000
  /// How many records are kept to be drawn.
  static let keptLimit = 400

  let verdict: String
  let series: JSON
  let id: String
  /// The record in canonical form; empty where it is not kept.
  let text: String
  /// The last change of a trend, or when a forecast reaches its limit.
  let note: String
  /// The mean absolute scaled error of a forecast.
  let error: String

  /// From a trend or forecast record; the record itself is kept only where somebody has to look.
  init(_ record: Record, _ data: JSONValue, keepsRecord: Bool) {
    verdict = data["verdict"]?.string?.text ?? "unknown"
    series = data["series"].map { JSON($0) } ?? .null
    id = record.id.text
    let isNotable = [.bad, .notable].contains(Findings.tone(verdict))
    text = keepsRecord && isNotable ? record.bytes.text : ""
    var note = data["time_to_limit"]?["p50"]?.string?.text ?? ""
    for change in data["changes"].map({ Array($0.elements) }) ?? [] {
      let relative = change["effect"]?["relative"]?.number.map(Findings.percent) ?? ""
      let kind = change["kind"]?.string?.text ?? ""
      note = "\(kind) \(relative) at \(change["time"]?.string?.text ?? "")"
    }
    self.note = note
    error = data["backtest"]?["mase"]?.number.map(Findings.number) ?? ""
  }

  /// The worse the smaller.
  var rank: Int {
    switch Findings.tone(verdict) {
    case .bad: 0
    case .notable: 1
    case .plain: verdict == "steady" ? 4 : 2
    case .good: 3
    }
  }

  /// The series in the notation of Prometheus.
  var name: String { Findings.series(series) }

  /// What was measured with what the record says of it.
  func plot(_ measured: SeriesPoints) -> Plot {
    var plot = Plot(
      title: "\(name): \(verdict)\(note.isEmpty ? "" : ", \(note)")",
      tone: Findings.tone(verdict), record: id)
    plot.points = measured.points(of: series)
    guard let data = (try? JSONParser.tree(ByteString(text)))?["data"] else { return plot }
    let end = plot.points.last?.x
    for change in data["changes"]?.array ?? [] {
      guard let at = SeriesFinding.seconds(change["time"]), let before = change["before"]?.number,
        let after = change["after"]?.number, change["kind"]?.string != "spike"
      else { continue }
      let start = plot.changes.last ?? plot.points.first?.x ?? at
      if !plot.levels.isEmpty { plot.levels.removeLast() }
      plot.levels.append(.init(from: start, to: at, y: before))
      plot.levels.append(.init(from: at, to: end ?? at, y: after))
      plot.changes.append(at)
    }
    for step in data["points"]?.array ?? [] {
      guard let at = SeriesFinding.seconds(step["time"]), let middle = step["p50"]?.number,
        let low80 = step["lo80"]?.number, let high80 = step["hi80"]?.number,
        let low95 = step["lo95"]?.number, let high95 = step["hi95"]?.number
      else { continue }
      plot.steps.append(
        .init(
          x: at, middle: middle, low80: low80, high80: high80, low95: low95, high95: high95))
    }
    plot.limit = data["limit"]?["value"]?.number
    return plot
  }

  private static func seconds(_ value: JSON?) -> Double? {
    value?.string.flatMap { $0.withView { Instant($0) } }?.timeInterval
  }
}

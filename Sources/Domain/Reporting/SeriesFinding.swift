internal import Kernel
internal import Records

/// What a trend or forecast record says of a series, as far as a report shows it.
struct SeriesFinding {
  /// How many of the worst are drawn, how many in which nothing happened, and of all how many are
  /// listed.
  static let drawnLimit = 40
  static let quietLimit = 20
  /// So many are drawn at least before others are folded.
  static let openLimit = 4
  static let listedLimit = 2000

  let verdict: String
  let interest: Interest
  let series: JSON
  let record: KeptRecord
  /// The last change of a trend, or how a candidate compares, or when a forecast reaches its limit, or
  /// why nobody knows.
  let note: String
  /// The mean absolute scaled error of a forecast.
  let error: String

  /// From a trend or forecast record, whose text is kept if there is `room` for one of its verdict.
  init(_ record: Record, _ data: JSONValue, room: inout Room) {
    verdict = data["verdict"]?.string?.text ?? "unknown"
    series = data["series"].map { JSON($0) } ?? .null
    let reason = verdict == "insufficient" ? (data["why"] ?? data["reason"])?.string : nil
    note =
      SeriesFinding.reach(data["time_to_limit"]) ?? SeriesFinding.lastChange(data)
      ?? SeriesFinding.ratio(data["ratio"])
      ?? reason.map { "unknown: \($0.text)" } ?? ""
    error = data["backtest"]?["mase"]?.number.map(Findings.number) ?? ""
    interest =
      switch Findings.tone(verdict) {
      case .bad, .notable: .notable
      case .good, .plain: verdict == "insufficient" ? .unknown : .quiet
      }
    self.record = KeptRecord(record, isShown: room.take(interest))
  }

  /// Whether somebody has to look at a series.
  enum Interest { case notable, quiet, unknown }

  /// How many records may still be kept to be shown.
  struct Room {
    private var left: [Interest: Int] = [
      .notable: 400, .quiet: SeriesFinding.quietLimit, .unknown: Findings.detailLimit,
    ]

    mutating func take(_ interest: Interest) -> Bool {
      left[interest, default: 0] -= 1
      return left[interest, default: 0] >= 0
    }
  }

  /// The worse the smaller.
  var rank: Int {
    switch Findings.tone(verdict) {
    case .bad: 0
    case .notable: 1
    case .plain: ["steady", "same"].contains(verdict) ? 4 : 2
    case .good: 3
    }
  }

  /// The series in the notation of Prometheus.
  var name: String { Findings.series(series) }

  /// When half of the futures have reached the limit, or else a tenth of them.
  private static func reach(_ value: JSONValue?) -> String? {
    if let half = value?["p50"]?.string?.text { return half }
    return value?["p10"]?.string.map { "\($0.text) in 1 of 10 futures" }
  }

  /// How many times the baseline a candidate is, with the interval of that.
  private static func ratio(_ value: JSONValue?) -> String? {
    guard let ratio = value?["value"]?.number, let low = value?["lo"]?.number,
      let high = value?["hi"]?.number
    else { return nil }
    return "\(Findings.number(ratio)) (\(Findings.number(low)) to \(Findings.number(high)))"
  }

  /// The last step or ramp; where there is none, the last spike.
  private static func lastChange(_ data: JSONValue) -> String? {
    let changes = data["changes"].map { Array($0.elements) } ?? []
    let lasting = changes.last { !($0["kind"]?.string.map { $0 == "spike" } ?? true) }
    guard let change = lasting ?? changes.last else { return nil }
    let relative = change["effect"]?["relative"]?.number.map(Findings.percent) ?? ""
    let kind = change["kind"]?.string?.text ?? ""
    return "\(kind) \(relative) at \(change["time"]?.string?.text ?? "")"
  }
}

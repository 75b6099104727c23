public import Kernel
internal import Records

/// What a report says of a stream, gathered in one pass.
public struct Findings {
  /// How many lines of detail a table shows before it says how many more there are.
  static let detailLimit = 25

  var records = 0
  var testsByStatus: [String: Int] = [:]
  var troubledTests: [[String]] = []
  var troubledTestCount = 0
  var tallyMismatches: [String] = []
  var coverage: [(unit: String, hit: Double, found: Double)] = []
  var trendsByVerdict: [String: Int] = [:]
  var trends: [[String]] = []
  var forecastsByVerdict: [String: Int] = [:]
  var forecasts: [[String]] = []
  var holes: [[String]] = []
  var holeCount = 0
  var rejects = 0
  var decision: JSON?
  /// What the stream vouched for.
  public var status = StreamStatus.complete

  /// Nothing yet.
  public init() {}

  /// Takes a record in.
  public mutating func add(_ record: Record) {
    records += 1
    guard let data = record.data else { return }
    if record.type == "sluice.test.v1" {
      addTest(record, data)
    } else if record.type == "sluice.tally.v1" {
      addTally(data)
    } else if record.type == "sluice.coverage.v1" {
      addCoverage(data)
    } else if record.type == "sluice.trend.v1" {
      addTrend(data)
    } else if record.type == "sluice.forecast.v1" {
      addForecast(data)
    } else if record.type == "sluice.hole.v1" {
      holeCount += 1
      if holes.count < Findings.detailLimit {
        holes.append([
          data["rule"]?.string?.text ?? "", record.attribute("subject")?.text ?? "",
          data["missing"]?.string?.text ?? data["reason"]?.string?.text ?? "",
        ])
      }
    } else if record.type == Reject.type {
      rejects += 1
    } else if record.type == "sluice.decision.v1" {
      decision = JSON(record.root)
    }
  }

  private mutating func addTest(_ record: Record, _ data: JSONValue) {
    let status = data["status"]?.string?.text ?? "unknown"
    testsByStatus[status, default: 0] += 1
    guard status != "passed", status != "skipped" else { return }
    troubledTestCount += 1
    guard troubledTests.count < Findings.detailLimit else { return }
    let name = record.attribute("subject")?.text ?? data["name"]?.string?.text ?? ""
    troubledTests.append([status, name, Findings.firstLine(data["message"]?.string)])
  }

  private mutating func addTally(_ data: JSONValue) {
    guard let declared = data["declared"]?["tests"]?.number,
      let counted = data["counted"]?["tests"]?.number, declared != counted
    else { return }
    let name = data["name"]?.string?.text ?? ""
    tallyMismatches.append(
      "\(name): declares \(Findings.number(declared)), holds \(Findings.number(counted))")
  }

  private mutating func addCoverage(_ data: JSONValue) {
    guard data["scope"]?.string.map({ $0 == "total" }) ?? false,
      let unit = data["unit"]?.string?.text, let hit = data["hit"]?.number,
      let found = data["found"]?.number
    else { return }
    coverage.append((unit, hit, found))
  }

  private mutating func addTrend(_ data: JSONValue) {
    let verdict = data["verdict"]?.string?.text ?? "unknown"
    trendsByVerdict[verdict, default: 0] += 1
    guard verdict != "steady", trends.count < Findings.detailLimit else { return }
    var change = ""
    for candidate in data["changes"].map({ Array($0.elements) }) ?? [] {
      let kind = candidate["kind"]?.string?.text ?? ""
      let relative = candidate["effect"]?["relative"]?.number
      let time = candidate["time"]?.string?.text ?? ""
      change = "\(kind) \(relative.map(Findings.percent) ?? "") at \(time)"
    }
    trends.append([verdict, Findings.series(data["series"]), change])
  }

  private mutating func addForecast(_ data: JSONValue) {
    let verdict = data["verdict"]?.string?.text ?? "unknown"
    forecastsByVerdict[verdict, default: 0] += 1
    guard forecasts.count < Findings.detailLimit else { return }
    let limit = data["time_to_limit"]?["p50"]?.string?.text ?? ""
    let mase = data["backtest"]?["mase"]?.number.map(Findings.number) ?? ""
    forecasts.append([verdict, Findings.series(data["series"]), limit, mase])
  }

  /// A series in the notation of Prometheus: `metric{label="value"}`.
  static func series(_ value: JSONValue?) -> String {
    guard let value else { return "" }
    var labels: [String] = []
    for (key, label) in value["labels"].map({ Array($0.members) }) ?? [] {
      labels.append("\(key.text)=\"\(label.string?.text ?? "")\"")
    }
    let metric = value["metric"]?.string?.text ?? ""
    return labels.isEmpty ? metric : "\(metric){\(labels.joined(separator: ","))}"
  }

  static func number(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return JSON.number(rounded).canonical.description
  }

  static func percent(_ share: Double) -> String {
    (share >= 0 ? "+" : "") + number((share * 1000).rounded() / 10) + " %"
  }

  private static func firstLine(_ text: ByteView?) -> String {
    guard let text else { return "" }
    let end = min(text.firstIndex(of: 0x0A) ?? text.count, 200)
    return text.slice(0, end).text
  }
}

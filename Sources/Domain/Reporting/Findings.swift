public import Kernel
internal import Records

/// What a report says of a stream, gathered in one pass.
public struct Findings {
  /// How many lines of detail a table shows before it says how many more there are.
  static let detailLimit = 25
  /// How many edges are drawn at most.
  static let edgeLimit = 60

  var records = 0
  var testsByStatus: [String: Int] = [:]
  var troubledTests: [[String]] = []
  var troubledTestCount = 0
  var tallyMismatches: [String] = []
  var coverage: [(component: String, unit: String, hit: Double, found: Double)] = []
  var coverageOfFiles: [ByComponent: (hit: Double, found: Double)] = [:]
  var costs: [ByService: (billed: DecimalSum, effective: DecimalSum)] = [:]
  var trends: [SeriesFinding] = []
  var forecasts: [SeriesFinding] = []
  var measured = SeriesPoints()
  var timelines: [JSON] = []
  var edges: Set<Graph.Edge> = []
  var waivers: [[String]] = []
  var testsByComponent: [String: [String: Int]] = [:]
  private var keptRecords = 0
  var holes: [[String]] = []
  var holeCount = 0
  var rejects = 0
  var decision: JSON?
  /// What the stream vouched for.
  public var status = StreamStatus.complete

  /// What coverage of files is summed by.
  struct ByComponent: Hashable {
    var component: String
    var unit: String
  }

  /// What costs are summed by.
  struct ByService: Hashable {
    var currency: String
    var service: String
  }

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
      addCoverage(record, data)
    } else if record.type == "sluice.cost.v1" {
      addCost(data)
    } else if record.type == "sluice.metric.v1" {
      measured.add(record)
    } else if record.type == "sluice.trend.v1" {
      trends.append(finding(record, data))
    } else if record.type == "sluice.forecast.v1" {
      forecasts.append(finding(record, data))
    } else if record.type == "sluice.edge.v1" {
      addEdge(data)
    } else if record.type == "sluice.waiver.v1" {
      addWaiver(data)
    } else if record.type == "sluice.timeline.v1" {
      if timelines.count < Findings.detailLimit { timelines.append(JSON(record.root)) }
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
    if let component = record.attribute("component")?.text {
      testsByComponent[component, default: [:]][status, default: 0] += 1
    }
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

  /// Totals as they stand; of files the sum for each component, which has no total otherwise.
  private mutating func addCoverage(_ record: Record, _ data: JSONValue) {
    guard let unit = data["unit"]?.string?.text, let hit = data["hit"]?.number,
      let found = data["found"]?.number
    else { return }
    let component = record.attribute("component")?.text ?? ""
    if data["scope"]?.string.map({ $0 == "total" }) ?? false {
      coverage.append((component, unit, hit, found))
    } else if !component.isEmpty {
      let sum = coverageOfFiles[ByComponent(component: component, unit: unit), default: (0, 0)]
      coverageOfFiles[ByComponent(component: component, unit: unit)] =
        (sum.hit + hit, sum.found + found)
    }
  }

  private mutating func addCost(_ data: JSONValue) {
    let service = ByService(
      currency: data["currency"]?.string?.text ?? "",
      service: data["service"]?.string?.text ?? data["provider"]?.string?.text ?? "")
    var sums = costs[service] ?? (DecimalSum(), DecimalSum())
    if let billed = data["billed"]?.string { sums.billed.add(billed) }
    if let effective = data["effective"]?.string { sums.effective.add(effective) }
    costs[service] = sums
  }

  private mutating func finding(_ record: Record, _ data: JSONValue) -> SeriesFinding {
    let found = SeriesFinding(
      record, data, keepsRecord: keptRecords < SeriesFinding.keptLimit)
    if !found.text.isEmpty { keptRecords += 1 }
    return found
  }

  /// Edges between what has a name of its own: records themselves are too many to be drawn, and how
  /// commits follow on one another is git's to tell.
  private mutating func addEdge(_ data: JSONValue) {
    guard edges.count < Findings.edgeLimit, let from = data["from"]?.string?.text,
      let to = data["to"]?.string?.text, !from.hasPrefix("record:"), !to.hasPrefix("record:"),
      !(from.hasPrefix("commit:") && to.hasPrefix("commit:"))
    else { return }
    edges.insert(.init(from: from, to: to, relation: data["rel"]?.string?.text ?? ""))
  }

  private mutating func addWaiver(_ data: JSONValue) {
    guard waivers.count < Findings.detailLimit else { return }
    waivers.append(
      ["rule", "approver", "expires", "reason"].map { data[ByteString($0)]?.string?.text ?? "" })
  }

  /// A series in the notation of Prometheus: `metric{label="value"}`, dimensions among the labels.
  static func series(_ value: JSON) -> String {
    let dimensions = (value.object ?? []).filter { !["labels", "metric", "unit"].contains($0.key) }
    let labels = (dimensions + (value["labels"]?.object ?? [])).map {
      "\($0.key)=\"\($0.value.string?.description ?? "")\""
    }
    let metric = value["metric"]?.string?.description ?? ""
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

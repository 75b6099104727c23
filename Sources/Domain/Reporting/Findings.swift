public import Kernel
internal import Records

/// What a report says of a stream, gathered in one pass.
public struct Findings {
  /// How many lines of detail a table shows, and how many more are folded.
  static let detailLimit = 25
  static let foldedLimit = 475
  /// How many edges are drawn at most.
  static let edgeLimit = 60

  var records = 0
  var testsByStatus: [String: Int] = [:]
  var troubledTests: [Detail] = []
  var troubledTestCount = 0
  var tallyMismatches: [String] = []
  var coverage: [CoverageTotal] = []
  var coverageOfFiles: [ByComponent: (hit: Double, found: Double)] = [:]
  var costs: [ByService: (billed: DecimalSum, effective: DecimalSum)] = [:]
  var trends: [SeriesFinding] = []
  var comparisons: [SeriesFinding] = []
  var forecasts: [SeriesFinding] = []
  var measured = SeriesPoints()
  var timelines: [(data: JSON, record: KeptRecord)] = []
  var edges: [Graph.Edge: KeptRecord] = [:]
  var waivers: [Detail] = []
  var testsByComponent: [String: [String: Int]] = [:]
  private var trendRoom = SeriesFinding.Room()
  private var comparisonRoom = SeriesFinding.Room()
  private var forecastRoom = SeriesFinding.Room()
  var holes: [Detail] = []
  var holeCount = 0
  var rejects = 0
  var decision: JSON?
  var evidence = EvidenceRecords()
  private let isForPage: Bool
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

  /// A line of a table, with the record that it is of.
  struct Detail {
    var cells: [String]
    var record: KeptRecord
  }

  /// What a record says of the coverage of all there is.
  struct CoverageTotal {
    var component: String
    var unit: String
    var hit: Double
    var found: Double
    var record: KeptRecord?
  }

  /// Nothing yet. A page has the records that it shows as well, those that a decision rests on if they come
  /// after it.
  public init(forPage isForPage: Bool = false) { self.isForPage = isForPage }

  /// Takes a record in.
  public mutating func add(_ record: Record) {
    records += 1
    if isForPage { evidence.add(record) }
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
      trends.append(SeriesFinding(record, data, room: &trendRoom))
    } else if record.type == "sluice.comparison.v1" {
      comparisons.append(SeriesFinding(record, data, room: &comparisonRoom))
    } else if record.type == "sluice.forecast.v1" {
      forecasts.append(SeriesFinding(record, data, room: &forecastRoom))
    } else if record.type == "sluice.edge.v1" {
      addEdge(record, data)
    } else if record.type == "sluice.waiver.v1" {
      addWaiver(record, data)
    } else if record.type == "sluice.timeline.v1" {
      if timelines.count < Findings.detailLimit, let data = JSON(record.root)["data"] {
        timelines.append((data, kept(record)))
      }
    } else if record.type == "sluice.hole.v1" {
      addHole(record, data)
    } else if record.type == Reject.type {
      rejects += 1
    } else if record.type == "sluice.decision.v1" {
      let decision = JSON(record.root)
      if isForPage { evidence.want(decision) }
      self.decision = decision
    }
  }

  private func kept(_ record: Record) -> KeptRecord { KeptRecord(record, isShown: isForPage) }

  /// Takes a line of detail in, if there is room for it.
  private func add(
    _ cells: @autoclosure () -> [String], of record: Record, to details: inout [Detail]
  ) {
    guard details.count < Findings.detailLimit + Findings.foldedLimit else { return }
    details.append(Detail(cells: cells(), record: kept(record)))
  }

  private mutating func addTest(_ record: Record, _ data: JSONValue) {
    let status = data["status"]?.string?.text ?? "unknown"
    testsByStatus[status, default: 0] += 1
    if let component = record.attribute("component")?.text {
      testsByComponent[component, default: [:]][status, default: 0] += 1
    }
    guard status != "passed", status != "skipped" else { return }
    troubledTestCount += 1
    let name = record.attribute("subject")?.text ?? data["name"]?.string?.text ?? ""
    add(
      [status, name, Findings.firstLine(data["message"]?.string)], of: record, to: &troubledTests)
  }

  private mutating func addHole(_ record: Record, _ data: JSONValue) {
    holeCount += 1
    add(
      [
        data["rule"]?.string?.text ?? "", record.attribute("subject")?.text ?? "",
        data["missing"]?.string?.text ?? data["reason"]?.string?.text ?? "",
      ], of: record, to: &holes)
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
      coverage.append(
        CoverageTotal(
          component: component, unit: unit, hit: hit, found: found, record: kept(record)))
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

  /// Edges between what has a name of its own: records themselves are too many to be drawn, and how
  /// commits follow on one another is git's to tell.
  private mutating func addEdge(_ record: Record, _ data: JSONValue) {
    guard edges.count < Findings.edgeLimit, let from = data["from"]?.string?.text,
      let to = data["to"]?.string?.text, !from.hasPrefix("record:"), !to.hasPrefix("record:"),
      !(from.hasPrefix("commit:") && to.hasPrefix("commit:"))
    else { return }
    let edge = Graph.Edge(from: from, to: to, relation: data["rel"]?.string?.text ?? "")
    if edges[edge] == nil { edges[edge] = kept(record) }
  }

  private mutating func addWaiver(_ record: Record, _ data: JSONValue) {
    add(
      ["rule", "approver", "expires", "reason"].map { data[ByteString($0)]?.string?.text ?? "" },
      of: record, to: &waivers)
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

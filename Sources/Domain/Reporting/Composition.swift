internal import Kernel

extension Findings {
  /// The report: the verdict first, then what it rests on, worst first.
  public func document() -> Document {
    var document = Document()
    composeVerdict(&document)
    composeRules(&document)
    composeTests(&document)
    composeCoverage(&document)
    composeSeries(&document)
    composeCosts(&document)
    composeHoles(&document)
    composeWaivers(&document)
    composeTimelines(&document)
    composeLineage(&document)
    let refused = rejects == 0 ? "" : ", \(rejects) refused inputs"
    document.add(.paragraph("\(records) records\(refused); stream \(status.word)."))
    composeRecords(&document)
    return document
  }

  /// What the report is about, in a few words.
  public var title: String {
    guard let data = decision?["data"] else { return "Report" }
    let release = data["release"]?.string.map { " \($0)" } ?? ""
    return "\(data["verdict"]?.string == "go" ? "GO" : "NO-GO")\(release)"
  }

  private func composeVerdict(_ document: inout Document) {
    if status == .incomplete {
      document.add(.verdict("INCOMPLETE: something upstream failed, this is not all", .bad))
    }
    guard let data = decision?["data"] else {
      return document.add(.verdict("no decision in this stream", .plain))
    }
    let isGo = data["verdict"]?.string == "go"
    let release = data["release"]?.string.map { " \($0)" } ?? ""
    let at = data["at"]?.string?.description ?? ""
    let policy = data["policy"]?["name"]?.string?.description ?? ""
    let version = data["policy"]?["version"]?.number.map(Findings.number) ?? ""
    document.add(.verdict("\(isGo ? "GO" : "NO-GO")\(release)", isGo ? .good : .bad))
    document.add(.paragraph("policy \(policy) version \(version), decided at \(at)"))
  }

  private func composeRules(_ document: inout Document) {
    guard let rules = decision?["data"]?["rules"]?.array else { return }
    let order = ["hard": 0, "soft": 1, "warn": 2, "pass": 3]
    let sorted = rules.enumerated().sorted { left, right in
      let first = order[left.element["level"]?.string?.description ?? ""] ?? 0
      let second = order[right.element["level"]?.string?.description ?? ""] ?? 0
      return (first, left.offset) < (second, right.offset)
    }.map(\.element)
    document.add(.heading("Rules"))
    document.add(
      .table(columns: ["level", "state", "rule", "want", "got"], rows: sorted.map(row)))
    for rule in sorted where rule["level"]?.string != "pass" {
      document.add(.paragraph(explanation(of: rule)))
    }
  }

  private func row(of rule: JSON) -> Document.Row {
    let level = rule["level"]?.string?.description ?? ""
    let got = rule["got"]?.number.map(Findings.number) ?? "-"
    return .init(
      cells: [
        level, rule["state"]?.string?.description ?? "", rule["id"]?.string?.description ?? "",
        rule["want"]?.string?.description ?? "", got,
      ], tone: level == "pass" ? .good : level == "warn" ? .notable : .bad)
  }

  /// Why a rule does not pass, why it is there, and what helps.
  private func explanation(of rule: JSON) -> String {
    let parts = [rule["reason"], rule["why"], rule["remedy"]].compactMap { $0?.string?.description }
    return "\(rule["id"]?.string?.description ?? ""): " + parts.joined(separator: "; ")
  }

  private func composeSeries(_ document: inout Document) {
    compose(
      trends, "Trends", columns: ["verdict", "series", "last change"], &document
    ) { [$0.verdict, $0.name, $0.note] }
    compose(
      forecasts, "Forecasts", columns: ["verdict", "series", "reaches the limit", "MASE"],
      &document
    ) { [$0.verdict, $0.name, $0.note, $0.error] }
  }

  /// The worst first; all beyond what is looked at are folded.
  private func compose(
    _ found: [SeriesFinding], _ heading: String, columns: [String], _ document: inout Document,
    _ cells: (SeriesFinding) -> [String]
  ) {
    guard !found.isEmpty else { return }
    let counts = Dictionary(grouping: found, by: \.verdict).mapValues(\.count)
    document.add(.heading(heading))
    document.add(.paragraph(Findings.counts(counts)))
    let sorted = found.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    let rows = sorted.prefix(SeriesFinding.listedLimit).filter { $0.verdict != "steady" }.map {
      Document.Row(cells: cells($0), tone: Findings.tone($0.verdict))
    }
    if !rows.isEmpty {
      document.add(.table(columns: columns, rows: Array(rows.prefix(Findings.detailLimit))))
    }
    let rest = rows.dropFirst(Findings.detailLimit)
    if !rest.isEmpty {
      document.add(
        .folded("\(rest.count) more", [.table(columns: columns, rows: Array(rest))]))
    }
    let drawn = sorted.filter { !$0.text.isEmpty }.prefix(SeriesFinding.drawnLimit)
    for one in drawn { document.add(.plot(one.plot(measured))) }
  }

  private func composeTimelines(_ document: inout Document) {
    for timeline in timelines {
      guard let data = timeline["data"], let events = data["events"]?.array else { continue }
      let scope = data["scope"]?.string?.description ?? ""
      document.add(.heading("Timeline of \(scope) \(data["name"]?.string?.description ?? "")"))
      let times = [
        ("detected", "time_to_detect_s"), ("mitigated", "time_to_mitigate_s"),
        ("recovered", "time_to_recover_s"),
      ].compactMap { word, key in
        data[ByteString(key)]?.number.map { "\(word) after \(Findings.number($0)) s" }
      }
      if !times.isEmpty { document.add(.paragraph(times.joined(separator: ", "))) }
      let rows = events.prefix(Findings.detailLimit).map { event in
        Document.Row(
          cells: [
            event["at"]?.string?.description ?? "",
            event["offset_s"]?.number.map(Findings.number) ?? "",
            event["kind"]?.string?.description ?? "", event["subject"]?.string?.description ?? "",
            event["state"]?.string?.description ?? "",
          ], tone: .plain)
      }
      document.add(.table(columns: ["at", "seconds", "what", "of", "state"], rows: rows))
      composeRest(events.count - rows.count, &document)
    }
  }

  private func composeLineage(_ document: inout Document) {
    guard !edges.isEmpty else { return }
    document.add(.heading("Lineage"))
    let sorted = edges.sorted { ($0.from, $0.to, $0.relation) < ($1.from, $1.to, $1.relation) }
    document.add(.graph(Graph(edges: sorted)))
  }

  private func composeWaivers(_ document: inout Document) {
    guard !waivers.isEmpty else { return }
    document.add(.heading("Waivers"))
    document.add(
      .table(
        columns: ["rule", "by", "until", "reason"],
        rows: waivers.map { .init(cells: $0, tone: .notable) }))
  }

  /// The records that the figures link to.
  private func composeRecords(_ document: inout Document) {
    let drawn = (trends + forecasts).filter { !$0.text.isEmpty }
    var blocks = drawn.map { Document.Block.record(id: $0.id, text: $0.text) }
    if let decision, let id = decision["id"]?.string?.description {
      blocks.insert(.record(id: id, text: decision.canonical.description), at: 0)
    }
    if !blocks.isEmpty { document.add(.folded("Records", blocks)) }
  }

  private func composeHoles(_ document: inout Document) {
    guard !holes.isEmpty else { return }
    document.add(.heading("Holes"))
    document.add(
      .table(
        columns: ["rule", "of", "what would fill it"],
        rows: holes.map { .init(cells: $0, tone: .notable) }))
    composeRest(holeCount - holes.count, &document)
  }

  func composeRest(_ count: Int, _ document: inout Document) {
    if count > 0 { document.add(.paragraph("and \(count) more")) }
  }

  static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  static func tone(_ verdict: String) -> Document.Tone {
    switch verdict {
    case "regressed", "leaking", "exhausts": .bad
    case "improved", "ok": .good
    case "changed", "pending", "atrisk": .notable
    default: .plain
    }
  }
}

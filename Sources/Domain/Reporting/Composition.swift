internal import Kernel

extension Findings {
  /// The report: the verdict first, then what it rests on, worst first.
  public func document() -> Document {
    var document = Document()
    composeVerdict(&document)
    composeRules(&document)
    composeWaivers(&document)
    composeTests(&document)
    composeCoverage(&document)
    composeSeries(&document)
    composeCosts(&document)
    composeHoles(&document)
    composeTimelines(&document)
    composeLineage(&document)
    let read = Run.count(records, "record")
    let refused = rejects == 0 ? "" : ", \(rejects) refused"
    document.add(.paragraph("\(read)\(refused); stream \(status.word)."))
    document.addRecords()
    return document
  }

  /// What the report is about, in a few words.
  public var title: String {
    let doubt = status == .complete ? "" : "\(status.word), "
    guard let data = decision?["data"] else { return "\(doubt)Report" }
    let release = data["release"]?.string.map { " \($0)" } ?? ""
    return "\(doubt)\(data["verdict"]?.string == "go" ? "GO" : "NO-GO")\(release)"
  }

  private func composeTimelines(_ document: inout Document) {
    for (data, record) in timelines {
      guard let events = data["events"]?.array else { continue }
      let scope = data["scope"]?.string?.description ?? ""
      document.add(.heading("Timeline of \(scope) \(data["name"]?.string?.description ?? "")"))
      let times = [
        ("detected", "time_to_detect_s"), ("mitigated", "time_to_mitigate_s"),
        ("recovered", "time_to_recover_s"),
      ].compactMap { word, key in
        data[ByteString(key)]?.number.map { "\(word) after \(Findings.number($0)) s" }
      }
      if !times.isEmpty { document.add(.paragraph(times.joined(separator: ", "))) }
      document.add(.events(Events(events, record: document.anchor(record))))
      let rows = events.prefix(Findings.detailLimit + Findings.foldedLimit).map { event in
        Document.Row(
          cells: [
            event["at"]?.string?.description ?? "",
            event["offset_s"]?.number.map(Findings.number) ?? "",
            event["kind"]?.string?.description ?? "", event["subject"]?.string?.description ?? "",
            event["state"]?.string?.description ?? "",
          ], tone: .plain)
      }
      document.add(
        .table(
          .init(
            columns: ["at", "seconds", "what", "of", "state"], rows: rows, naming: 3,
            limit: Findings.detailLimit, count: events.count)))
    }
  }

  private func composeLineage(_ document: inout Document) {
    guard !edges.isEmpty else { return }
    document.add(.heading("Lineage"))
    let sorted = edges.sorted {
      ($0.key.from, $0.key.to, $0.key.relation) < ($1.key.from, $1.key.to, $1.key.relation)
    }
    document.add(.graph(Graph(edges: sorted.map(\.key))))
    let rows = sorted.map { edge, record in
      Document.Row(
        cells: [edge.from, edge.relation, edge.to], tone: .plain, record: document.anchor(record))
    }
    document.add(
      .folded("\(rows.count) edges", [.table(.init(columns: ["from", "how", "to"], rows: rows))]))
  }

  private func composeHoles(_ document: inout Document) {
    guard !holes.isEmpty else { return }
    document.add(.heading("Holes"))
    compose(
      holes, of: holeCount, columns: ["rule", "of", "what would fill it"], naming: 1,
      tone: .notable, &document)
  }

  /// A table of lines of detail, of which there are `count`.
  func compose(
    _ details: [Detail], of count: Int, columns: [String], naming: Int = 0, tone: Document.Tone,
    _ document: inout Document
  ) {
    let rows = details.map {
      Document.Row(cells: $0.cells, tone: tone, record: document.anchor($0.record))
    }
    document.add(
      .table(
        .init(
          columns: columns, rows: rows, naming: naming, limit: Findings.detailLimit, count: count)))
  }

  static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}

extension Findings {
  func composeSeries(_ document: inout Document) {
    compose(
      trends, "Trends", columns: ["verdict", "series", "last change"], &document
    ) { [$0.verdict, $0.name, $0.note] }
    compose(
      comparisons, "Comparisons", columns: ["verdict", "series", "candidate to baseline"],
      draws: false, &document
    ) { [$0.verdict, $0.name, $0.note] }
    compose(
      forecasts, "Forecasts", columns: ["verdict", "series", "reaches the limit", "MASE"],
      &document
    ) { [$0.verdict, $0.name, $0.note, $0.error] }
  }

  /// The worst first, and drawn; all beyond what is looked at are folded.
  private func compose(
    _ found: [SeriesFinding], _ heading: String, columns: [String], draws: Bool = true,
    _ document: inout Document, _ cells: (SeriesFinding) -> [String]
  ) {
    guard !found.isEmpty else { return }
    let counts = Dictionary(grouping: found, by: \.verdict).mapValues(\.count)
    document.add(.heading(heading))
    document.add(.paragraph(Findings.counts(counts)))
    let sorted = found.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    let unsettled = sorted.filter { !["steady", "same"].contains($0.verdict) }
    let rows = unsettled.prefix(SeriesFinding.listedLimit).map {
      Document.Row(
        cells: cells($0), tone: Findings.tone($0.verdict), record: document.anchor($0.record))
    }
    if !rows.isEmpty {
      document.add(
        .table(
          .init(
            columns: columns, rows: rows, naming: 1, limit: Findings.detailLimit,
            count: unsettled.count)))
    }
    guard draws else { return }
    let kept = sorted.filter { !$0.record.text.isEmpty }
    let notable = kept.filter { $0.interest == .notable }.prefix(SeriesFinding.drawnLimit)
    let quiet = kept.filter { $0.interest == .quiet }
    let plots = (notable + quiet).map {
      Document.Block.plot($0.plot(measured, record: document.anchor($0.record)))
    }
    let open = max(notable.count, min(SeriesFinding.openLimit, plots.count))
    for plot in plots.prefix(open) { document.add(plot) }
    if open < plots.count {
      document.add(.folded("Quiet \(heading.lowercased())", Array(plots.dropFirst(open))))
    }
  }

  static func tone(_ verdict: String) -> Document.Tone {
    switch verdict {
    case "regressed", "leaking", "worse", "exhausts": .bad
    case "improved", "better", "ok": .good
    case "changed", "pending", "inconclusive", "atrisk": .notable
    default: .plain
    }
  }
}

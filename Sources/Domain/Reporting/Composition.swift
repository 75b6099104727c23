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
    composeHoles(&document)
    let refused = rejects == 0 ? "" : ", \(rejects) refused inputs"
    document.add(.paragraph("\(records) records\(refused); stream \(status.word)."))
    return document
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

  private func composeTests(_ document: inout Document) {
    guard !testsByStatus.isEmpty else { return }
    document.add(.heading("Tests"))
    document.add(.paragraph(Findings.counts(testsByStatus)))
    if !troubledTests.isEmpty {
      document.add(
        .table(
          columns: ["status", "test", "message"],
          rows: troubledTests.map { .init(cells: $0, tone: .bad) }))
      composeRest(troubledTestCount - troubledTests.count, &document)
    }
    for mismatch in tallyMismatches {
      document.add(.paragraph("totals do not match: \(mismatch)"))
    }
  }

  private func composeCoverage(_ document: inout Document) {
    guard !coverage.isEmpty else { return }
    document.add(.heading("Coverage"))
    let rows = coverage.map { unit, hit, found in
      let share = found > 0 ? Findings.number((hit / found * 1000).rounded() / 10) + " %" : "-"
      return Document.Row(
        cells: [unit, Findings.number(hit), Findings.number(found), share], tone: .plain)
    }
    document.add(.table(columns: ["unit", "hit", "found", "share"], rows: rows))
  }

  private func composeSeries(_ document: inout Document) {
    if !trendsByVerdict.isEmpty {
      document.add(.heading("Trends"))
      document.add(.paragraph(Findings.counts(trendsByVerdict)))
      if !trends.isEmpty {
        document.add(
          .table(
            columns: ["verdict", "series", "last change"],
            rows: trends.map { .init(cells: $0, tone: Findings.tone($0[0])) }))
      }
    }
    if !forecastsByVerdict.isEmpty {
      document.add(.heading("Forecasts"))
      document.add(.paragraph(Findings.counts(forecastsByVerdict)))
      document.add(
        .table(
          columns: ["verdict", "series", "reaches the limit", "MASE"],
          rows: forecasts.map { .init(cells: $0, tone: Findings.tone($0[0])) }))
    }
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

  private func composeRest(_ count: Int, _ document: inout Document) {
    if count > 0 { document.add(.paragraph("and \(count) more")) }
  }

  private static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  private static func tone(_ verdict: String) -> Document.Tone {
    switch verdict {
    case "regressed", "leaking", "exhausts": .bad
    case "improved", "ok": .good
    case "changed", "pending", "atrisk": .notable
    default: .plain
    }
  }
}

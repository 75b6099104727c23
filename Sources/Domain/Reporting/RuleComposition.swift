internal import Kernel

extension Findings {
  func composeVerdict(_ document: inout Document) {
    switch status {
    case .complete: break
    case .unverified:
      document.add(.verdict("UNVERIFIED: no end record vouches for all of this", .bad))
    case .incomplete:
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
    if !isGo, let last = data["rollback"] {
      document.add(
        .paragraph(
          "the last go: \(last["release"]?.string?.description ?? "a decision"), decided at "
            + "\(last["at"]?.string?.description ?? "")"))
    }
  }

  /// The rules, the worst first, and what each rests on.
  func composeRules(_ document: inout Document) {
    guard let rules = decision?["data"]?["rules"]?.array else { return }
    let order = ["hard": 0, "soft": 1, "warn": 2, "pass": 3]
    let sorted = rules.enumerated().sorted { left, right in
      let first = order[left.element["level"]?.string?.description ?? ""] ?? 0
      let second = order[right.element["level"]?.string?.description ?? ""] ?? 0
      return (first, left.offset) < (second, right.offset)
    }.map(\.element)
    document.add(.heading("Rules"))
    let record = decision.flatMap { document.anchor(KeptRecord(decision: $0)) }
    document.add(
      .table(
        .init(
          columns: ["level", "state", "rule", "want", "got"],
          rows: sorted.map { row(of: $0, in: record) }, naming: 2)))
    for rule in sorted where rule["level"]?.string != "pass" {
      document.add(.paragraph(explanation(of: rule)))
      if let references = references(of: rule, in: &document) { document.add(references) }
    }
    let passing = sorted.filter { $0["level"]?.string == "pass" }.compactMap {
      references(of: $0, in: &document)
    }
    if !passing.isEmpty { document.add(.folded("Evidence of the rules that pass", passing)) }
  }

  private func row(of rule: JSON, in record: Document.Anchor?) -> Document.Row {
    let level = rule["level"]?.string?.description ?? ""
    let got = rule["got"]?.number.map(Findings.number) ?? "-"
    return .init(
      cells: [
        level, rule["state"]?.string?.description ?? "", rule["id"]?.string?.description ?? "",
        rule["want"]?.string?.description ?? "", got,
      ], tone: level == "pass" ? .good : level == "warn" ? .notable : .bad, record: record)
  }

  /// Why a rule does not pass and where, why it is there, and what helps.
  private func explanation(of rule: JSON) -> String {
    let groups = rule["groups"]?.number.map { " of \(Findings.number($0)) groups" } ?? ""
    let parts = [
      rule["reason"]?.string?.description,
      rule["group"]?.string.map { "worst in \($0)\(groups)" },
      rule["why"]?.string?.description, rule["remedy"]?.string?.description,
      rule["repeated"]?.number.map { "not passed in \(Findings.number($0)) decisions in a row" },
      rule["guidance"]?.string?.description,
    ]
    return "\(rule["id"]?.string?.description ?? ""): "
      + parts.compactMap { $0 }.joined(separator: "; ")
  }

  /// The waivers that the decision believed, and those of the stream that it did not count.
  func composeWaivers(_ document: inout Document) {
    let believed = decision?["data"]?["waivers"]?.array ?? []
    var granted: [String: Detail] = [:]
    for waiver in waivers { granted[waiver.record.id] = waiver }
    var rows = believed.map { waiver in
      let record = granted.removeValue(forKey: waiver["id"]?.string?.description ?? "")
      let state = waiver["state"]?.string?.description ?? ""
      return Document.Row(
        cells: [
          waiver["rule"]?.string?.description ?? "", state,
          waiver["approver"]?.string?.description ?? "",
          waiver["expires"]?.string?.description ?? "",
          waiver["reason"]?.string?.description ?? record?.cells.last ?? "",
        ], tone: state == "unused" ? .plain : .notable,
        record: record.flatMap { document.anchor($0.record) })
    }
    rows += waivers.filter { granted[$0.record.id] != nil }.map { waiver in
      var cells = waiver.cells
      cells.insert(decision == nil ? "" : "not counted", at: 1)
      return Document.Row(cells: cells, tone: .plain, record: document.anchor(waiver.record))
    }
    guard !rows.isEmpty else { return }
    document.add(.heading("Waivers"))
    document.add(
      .table(
        .init(
          columns: ["rule", "state", "by", "until", "reason"], rows: rows,
          limit: Findings.detailLimit)))
  }

  private func references(of rule: JSON, in document: inout Document) -> Document.Block? {
    let (shown, more) = evidence.references(of: rule, in: &document)
    if shown.isEmpty { return nil }
    return .references(of: rule["id"]?.string?.description ?? "", shown, more: more)
  }
}

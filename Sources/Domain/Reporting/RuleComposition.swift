internal import Kernel

extension Findings {
  func composeVerdict(_ document: inout Document) {
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

  /// Why a rule does not pass, why it is there, and what helps.
  private func explanation(of rule: JSON) -> String {
    let parts = [rule["reason"], rule["why"], rule["remedy"]].compactMap { $0?.string?.description }
    return "\(rule["id"]?.string?.description ?? ""): " + parts.joined(separator: "; ")
  }

  private func references(of rule: JSON, in document: inout Document) -> Document.Block? {
    let (shown, more) = evidence.references(of: rule, in: &document)
    if shown.isEmpty { return nil }
    return .references(of: rule["id"]?.string?.description ?? "", shown, more: more)
  }
}

import Kernel
import Policy
import Reporting

/// How many of a breach's records are named.
private let evidenceLimit = 5

extension Explanation {
  /// The explanation as a report.
  var document: Document {
    var document = Document()
    let name = release?.description ?? "decision"
    let blocking = breaches.filter(\.blocks).count
    let verdict =
      isGo
      ? "GO \(name): nothing keeps it"
      : "NO-GO \(name): \(blocking) \(blocking == 1 ? "rule keeps" : "rules keep") it from going"
    document.add(.verdict(verdict, isGo ? .good : .bad))
    document.add(.paragraph("decided at \(at)"))
    for breach in breaches { compose(breach, &document) }
    let changes = changes
    if !changes.isEmpty {
      document.add(.heading("What would make it go"))
      document.add(
        .paragraph("the least that would have to be otherwise, beside what waivers may cover:"))
      for change in changes { document.add(.paragraph("- \(change)")) }
    }
    return document
  }

  private func compose(_ breach: Breach, _ document: inout Document) {
    document.add(.heading("\(breach.rule): \(breach.level) \(breach.state)"))
    document.add(.paragraph(breach.finding))
    if let why = breach.why { document.add(.paragraph("why: \(why)")) }
    document.add(.paragraph("since: \(breach.since)"))
    for item in breach.evidence.prefix(evidenceLimit) {
      let about = item.about.map { $0.isEmpty ? "" : ", \($0)" } ?? ""
      let place = item.place?.description ?? "not in what was read"
      document.add(.paragraph("evidence: \(item.id), \(place)\(about)"))
    }
    let rest = breach.evidenceCount - min(evidenceLimit, breach.evidence.count)
    if rest > 0, !breach.evidence.isEmpty {
      document.add(.paragraph("and \(rest) more"))
    }
    if let command = command(for: breach) {
      document.add(.paragraph("closer:"))
      document.add(.command(command))
    }
    if let remedy = breach.remedy { document.add(.paragraph("what helps: \(remedy)")) }
    if let waiver = breach.waiver {
      document.add(.paragraph("or a waiver, signed by somebody who may:"))
      document.add(.command(waiver))
    }
  }

  /// One annotation for each breach, and one for each of its records that names a line of a file.
  var annotations: [Annotation] {
    breaches.flatMap { breach -> [Annotation] in
      let severity: Annotation.Severity =
        breach.blocks ? .error : breach.state == "waived" ? .notice : .warning
      let parts = [breach.finding, breach.why?.description, breach.remedy?.description]
      let message = parts.compactMap { $0 }.joined(separator: "; ")
      let name = "\(breach.rule) (\(breach.level) \(breach.state))"
      let whole = Annotation(severity: severity, name: name, message: message, place: nil)
      guard breach.state == "breach" else { return [whole] }
      return [whole]
        + breach.evidence.compactMap { item in
          guard let source = item.source else { return nil }
          let about = item.about.flatMap { $0.isEmpty ? nil : $0 } ?? item.id.description
          return Annotation(severity: severity, name: name, message: about, place: source)
        }
    }
  }
}

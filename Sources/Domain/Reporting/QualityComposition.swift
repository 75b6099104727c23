internal import Kernel

extension Findings {
  func composeTests(_ document: inout Document) {
    guard !testsByStatus.isEmpty else { return }
    document.add(.heading("Tests"))
    document.add(.paragraph(Findings.counts(testsByStatus)))
    if !troubledTests.isEmpty {
      compose(
        troubledTests, of: troubledTestCount, columns: ["status", "test", "message"], naming: 1,
        tone: .bad, &document)
    }
    if !testsByComponent.isEmpty {
      let rows = testsByComponent.sorted { $0.key < $1.key }.map { component, counts in
        let isGood = counts.keys.allSatisfy { ["passed", "skipped"].contains($0) }
        return Document.Row(
          cells: [component, Findings.counts(counts)], tone: isGood ? .good : .bad)
      }
      document.add(.table(.init(columns: ["component", "tests"], rows: rows)))
    }
    for mismatch in tallyMismatches {
      document.add(.paragraph("totals do not match: \(mismatch)"))
    }
  }

  func composeCoverage(_ document: inout Document) {
    let summed = coverageOfFiles.filter { key, _ in
      !coverage.contains { $0.component == key.component && $0.unit == key.unit }
    }.sorted { ($0.key.component, $0.key.unit) < ($1.key.component, $1.key.unit) }
    let all =
      coverage
      + summed.map {
        CoverageTotal(component: $0.component, unit: $0.unit, hit: $1.hit, found: $1.found)
      }
    guard !all.isEmpty else { return }
    document.add(.heading("Coverage"))
    let named = all.contains { !$0.component.isEmpty }
    let rows = all.map { total in
      let share = total.found > 0 ? total.hit / total.found : nil
      return Document.Row(
        cells: (named ? [total.component] : []) + [
          total.unit, Findings.number(total.hit), Findings.number(total.found),
          share.map { Findings.number(($0 * 1000).rounded() / 10) + " %" } ?? "-",
        ], tone: .plain, record: total.record.flatMap { document.anchor($0) })
    }
    document.add(
      .table(
        .init(
          columns: (named ? ["component"] : []) + ["unit", "hit", "found", "share"], rows: rows)))
  }

  /// What was charged, by currency and service, the most at the top.
  func composeCosts(_ document: inout Document) {
    guard !costs.isEmpty else { return }
    document.add(.heading("Cost"))
    let sorted = costs.sorted { one, other in
      (one.key.currency, -one.value.billed.estimate, one.key.service)
        < (other.key.currency, -other.value.billed.estimate, other.key.service)
    }
    let rows = sorted.prefix(Findings.detailLimit + Findings.foldedLimit).map { key, sums in
      Document.Row(
        cells: [
          key.service, key.currency, Findings.amount(sums.billed), Findings.amount(sums.effective),
        ], tone: .plain)
    }
    document.add(
      .table(
        .init(
          columns: ["service", "currency", "billed", "effective"], rows: Array(rows),
          limit: Findings.detailLimit, count: costs.count)))
  }

  /// A sum, with a sign where not every amount could be added.
  private static func amount(_ sum: DecimalSum) -> String {
    sum.isPartial ? "\(sum.text) and more" : sum.text
  }
}

public import Kernel

/// One page that needs nothing else, and gets nothing else: no network, no script (CSP 3). Light and dark, for screens from 320
/// pixels on and for paper; every picture says in words what it shows (WCAG 2.2, 1.1.1), and nothing
/// is told by colour alone (1.4.1).
public struct HTMLRenderer {
  private let out = HTMLWriter()
  private var sections = 0
  private var legend = PlotLegend()

  /// The whole page.
  public static func render(_ document: Document, title: String) -> ByteString {
    var renderer = HTMLRenderer()
    renderer.render(document, title: title)
    return renderer.out.buffer.string
  }

  private mutating func render(_ document: Document, title: String) {
    out.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    // Whatever foreign text may come to, a browser runs and loads nothing of it.
    out.raw(
      "<meta http-equiv=\"Content-Security-Policy\" "
        + "content=\"default-src 'none'; style-src 'unsafe-inline'\">")
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">")
    out.element("title") { out.text(title) }
    out.raw("<style>\(HTMLStyle.text)</style></head><body><main>\n")
    let headings = document.blocks.compactMap { block in
      if case .heading(let text) = block { text } else { nil }
    }
    for block in document.blocks {
      if case .heading = block {
        if sections == 0 { contents(headings) } else { out.raw("</section>\n") }
        out.raw("<section>")
      }
      write(block)
    }
    if sections > 0 { out.raw("</section>\n") }
    out.raw("</main></body></html>\n")
  }

  /// Where to find what; a short page needs none.
  private func contents(_ headings: [String]) {
    guard headings.count > 2 else { return }
    out.element("nav", "aria-label=\"Contents\"") {
      for (index, heading) in headings.enumerated() {
        out.element("a", "href=\"#s-\(index + 1)\"") { out.text(heading) }
        out.raw(" ")
      }
    }
    out.raw("\n")
  }

  private mutating func write(_ block: Document.Block) {
    switch block {
    case .verdict(let text, let tone):
      out.element("h1", "class=\"verdict \(tone.name)\"") { out.text(text) }
    case .heading(let text):
      sections += 1
      out.element("h2", "id=\"s-\(sections)\"") { out.text(text) }
    case .paragraph(let text): out.element("p") { out.text(text) }
    case .references(let subject, let references, let more): write(references, of: subject, more)
    case .command(let text): out.element("pre") { out.element("code") { out.text(text) } }
    case .table(let table): write(table)
    case .plot(let plot):
      legend.explain(plot, to: out)
      PlotDrawing(plot).write(to: out)
    case .graph(let graph): GraphDrawing(graph).write(to: out)
    case .events(let events): EventsDrawing(events).write(to: out)
    case .record(let anchor, let text):
      out.element("pre", "id=\"r-\(anchor.number)\"") { out.text(text) }
    case .folded(let title, let blocks):
      fold(title) { renderer in
        for block in blocks { renderer.write(block) }
      }
    }
    out.raw("\n")
  }

  private mutating func fold(_ title: String, _ body: (inout HTMLRenderer) -> Void) {
    out.raw("<details><summary>")
    out.text(title)
    out.raw("</summary>")
    body(&self)
    out.raw("</details>")
  }

  private mutating func write(_ table: Document.Table) {
    write(table.shown, of: table)
    if !table.folded.isEmpty {
      fold("\(table.folded.count) more") { $0.write(table.folded, of: table) }
    }
    if table.more > 0 { out.element("p") { out.text("and \(table.more) more") } }
  }

  private func write(_ rows: [Document.Row], of table: Document.Table) {
    out.raw("<div class=\"wide\" tabindex=\"0\">")
    out.element("table") {
      out.element("thead") {
        out.element("tr") {
          for column in table.columns { out.element("th", "scope=\"col\"") { out.text(column) } }
        }
      }
      out.element("tbody") {
        for row in rows {
          out.element("tr", "class=\"\(row.tone.name)\"") {
            for (index, cell) in row.cells.enumerated() {
              out.element("td") {
                out.link(to: index == table.naming ? row.record : nil) { out.text(cell) }
              }
            }
          }
          out.raw("\n")
        }
      }
    }
    out.raw("</div>")
  }

  private func write(_ references: [Document.Reference], of subject: String, _ more: Int) {
    out.element("p", "class=\"evidence\"") {
      out.text("Evidence of \(subject): ")
      for (index, reference) in references.enumerated() {
        if index > 0 { out.raw(", ") }
        out.link(to: reference.record) { out.text(reference.text) }
      }
      if more > 0 { out.text(" and \(more) more") }
    }
  }
}

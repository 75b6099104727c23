public import Kernel

/// One page that needs nothing else: no network, no script. Light and dark, for screens from 320
/// pixels on and for paper; every picture says in words what it shows (WCAG 2.2, 1.1.1), and nothing
/// is told by colour alone (1.4.1).
public enum HTMLRenderer {
  /// The whole page.
  public static func render(_ document: Document, title: String) -> ByteString {
    let out = HTMLWriter()
    out.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">")
    out.element("title") { out.text(title) }
    out.raw("<style>\(HTMLStyle.text)</style></head><body><main>\n")
    var inSection = false
    for block in document.blocks {
      if case .heading = block {
        out.raw(inSection ? "</section>\n<section>" : "<section>")
        inSection = true
      }
      write(block, to: out)
    }
    if inSection { out.raw("</section>\n") }
    out.raw("</main></body></html>\n")
    return out.buffer.string
  }

  private static func write(_ block: Document.Block, to out: HTMLWriter) {
    switch block {
    case .verdict(let text, let tone):
      out.element("h1", "class=\"verdict \(name(tone))\"") { out.text(text) }
    case .heading(let text): out.element("h2") { out.text(text) }
    case .paragraph(let text): out.element("p") { out.text(text) }
    case .command(let text): out.element("pre") { out.element("code") { out.text(text) } }
    case .table(let columns, let rows): table(columns, rows, out)
    case .plot(let plot): PlotDrawing(plot).write(to: out)
    case .graph(let graph): GraphDrawing(graph).write(to: out)
    case .record(let id, let text):
      out.element("pre", "id=\"r-\(HTMLWriter.escaped(id))\"") { out.text(text) }
    case .folded(let title, let blocks):
      out.element("details") {
        out.element("summary") { out.text(title) }
        for block in blocks { write(block, to: out) }
      }
    }
    out.raw("\n")
  }

  private static func table(
    _ columns: [String], _ rows: [Document.Row], _ out: HTMLWriter
  ) {
    out.raw("<div class=\"wide\" tabindex=\"0\">")
    out.element("table") {
      out.element("thead") {
        out.element("tr") {
          for column in columns { out.element("th", "scope=\"col\"") { out.text(column) } }
        }
      }
      out.element("tbody") {
        for row in rows {
          out.element("tr", "class=\"\(name(row.tone))\"") {
            for cell in row.cells { out.element("td") { out.text(cell) } }
          }
          out.raw("\n")
        }
      }
    }
    out.raw("</div>")
  }

  static func name(_ tone: Document.Tone) -> String {
    switch tone {
    case .good: "good"
    case .notable: "notable"
    case .bad: "bad"
    case .plain: "plain"
    }
  }
}

/// Writes HTML; what is not ours is escaped.
final class HTMLWriter {
  let buffer = ByteBuffer(capacity: 64 << 10)

  /// Text of our own, as it stands.
  func raw(_ text: String) { buffer.append(text) }

  /// Any text.
  func text(_ text: String) { ByteString(text).withView { MarkupText.append($0, to: buffer) } }

  /// An element with what `body` writes in it.
  func element(_ name: String, _ attributes: String = "", _ body: () -> Void) {
    raw(attributes.isEmpty ? "<\(name)>" : "<\(name) \(attributes)>")
    body()
    raw("</\(name)>")
  }

  /// The same for the value of an attribute.
  static func escaped(_ text: String) -> String {
    let buffer = ByteBuffer()
    ByteString(text).withView { MarkupText.append($0, inAttribute: true, to: buffer) }
    return buffer.string.description
  }
}

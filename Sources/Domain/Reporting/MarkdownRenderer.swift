internal import Kernel

/// GitHub Flavored Markdown, as CI systems show it in a run's summary.
public enum MarkdownRenderer {
  /// The whole report.
  public static func render(_ document: Document) -> String {
    document.blocks.map(render).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func render(_ block: Document.Block) -> String {
    switch block {
    case .verdict(let text, let tone):
      let mark =
        switch tone {
        case .good: "✅ "
        case .bad: "❌ "
        case .notable: "⚠️ "
        case .plain: ""
        }
      return "# \(mark)\(escape(text))\n"
    case .heading(let text): return "## \(escape(text))\n"
    case .paragraph(let text): return "\(escape(text))\n"
    case .command(let text): return fenced(text)
    case .plot(let plot):
      let line = plot.sparkline(width: 40)
      return line.isEmpty ? "" : "`\(line)` \(escape(plot.title))\n"
    case .graph, .references, .events, .record: return ""
    case .folded(let title, let blocks):
      return folded(title, blocks.map(render).filter { !$0.isEmpty }.joined(separator: "\n"))
    case .table(let table):
      var text = lines(table, table.shown)
      if !table.folded.isEmpty {
        text += "\n" + folded("\(table.folded.count) more", lines(table, table.folded))
      }
      return table.more > 0 ? text + "\nand \(table.more) more\n" : text
    }
  }

  private static func lines(_ table: Document.Table, _ rows: [Document.Row]) -> String {
    let head = [table.columns.map(escape), table.columns.map { _ in "---" }]
    return (head + rows.map { $0.cells.map(escape) }).map {
      "| " + $0.joined(separator: " | ") + " |\n"
    }.joined()
  }

  private static func folded(_ title: String, _ inner: String) -> String {
    inner.isEmpty
      ? "" : "<details><summary>\(escape(title))</summary>\n\n\(inner)\n</details>\n"
  }

  /// In a fence longer than any in the text (CommonMark 4.5).
  private static func fenced(_ text: String) -> String {
    let longest = text.utf8.split { $0 != 0x60 }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)sh\n\(text)\n\(fence)\n"
  }

  /// Text that Markdown and HTML take literally, on one line, and a terminal too.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "|", "*", "_", "`", "[", "]", "\\", "#": escaped += "\\\(character)"
      case "<": escaped += "&lt;"
      case "&": escaped += "&amp;"
      default: escaped += character.columns == 0 ? " " : String(character)
      }
    }
    return escaped
  }
}

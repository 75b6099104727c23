public import Kernel

/// Text for a terminal: aligned columns, cut to its width, coloured where that is wanted.
public struct TerminalRenderer {
  private let width: Int
  private let colours: Bool

  /// A renderer; a width below 40 counts as that.
  public init(_ form: TerminalForm) {
    width = max(form.width, 40)
    colours = form.colours
  }

  /// The whole report.
  public func render(_ document: Document) -> String {
    document.blocks.map(render).joined()
  }

  private func render(_ block: Document.Block) -> String {
    switch block {
    case .verdict(let text, let tone): return paint(clean(text), tone, bold: true) + "\n"
    case .heading(let text): return "\n" + paint(clean(text), .plain, bold: true) + "\n"
    case .paragraph(let text): return wrap(clean(text), width: width) + "\n"
    case .command(let text): return "    " + clean(text) + "\n"
    case .table(let table): return render(table)
    case .plot(let plot):
      let line = plot.sparkline(width: min(40, width / 2))
      if line.isEmpty { return "" }
      let text = wrap("\(line) \(clean(plot.title))", width: width - 2)
      return "  \(paint(line, plot.tone, bold: false))\(text.dropFirst(line.count))\n"
    case .graph(let graph):
      return graph.edges.map { "  \(clean($0.text))\n" }.joined()
    case .folded, .references, .events, .record: return ""
    }
  }

  private func render(_ table: Document.Table) -> String {
    let cells = table.shown.map { $0.cells.map(clean) }
    var widths = table.columns.map(\.columns)
    for row in cells {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.columns) }
    }
    shrink(&widths)
    var text = line(table.columns, widths, .plain)
    for (row, cells) in zip(table.shown, cells) { text += line(cells, widths, row.tone) }
    let rest = table.folded.count + table.more
    return rest > 0 ? text + "  and \(rest) more\n" : text
  }

  /// Takes from the widest column until the line fits.
  private func shrink(_ widths: inout [Int]) {
    let room = width - 2 * widths.count
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > 8,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] = widest - 1
    }
  }

  private func line(_ cells: [String], _ widths: [Int], _ tone: Document.Tone) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      let shown = cut(cell, widths[index])
      let isLast = index == cells.count - 1
      let padding = isLast ? "" : String(repeating: " ", count: widths[index] - shown.columns)
      text += "  " + (index == 0 ? paint(shown, tone, bold: false) : shown) + padding
    }
    return text + "\n"
  }

  /// Breaks a text at spaces; a word is never cut, so that a command stays one.
  private func wrap(_ text: String, width: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.columns + 1 + word.columns > width {
        lines.append("    " + word)
      } else {
        lines[lines.count - 1] = "\(line) \(word)"
      }
    }
    return lines.joined(separator: "\n")
  }

  private func cut(_ text: String, _ width: Int) -> String {
    text.columns <= width ? text : text.prefix(columns: width - 1) + "…"
  }

  /// Control characters of foreign text must not reach a terminal.
  private func clean(_ text: String) -> String {
    String(
      text.unicodeScalars.map {
        $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : Character($0)
      })
  }

  private func paint(_ text: String, _ tone: Document.Tone, bold: Bool) -> String {
    guard colours else { return text }
    let colour =
      switch tone {
      case .good: "32"
      case .notable: "33"
      case .bad: "31"
      case .plain: "39"
      }
    return "\u{1B}[\(bold ? "1;" : "")\(colour)m\(text)\u{1B}[0m"
  }
}

internal import Kernel

/// Any JSON lines: each line is one item.
struct JSONLinesReader: FormatReader {
  private var items = JSONItems()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    while let line = try lines.next() {
      guard let value = try items.parse(line, of: output) else { continue }
      try items.emit(value, part: ByteView("line"), line: lines.line, to: output)
    }
  }
}

/// k6's `--out json`: a line defines a metric or is one point of it.
struct K6Reader: FormatReader {
  private var items = JSONItems()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    while let line = try lines.next() {
      guard let value = try items.parse(line, of: output) else { continue }
      guard let type = value["type"]?.string, type == "Point" || type == "Metric" else {
        try output.refuse(
          line: line, "no line of k6, \"type\":\"Point\" or \"Metric\" would be right")
        continue
      }
      try items.emit(value, part: type, line: lines.line, to: output)
    }
  }
}

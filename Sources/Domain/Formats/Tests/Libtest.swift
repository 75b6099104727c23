internal import Kernel

/// Rust's libtest, `--format json`: each line is one item, and at the end of a suite so is each test
/// that started and never ended (part `unfinished`).
///
/// Lines that are no JSON are what programs printed: items of the part `text`. Memory grows with the
/// tests that run at once.
struct LibtestReader: FormatReader {
  private var items = JSONItems()
  /// The tests that run, each with its place among those that have begun.
  private var running: [ByteString: Int] = [:]
  private var begun = 0

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    while let line = try lines.next() {
      guard line[0] == 0x7B else {
        try output.emit(text: line)
        continue
      }
      guard let value = try items.parse(line, of: output) else { continue }
      guard let type = value["type"]?.string else {
        try output.refuse(line: line, "no line of libtest, \"type\" would be right")
        continue
      }
      let event = value["event"]?.string ?? ByteView("")
      if type == "test", let name = value["name"]?.string.map({ ByteString($0) }) {
        // A test that takes long says so and goes on.
        if event == "started" {
          begun += 1
          running[name] = begun
        } else if event != "timeout" {
          running[name] = nil
        }
      }
      let part = event == "started" || event == "timeout" ? event : type
      if type == "suite", part == type { try emitUnfinished(output) }
      try items.emit(value, part: part, line: lines.line, to: output)
    }
    try emitUnfinished(output)
  }

  private mutating func emitUnfinished(_ output: ObservationWriter) throws(Failure) {
    for (name, _) in running.sorted(by: { $0.value < $1.value }) {
      var writer = JSONWriter(output.item)
      writer.beginObject()
      writer.key("name")
      writer.string(name)
      writer.endObject()
      try output.emit(ByteView("unfinished"))
    }
    running.removeAll()
  }
}

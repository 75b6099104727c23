internal import Kernel

/// Markdown (CommonMark, GFM): front matter, headings, tasks and rows of tables are items, and the
/// document itself the last. Constant memory.
///
/// A heading that begins with a version, in brackets or not, or says Unreleased, is a `version`, as
/// in Keep a Changelog. Values of the front matter stay texts: only its top-level keys are told.
struct MarkdownReader: FormatReader {
  private var blocks = MarkdownBlocks()
  private var title: ByteString?
  private var sections: [ByteString] = []
  private var section: ByteString?
  private var header: [[UInt8]] = []
  private var counts: [(name: StaticString, count: Int)] = [
    ("fences", 0), ("headings", 0), ("rows", 0), ("tables", 0), ("tasks", 0), ("tasks_done", 0),
  ]

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    var matter: [[UInt8]]?
    var last = 0
    while let line = try lines.next() {
      // The reader of lines passes over empty ones, which end a paragraph here.
      if lines.line > last + 1 { _ = blocks.take([]) }
      last = lines.line
      if let byte = UTF8Sequence.firstError(in: line) {
        try output.refuse(lines.place, "invalid UTF-8 (byte \(byte + 1) of the line)")
        continue
      }
      let bytes = ByteString(line).bytes
      let end = MarkdownBlocks.trimmed(bytes[...])
      if lines.line == 1, bytes.starts(with: [0x2D, 0x2D, 0x2D]), end.count == 3 {
        matter = []
      } else if let gathered = matter {
        if end == [0x2D, 0x2D, 0x2D] || end == [0x2E, 0x2E, 0x2E] {
          try emit(matter: gathered, output)
          matter = nil
        } else if gathered.count < 4096 {
          matter?.append(bytes)
        } else {
          return try output.abandon(.data(lines.place, "front matter without an end"))
        }
      } else {
        try emit(blocks.take(bytes), lines.line, output)
      }
    }
    if matter != nil {
      try output.abandon(.data(Place(output.file.name), "front matter without an end, --- ends it"))
    }
    try emitDocument(output)
  }

  private mutating func count(_ name: StaticString) {
    guard let index = counts.firstIndex(where: { ByteView($0.name) == name }) else { return }
    counts[index].count += 1
  }

  private mutating func emit(
    _ block: MarkdownBlocks.Block, _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    var writer = JSONWriter(output.item)
    switch block {
    case .none: return
    case .fence: return count("fences")
    case .heading(let level, let text):
      count("headings")
      let name = ByteString(text)
      if title == nil { title = name }
      section = name
      if !sections.contains(name), sections.count < 1000 { sections.append(name) }
      try emit(heading: name, level, line, output)
    case .task(let done, let depth, let text):
      count("tasks")
      if done { count("tasks_done") }
      writer.beginObject()
      writer.key("depth")
      writer.number(depth)
      writer.key("done")
      writer.bool(done)
      writeSection(&writer)
      writer.key("text")
      writer.string(ByteString(text))
      writer.endObject()
      try output.emit(ByteView("task"), line: line)
    case .tableHeader(let cells):
      count("tables")
      header = cells
    case .tableRow(let cells):
      count("rows")
      writer.beginObject()
      writer.key("cells")
      write(cells, &writer)
      writer.key("columns")
      write(header, &writer)
      writeSection(&writer)
      writer.endObject()
      try output.emit(ByteView("row"), line: line)
    }
  }

  private func write(_ cells: [[UInt8]], _ writer: inout JSONWriter) {
    writer.beginArray()
    for cell in cells { writer.string(ByteString(cell)) }
    writer.endArray()
  }

  private func writeSection(_ writer: inout JSONWriter) {
    guard let section else { return }
    writer.key("section")
    writer.string(section)
  }

  private func emit(
    heading text: ByteString, _ level: Int, _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    let version = ChangelogHeading(text)
    var writer = JSONWriter(output.item)
    writer.beginObject()
    if let date = version?.date {
      writer.key("date")
      writer.string(date)
    }
    writer.key("level")
    writer.number(level)
    writer.key("text")
    writer.string(text)
    if let version {
      writer.key("version")
      writer.string(version.version)
      writer.key("yanked")
      writer.bool(version.isYanked)
    }
    writer.endObject()
    try output.emit(ByteView(version == nil ? "heading" : "version"), line: line)
  }

  private func emit(matter lines: [[UInt8]], _ output: ObservationWriter) throws(Failure) {
    var values: [(key: ByteString, value: ByteString)] = []
    var twice: [ByteString] = []
    for line in lines {
      guard let first = line.first, !isSpace(first), first != 0x23, first != 0x2D,
        let colon = line.firstIndex(of: 0x3A),
        colon + 1 == line.count || isSpace(line[colon + 1])
      else { continue }
      let key = ByteString(MarkdownBlocks.trimmed(line[..<colon]))
      var value = MarkdownBlocks.trimmed(line[(colon + 1)...])
      if value.count > 1, value.first == value.last, value[0] == 0x22 || value[0] == 0x27 {
        value = Array(value.dropFirst().dropLast())
      }
      if values.contains(where: { $0.key == key }) {
        twice.append(key)
      } else {
        values.append((key, ByteString(value)))
      }
    }
    var writer = JSONWriter(output.item)
    writer.beginObject()
    writer.key("twice")
    writer.beginArray()
    for key in twice { writer.string(key) }
    writer.endArray()
    writer.key("values")
    writer.beginObject()
    for entry in values.sorted(by: { $0.key < $1.key }) {
      writer.key(entry.key)
      writer.string(entry.value)
    }
    writer.endObject()
    writer.endObject()
    try output.emit(ByteView("front_matter"), line: 1)
  }

  private func emitDocument(_ output: ObservationWriter) throws(Failure) {
    var writer = JSONWriter(output.item)
    writer.beginObject()
    for (name, count) in counts.prefix(3) {
      writer.key(name)
      writer.number(count)
    }
    writer.key("sections")
    writer.beginObject()
    for section in sections.sorted() {
      writer.key(section)
      writer.bool(true)
    }
    writer.endObject()
    for (name, count) in counts.dropFirst(3) {
      writer.key(name)
      writer.number(count)
    }
    if let title {
      writer.key("title")
      writer.string(title)
    }
    writer.endObject()
    try output.emit(ByteView("document"))
  }
}

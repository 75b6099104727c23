internal import Documents
internal import Kernel

/// Markdown (CommonMark, GFM): front matter, headings, tasks and rows of tables are items, at the end
/// links, definitions of links, anchors, and the document itself. Held are headings and texts with
/// brackets, since a definition may stand behind what refers to it.
///
/// A heading that begins with a version, in brackets or not, or says Unreleased, is a `version`, as
/// in Keep a Changelog. Values of the front matter stay texts: only its top-level keys are told.
struct MarkdownReader: FormatReader {
  private var document = MarkdownDocument()
  /// The generated section that is open: its name and line.
  private var generated: (name: ByteString, line: Int)?
  private var title: ByteString?
  private var sections: [ByteString] = []
  private var section: ByteString?
  private var header: [[UInt8]] = []
  private var counts: [(name: StaticString, count: Int)] = [
    ("fences", 0), ("headings", 0), ("rows", 0), ("tables", 0), ("tasks", 0), ("tasks_done", 0),
  ]

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    while let line = try lines.next() {
      if let byte = UTF8Sequence.firstError(in: line) {
        try output.refuse(lines.place, "invalid UTF-8 (byte \(byte + 1) of the line)")
        continue
      }
      switch document.take(ByteString(line).bytes, number: lines.line) {
      case .frontMatter(let matter): try emit(matter, output)
      case .endlessMatter:
        return try output.abandon(.data(lines.place, "front matter without an end"))
      case .block(.comment(let text)): try emit(comment: text, lines.line, output)
      case .block(let block): try emit(block, lines.line, output)
      }
    }
    let outline = document.finish()
    if outline.endsInMatter {
      try output.abandon(.data(Place(output.file.name), "front matter without an end, --- ends it"))
    }
    try emit(outline, output)
    try emitDocument(outline, output)
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
    case .none, .comment: return
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
    writer.member("date", version?.date)
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

  private func emit(_ matter: FrontMatter, _ output: ObservationWriter) throws(Failure) {
    var writer = JSONWriter(output.item)
    JSON.members([
      "twice": .array(matter.twice.map { .string($0) }), "values": matter.object,
    ]).write(to: &writer)
    try output.emit(ByteView("front_matter"), line: 1)
  }

  /// A mark of a generated section; one that is not ended is no item.
  private mutating func emit(
    comment text: [UInt8], _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    switch GeneratedSection.Mark(text) {
    case .begin(let name): generated = (name, line)
    case .end:
      guard let begun = generated else { return }
      generated = nil
      var writer = JSONWriter(output.item)
      JSON.members([
        "lines": .integer(line - begun.line - 1), "name": .string(begun.name),
      ]).write(to: &writer)
      try output.emit(ByteView("generated"), line: begun.line)
    case .malformed, nil: return
    }
  }

  private func emit(
    _ outline: MarkdownDocument.Outline, _ output: ObservationWriter
  ) throws(Failure) {
    for link in outline.links {
      var writer = JSONWriter(output.item)
      JSON.members([
        "destination": .string(link.destination), "form": .text(link.form.rawValue),
        "image": .bool(link.isImage), "label": link.label.map { .string($0) },
        "text": .string(link.text), "title": link.title.map { .string($0) },
      ]).write(to: &writer)
      try output.emit(ByteView("link"), line: link.line)
    }
    for definition in outline.definitions {
      var writer = JSONWriter(output.item)
      JSON.members([
        "destination": .string(definition.destination), "label": .string(definition.label),
        "title": definition.title.map { .string($0) },
      ]).write(to: &writer)
      try output.emit(ByteView("definition"), line: definition.line)
    }
    for anchor in outline.anchors {
      var writer = JSONWriter(output.item)
      JSON.members(["heading": .bool(anchor.isHeading), "name": .string(anchor.name)])
        .write(to: &writer)
      try output.emit(ByteView("anchor"), line: anchor.line)
    }
  }

  private func emitDocument(
    _ outline: MarkdownDocument.Outline, _ output: ObservationWriter
  ) throws(Failure) {
    var members = counts.map { JSON.Member(ByteString("\($0.name)"), .integer($0.count)) }
    members.append(.init("fences_unclosed", .integer(outline.unclosedFences.count)))
    members.append(.init("links", .integer(outline.links.count)))
    members.append(.init("sections", .object(sections.map { .init($0, .bool(true)) })))
    if let title { members.append(.init("title", .string(title))) }
    var writer = JSONWriter(output.item)
    JSON.object(members).write(to: &writer)
    try output.emit(ByteView("document"))
  }
}

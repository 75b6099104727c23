internal import Kernel

/// How a format uses CSV.
struct CSVLayout: Sendable {
  /// What a row is called in observations.
  var part: StaticString = "row"
  /// What separates cells; where there are several, the first by which the header has all of
  /// `columns`.
  var delimiters: [UInt8] = [0x2C]
  /// Columns that a header must have, in any order and with any others; where there are none, the
  /// delimiter is the one that the header has most often.
  let columns: [ByteString]
  /// The names of the columns of a file without a header; nil where there must be one.
  var withoutHeader: [ByteString]?
}

/// CSV (RFC 4180) by a layout: the first row names the columns, each further one is an item, an
/// object of texts, with the line it begins on. Constant memory; a row is bounded by
/// `FormatLimit.rowBytes`.
///
/// An empty line is no row. A quote inside a cell that did not begin with one is a character. A row
/// of another length than the header is refused.
struct CSVReader: FormatReader {
  private let layout: CSVLayout
  private var names: [ByteString] = []
  /// The columns in the order of their names.
  private var order: [Int] = []

  init(_ layout: CSVLayout) { self.layout = layout }

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    let start = try lines.peek(3)
    let rows = CSVRows(lines, skipping: start.hasPrefix(ByteView("\u{FEFF}")) ? 3 : 0)
    rows.delimiter = try delimiter(of: lines)
    while try next(rows, output) {
      if let fault = rows.fault {
        let place = Place(output.file.name, line: rows.line)
        // The row behind a bad header is no header.
        if names.isEmpty { return try output.abandon(.data(place, fault)) }
        try output.refuse(place, fault)
      } else if names.isEmpty {
        try begin(rows, output)
      } else {
        try emit(rows, output)
      }
      // Without a header no row can be told.
      if output.isBroken { return }
    }
    if names.isEmpty, !output.isBroken {
      try output.abandon(.data(Place(output.file.name), "no header, \(Self.right(layout))"))
    }
  }

  private func next(_ rows: CSVRows, _ output: ObservationWriter) throws(Failure) -> Bool {
    do {
      return try rows.next()
    } catch {
      try output.abandon(error)
      return false
    }
  }

  private static func right(_ layout: CSVLayout) -> String {
    "one with \(layout.columns.map(\.description).joined(separator: ", ")) would be right"
  }

  /// By the first line; a header with line breaks in its cells is not told.
  private func delimiter(of lines: LineReader) throws(Failure) -> UInt8 {
    let text = try lines.peek(64 << 10)
    let line = text.slice(0, text.firstIndex(of: 0x0A) ?? text.count)
    let most = layout.delimiters.max { line.split(by: $0).count < line.split(by: $1).count }
    if layout.columns.isEmpty { return most ?? 0x2C }
    let fitting = layout.delimiters.first { delimiter in
      let cells = Self.cells(of: line, delimiter)
      return layout.columns.allSatisfy { cells.contains($0) }
    }
    return fitting ?? most ?? 0x2C
  }

  /// The cells of a line, as far as detection needs them: without quotes at both ends.
  static func cells(of line: ByteView, _ delimiter: UInt8) -> [ByteString] {
    var line = line.trimmed
    if line.hasPrefix(ByteView("\u{FEFF}")) { line = line.slice(3, line.count) }
    return line.split(by: delimiter).map { cell in
      let cell = cell.trimmed
      let isQuoted = cell.count > 1 && cell[0] == 0x22 && cell[cell.count - 1] == 0x22
      return ByteString(isQuoted ? cell.slice(1, cell.count - 1) : cell)
    }
  }

  private mutating func begin(_ rows: CSVRows, _ output: ObservationWriter) throws(Failure) {
    let cells = (0..<rows.count).map { ByteString(rows[$0].trimmed) }
    if layout.columns.allSatisfy({ cells.contains($0) }) {
      guard Set(cells).count == cells.count else {
        return try output.abandon(
          .data(Place(output.file.name, line: rows.line), "two columns of one name"))
      }
      name(cells)
    } else if let given = layout.withoutHeader {
      name(given)
      try emit(rows, output)
    } else {
      try output.abandon(
        .data(
          Place(output.file.name, line: rows.line),
          "no header of this format, \(Self.right(layout))"))
    }
  }

  private mutating func name(_ columns: [ByteString]) {
    names = columns
    order = columns.indices.sorted { columns[$0] < columns[$1] }
  }

  private func emit(_ rows: CSVRows, _ output: ObservationWriter) throws(Failure) {
    guard rows.count == names.count else {
      return try output.refuse(
        Place(output.file.name, line: rows.line),
        "a row of \(rows.count) cells, \(names.count) would be right")
    }
    var writer = JSONWriter(output.item)
    writer.beginObject()
    for column in order {
      writer.key(names[column])
      writer.string(rows[column])
    }
    writer.endObject()
    try output.emit(ByteView(layout.part), line: rows.line)
  }
}

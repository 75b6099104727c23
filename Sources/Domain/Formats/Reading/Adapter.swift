internal import Kernel

extension FormatCatalogue {
  /// A format that an executable `collect-NAME` on the `PATH` reads; nil where there is none.
  ///
  /// It gets the file on its standard input and its name as its argument, and writes JSON lines, one an
  /// item. A status other than 0 means that the file could not be read to its end.
  static func adapter(named name: String) -> Format? {
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }
    guard isName, let path = ChildProcess.find("collect-\(name)") else { return nil }
    return Format(
      name: name, rule: "only by its name", example: "collect-\(name) <FILE", countedParts: [],
      matches: { _ in false }, makeReader: { _ in AdapterReader(executable: path, name: name) })
  }

  /// A format of the catalogue, or of an adapter.
  public static func any(named name: String) -> Format? {
    format(named: name) ?? adapter(named: name)
  }
}

/// Reads a file by another program: what it writes are the items.
private struct AdapterReader: FormatReader {
  let executable: String
  let name: String
  private var items = JSONItems()

  init(executable: String, name: String) {
    self.executable = executable
    self.name = name
  }

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let file = output.file.name
    guard file != "stdin" else {
      throw .usage("--from \(name): an adapter reads a file, name one instead of standard input")
    }
    let program = try ChildProcess(
      executable, [file], input: file, name: "\(file) (by collect-\(name))")
    let lines = program.lines
    while let line = try lines.next() {
      let value: JSONValue
      do {
        value = try items.parser.parse(line)
      } catch {
        try output.refuse(lines.place, error.message, offset: lines.offset, line: line)
        continue
      }
      try items.emit(value, part: ByteView("item"), line: lines.line, to: output)
    }
    if let fault = program.finish() {
      try output.abandon(.data(Place(file), "collect-\(name) \(fault)"))
    }
  }
}

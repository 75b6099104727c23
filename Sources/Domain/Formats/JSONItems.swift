internal import Kernel

/// Parses texts of other people's JSON and writes values of them as items.
struct JSONItems {
  private let parser = JSONParser(integers: .asWritten)
  private var foreign = ForeignValueWriter()

  /// Pointers of the numbers of the last item that became strings.
  var numberText: [ByteString] { foreign.numberPointers }

  /// The value of a line, or nil after refusing it.
  func parse(_ line: ByteView, of output: ObservationWriter) throws(Failure) -> JSONValue? {
    let lines = output.file.lines
    do {
      return try parser.parse(line)
    } catch {
      if lines.endedWithNewline {
        try output.refuse(lines.place, error.message, offset: lines.offset, line: line)
      } else {
        try output.abandon(.data(lines.place, "the last line is cut off: \(error.message)"))
      }
      return nil
    }
  }

  /// The whole file as one value, or nil after refusing it.
  func document(of output: ObservationWriter) throws(Failure) -> JSONValue? {
    let text = try output.file.lines.rest(limit: FormatLimit.documentBytes)
    do {
      return try parser.parse(text)
    } catch {
      var line = 1
      for index in 0..<min(error.offset, text.count) where text[index] == 0x0A { line += 1 }
      try output.abandon(.data(Place(output.file.name, line: line), error.message))
      return nil
    }
  }

  /// Writes a value at the end of `buffer`; `numberText` is then that of this value.
  mutating func write(_ value: JSONValue, to buffer: ByteBuffer) {
    foreign.reset()
    var writer = JSONWriter(buffer)
    foreign.write(value, to: &writer)
  }

  /// Writes the value as an item of its own.
  mutating func emit(
    _ value: JSONValue, part: ByteView, line: Int? = nil, context: ByteView? = nil,
    to output: ObservationWriter
  ) throws(Failure) {
    write(value, to: output.item)
    guard foreign.depth <= FormatLimit.itemDepth else {
      let place = Place(output.file.name, line: line ?? 0)
      return try output.refuse(place, "nested deeper than \(FormatLimit.itemDepth) levels")
    }
    try output.emit(part, line: line, context: context, numberText: foreign.numberPointers)
  }
}

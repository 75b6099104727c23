internal import Kernel

/// Parses texts of other people's JSON and writes values of them as items.
struct JSONItems {
  let parser = JSONParser(integers: .asWritten)
  private var foreign = ForeignValueWriter()
  /// A text whose long integers had to be put in quotes.
  private let quoted = ByteBuffer()

  /// Items of which a member is left out, however deep it stands.
  init(omitting key: ByteString? = nil) { foreign.omittedKey = key }

  /// Pointers of the numbers of the last item that became strings.
  var numberText: [ByteString] { foreign.numberPointers }

  private func parse(_ text: ByteView) throws(JSONError) -> JSONValue {
    do {
      return try parser.parse(text)
    } catch {
      guard error.reason == .numberOutOfRange, LongIntegers.quote(in: text, to: quoted) else {
        throw error
      }
      return try parser.parse(quoted.view)
    }
  }

  /// The value of a line, or nil after refusing it.
  func parse(_ line: ByteView, of output: ObservationWriter) throws(Failure) -> JSONValue? {
    let lines = output.file.lines
    do {
      return try parse(line)
    } catch {
      if lines.endedWithNewline {
        try output.refuse(line: line, error.message)
      } else {
        try output.abandon(.data(lines.place, "the last line is cut off: \(error.message)"))
      }
      return nil
    }
  }

  /// The whole file as one value, or nil after refusing it.
  func document(of output: ObservationWriter) throws(Failure) -> JSONValue? {
    guard let text = try output.wholeJSON() else { return nil }
    return try parse(document: text, from: 1, of: output)
  }

  /// The value of a text that begins on a line of the file, or nil after giving the file up.
  func parse(
    document text: ByteView, from line: Int, of output: ObservationWriter
  ) throws(Failure) -> JSONValue? {
    do {
      return try parse(text)
    } catch {
      let fault = line + text.slice(0, min(error.offset, text.count)).newlines
      try output.abandon(.data(Place(output.file.name, line: fault), error.message))
      return nil
    }
  }

  /// Writes the members of an object that are wanted as an object of their own.
  mutating func write(
    _ value: JSONValue, where isWanted: (ByteView) -> Bool, to buffer: ByteBuffer
  ) -> [ByteString] {
    var pointers: [ByteString] = []
    var writer = JSONWriter(buffer)
    writer.beginObject()
    let members = value.members.filter { isWanted($0.key) }
    for (key, member) in members.sorted(by: { ByteView.precedes($0.key, $1.key) }) {
      writer.key(key)
      foreign.reset()
      foreign.write(member, to: &writer)
      let step = JSONPath.step(ByteString(key))
      pointers += foreign.numberPointers.map { ByteString(step.bytes + $0.bytes) }
    }
    writer.endObject()
    return pointers
  }

  /// Writes a value at the end of `buffer`; `numberText` is then that of this value.
  mutating func write(_ value: JSONValue, to buffer: ByteBuffer) {
    foreign.reset()
    var writer = JSONWriter(buffer)
    foreign.write(value, to: &writer)
  }

  /// Writes a list of objects as one object, by the member that names an element; the first of one
  /// name counts. With `values`, the first of them that an element has stands for it, and one that
  /// has none is left out.
  mutating func write(
    index list: JSONValue, by name: ByteString, values: [JSONPath], to buffer: ByteBuffer
  ) {
    var found: [ByteString: JSONValue] = [:]
    for element in list.elements {
      guard let view = element[name]?.string else { continue }
      let text = ByteString(view)
      guard found[text] == nil else { continue }
      found[text] =
        values.isEmpty ? element : values.lazy.compactMap({ $0.first(in: element) }).first
    }
    var writer = JSONWriter(buffer)
    writer.beginObject()
    for (name, value) in found.sorted(by: { $0.key < $1.key }) {
      writer.key(name)
      foreign.write(value, to: &writer)
    }
    writer.endObject()
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

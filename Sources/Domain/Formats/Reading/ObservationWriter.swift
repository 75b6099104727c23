public import Kernel
internal import Records

/// Writes `sluice.observation.v1` records: foreign items as they are, with their origin.
///
/// A reader writes an item as canonical JSON into `item` and calls `emit`. The envelope's constant
/// parts are laid out once for a file.
public final class ObservationWriter {
  /// The next item; `emit` empties it.
  public let item = ByteBuffer(capacity: 4096)
  /// How many items of each part were written, in order of appearance.
  public private(set) var parts: [(name: ByteString, count: Int)] = []
  /// How many inputs were refused.
  public private(set) var rejects = 0
  /// Whether a document broke off, so that what followed is unknown.
  public private(set) var isBroken = false
  /// Where the observations come from.
  public let file: ForeignFile

  private let format: ByteString
  private let output: RecordWriter
  private let onError: RecordReader.OnError
  private let warn: (String) -> Void
  private var ordinal = 0
  private let lastPart = ByteBuffer(capacity: 64)
  private var lastIndex = 0
  private let start = ByteBuffer(capacity: 256)
  private let beforeID = ByteBuffer(capacity: 256)
  private let afterID = ByteBuffer(capacity: 256)

  /// A writer for the items of one file.
  public init(
    format: ByteString, file: ForeignFile, source: ByteString, attributes: [JSON.Member],
    output: RecordWriter, onError: RecordReader.OnError, warn: @escaping (String) -> Void
  ) {
    self.format = format
    self.file = file
    self.output = output
    self.onError = onError
    self.warn = warn
    layOut(source: source, attributes: attributes)
  }

  /// Cuts the canonical envelope where `data` and `id` will stand.
  private func layOut(source: ByteString, attributes: [JSON.Member]) {
    let fixed: [JSON.Member] = [
      .init("source", .string(source)), .init("specversion", "1.0"),
      .init("type", .string(RecordShape.type("observation"))),
    ]
    let members = (attributes + fixed).sorted { $0.key < $1.key }
    var target = start
    start.append("{")
    var places: [(ByteString, ByteBuffer)] = [("data", beforeID), ("id", afterID)]
    for member in members + [.init("\u{FFFF}", .null)] {
      while let (key, next) = places.first, key < member.key {
        if target !== start { target.append(",") }
        target.append(key == "data" ? "\"data\":{" : "\"id\":\"")
        target = next
        places.removeFirst()
      }
      guard member.value != .null else { break }
      if target !== start { target.append(",") }
      var writer = JSONWriter(target)
      writer.key(member.key)
      member.value.write(to: &writer)
      if target === start { target.append(",") }
    }
    afterID.append("}")
  }

  /// Writes the item as an observation.
  ///
  /// - Parameters:
  ///   - part: what kind of item of its format it is.
  ///   - line: the line of its file it stands on, from 1, where the format has lines.
  ///   - context: canonical JSON of what surrounds it.
  ///   - numberText: pointers of numbers that became strings (`ForeignValueWriter`).
  ///   - cases: of a test suite, how many test cases it holds itself and with its inner suites.
  public func emit(
    _ part: ByteView, line: Int? = nil, context: ByteView? = nil,
    numberText: [ByteString] = [], cases: (direct: Int, all: Int)? = nil
  ) throws(Failure) {
    guard item.count + (context?.count ?? 0) <= FormatLimit.itemBytes else {
      return try refuse(
        Place(file.name, line: line ?? 0),
        "an item longer than \(FormatLimit.itemBytes) bytes, the limit of one")
    }
    count(part)
    let length = item.count
    let id = identify(part)
    let value = ByteView(item.start, count: length)
    try output.emit { writer in
      let out = writer.sink
      out.append(start.view)
      if let cases {
        out.append("\"all_cases\":")
        out.append(decimal: cases.all)
        out.append(",\"cases\":")
        out.append(decimal: cases.direct)
        out.append(",")
      }
      if let context {
        out.append("\"context\":")
        out.append(context)
        out.append(",")
      }
      out.append("\"format\":\"")
      out.append(format)
      out.append("\",\"item\":")
      out.append(value)
      if let line {
        out.append(",\"line\":")
        out.append(decimal: line)
      }
      if !numberText.isEmpty {
        out.append(",\"number_text\":")
        JSON.array(numberText.map { .string($0) }).writeAlone(to: out)
      }
      out.append(",\"ordinal\":")
      out.append(decimal: ordinal)
      out.append(",\"part\":")
      JSONWriter.writeString(part, to: out)
      out.append("}")
      out.append(beforeID.view)
      id.write(to: out)
      out.append("\"")
      out.append(afterID.view)
    }
    ordinal += 1
    item.removeAll()
  }

  /// Writes the present line as an item of the part `text`: what a program printed between the items
  /// of a format.
  func emit(text: ByteView) throws(Failure) {
    let lines = file.lines
    if let byte = UTF8Sequence.firstError(in: text) {
      return try refuse(line: text, "invalid UTF-8 (byte \(byte + 1))")
    }
    var writer = JSONWriter(item)
    writer.beginObject()
    writer.key("text")
    writer.string(text)
    writer.endObject()
    try emit(ByteView("text"), line: lines.line)
  }

  /// The checksum of the item followed by its place: format, part and ordinal.
  private func identify(_ part: ByteView) -> Checksum {
    item.append("\n")
    item.append(format)
    item.append("\n")
    item.append(part)
    item.append("\n")
    item.append(decimal: ordinal)
    return Checksum(of: item.view)
  }

  private func count(_ part: ByteView) {
    // Mostly it is the part of the item before.
    if !parts.isEmpty, ByteView(lastPart.start, count: lastPart.count) == part {
      parts[lastIndex].count += 1
      return
    }
    lastPart.removeAll()
    lastPart.append(part)
    if let index = parts.firstIndex(where: { $0.name.withView { $0 == part } }) {
      lastIndex = index
      parts[index].count += 1
    } else {
      lastIndex = parts.count
      parts.append((ByteString(part), 1))
    }
  }

  /// Refuses one item: the run ends, or the item is counted, named and, where wanted, replaced by
  /// a reject record.
  public func refuse(
    _ place: Place, _ reason: String, offset: Int = 0, line: ByteView = ByteView("")
  ) throws(Failure) {
    try refuse(place, reason) {
      Reject(reason: reason, place: place, offset: offset, line: line)
    }
  }

  /// Refuses the present line.
  func refuse(line: ByteView, _ reason: String) throws(Failure) {
    try refuse(file.lines.place, reason, offset: file.lines.offset, line: line)
  }

  private func refuse(
    _ place: Place, _ reason: String, _ reject: () -> Reject
  ) throws(Failure) {
    item.removeAll()
    guard onError != .stop else { throw .data(place, reason) }
    rejects += 1
    warn("\(place): \(reason)")
    guard onError == .keep else { return }
    let reject = reject()
    try output.emit { reject.write(to: &$0, filter: "collect") }
  }

  /// Refuses lines that are longer than the limit instead of ending the run, where the run goes on
  /// after what is refused: for formats of which each line stands for itself.
  func refusesLongLines() {
    if onError == .stop { return }
    let lines = file.lines
    lines.onLongLine = { [unowned self, unowned lines] long throws(Failure) in
      guard lines.endedWithNewline else {
        return try abandon(.data(lines.place, "the last line is cut off: \(long.reason)"))
      }
      try refuse(lines.place, long.reason) {
        Reject(long, place: lines.place, offset: lines.offset)
      }
    }
  }

  /// Refuses the rest of a document: what follows the fault cannot be told.
  public func abandon(_ failure: Failure) throws(Failure) {
    guard case .data(let place, let reason) = failure else { throw failure }
    isBroken = true
    try refuse(place, reason)
  }
}

extension JSON {
  /// Writes the canonical form without a comma before it.
  fileprivate func writeAlone(to sink: ByteSink) {
    var writer = JSONWriter(sink)
    write(to: &writer)
  }
}

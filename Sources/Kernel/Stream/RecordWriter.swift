/// Writes lines to standard output or a file, sums them, and closes them with an end record.
public final class RecordWriter {
  /// How many lines were written.
  public private(set) var records = 0
  /// How many bytes were written, or stand ready to be.
  public var bytes: Int { handedOver + buffer.count }

  private static let flushSize = 64 << 10

  private var handedOver = 0
  private let buffer = ByteBuffer(capacity: 2 * RecordWriter.flushSize)
  @usableFromInline let sink: ByteSink
  private let checksum = RunningChecksum()
  private let destination: OutputFile
  private let flushesEachLine: Bool
  /// Whether it writes records, not text.
  private(set) var isSealed: Bool

  /// A writer to `destination`. `sealed` false leaves the end record out: for text that is no
  /// record stream.
  public init(_ destination: OutputFile, sealed: Bool = true) {
    self.destination = destination
    isSealed = sealed
    sink = buffer.sink
    flushesEachLine = Descriptor.isTerminal(destination.descriptor)
  }

  /// Writes a line as it stands.
  public func pass(_ line: ByteView) throws(Failure) {
    buffer.append(line)
    try endLine()
  }

  /// Writes lines as they stand, each of which ends in LF.
  func pass(lines: ByteView, count: Int) throws(Failure) {
    if count == 0 { return }
    try flush()
    records += count
    handedOver += lines.count
    checksum.update(lines)
    try Descriptor.writeAll(destination.descriptor, lines, name: destination.name)
  }

  /// Writes what `body` builds as one line.
  public func emit(_ body: (inout JSONWriter) -> Void) throws(Failure) {
    var writer = JSONWriter(sink)
    body(&writer)
    try endLine()
  }

  /// Lets `body` append the bytes of a line, and ends the line unless `body` appended nothing and
  /// says so by false.
  public func edit(_ body: (ByteBuffer) -> Bool) throws(Failure) -> Bool {
    guard body(buffer) else { return false }
    try endLine()
    return true
  }

  /// Writes a value of our own as one line.
  public func emit(_ value: JSON) throws(Failure) {
    try emit { value.write(to: &$0) }
  }

  /// Writes a record with one attribute added, or replaced, in canonical form.
  public func emit(
    _ record: Record, adding name: ByteString, _ value: ByteString
  ) throws(Failure) {
    try emit { json in
      json.beginObject()
      var isDue = true
      let members = record.root.members.sorted { ByteView.precedes($0.key, $1.key) }
      for (key, member) in members {
        let isNamed = name.withView { $0 == key }
        if isDue, isNamed || name.withView({ ByteView.precedes($0, key) }) {
          json.key(name)
          json.string(value)
          isDue = false
        }
        if isNamed { continue }
        json.key(key)
        json.value(member)
      }
      if isDue {
        json.key(name)
        json.string(value)
      }
      json.endObject()
    }
  }

  /// Leaves the end record out, since an option asks for text; before anything is written.
  public func writesText() {
    precondition(records == 0, "a stream that has begun is closed")
    isSealed = false
  }

  /// Writes text that is no record; for a writer that is not sealed.
  public func write(text: ByteBuffer) throws(Failure) {
    precondition(!isSealed, "a record stream holds records only")
    buffer.append(text.view)
    try flush()
  }

  /// The same of bytes.
  func write(text: ByteString) throws(Failure) {
    precondition(!isSealed, "a record stream holds records only")
    text.withView { buffer.append($0) }
    try flush()
  }

  /// The same of a string.
  public func write(text: String) throws(Failure) {
    precondition(!isSealed, "a record stream holds records only")
    buffer.append(text)
    try flush()
  }

  /// Where the next line is to be written by somebody who then calls `endLine`.
  @inlinable public func beginLine() -> ByteSink { sink }

  /// Ends the line that was begun.
  public func endLine() throws(Failure) {
    sink.append(0x0A)
    records += 1
    if flushesEachLine || sink.count >= RecordWriter.flushSize { try flush() }
  }

  /// Hands everything written so far to the system.
  public func flush() throws(Failure) {
    guard buffer.count > 0 else { return }
    defer { buffer.removeAll() }
    handedOver += buffer.count
    // Lines stand in the buffer with their ends, so that they can be summed all at once.
    checksum.update(buffer.view)
    try Descriptor.writeAll(destination.descriptor, buffer.view, name: destination.name)
  }

  /// Writes the end record, and puts a file into its place; one that is incomplete, or cannot be
  /// written to its end, is taken away.
  public func finish(
    filter: String, version: String, rejects: Int, status: StreamStatus
  ) throws(Failure) {
    do throws(Failure) {
      try flush()
      if isSealed {
        let end = EndRecord(
          filter: filter, version: version, records: records, rejects: rejects,
          checksum: checksum.value, status: status)
        var writer = JSONWriter(buffer)
        end.write(to: &writer)
        buffer.append(0x0A)
        try flush()
      }
    } catch {
      destination.discard()
      throw error
    }
    if status == .incomplete {
      destination.discard()
    } else {
      try destination.commit()
    }
  }
}

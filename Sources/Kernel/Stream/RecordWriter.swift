/// Writes lines to standard output or a file, sums them, and closes them with an end record.
public final class RecordWriter {
  /// How many lines were written.
  public var records: Int { segment.records }

  private static let flushSize = 128 << 10

  private let buffer = ByteBuffer(capacity: 2 * RecordWriter.flushSize)
  private let segment = SegmentCheck()
  private let destination: OutputFile
  private let flushesEachLine: Bool
  private let sealed: Bool

  /// A writer to `destination`. `sealed` false leaves the end record out: for text that is no
  /// record stream.
  public init(_ destination: OutputFile, sealed: Bool = true) {
    self.destination = destination
    self.sealed = sealed
    flushesEachLine = Descriptor.isTerminal(destination.descriptor)
  }

  /// Writes a line as it stands.
  public func pass(_ line: ByteView) throws(Failure) {
    buffer.append(line)
    try endLine(from: buffer.count - line.count)
  }

  /// Writes what `body` builds as one line.
  public func emit(_ body: (inout JSONWriter) -> Void) throws(Failure) {
    let start = buffer.count
    var writer = JSONWriter(buffer)
    body(&writer)
    try endLine(from: start)
  }

  /// Writes a value of our own as one line.
  public func emit(_ value: JSON) throws(Failure) {
    try emit { value.write(to: &$0) }
  }

  private func endLine(from start: Int) throws(Failure) {
    buffer.append(0x0A)
    let line = ByteView(buffer.start + start, count: buffer.count - start - 1)
    segment.add(line, followedByNewline: true)
    if flushesEachLine || buffer.count >= RecordWriter.flushSize { try flush() }
  }

  /// Hands everything written so far to the system.
  public func flush() throws(Failure) {
    guard buffer.count > 0 else { return }
    defer { buffer.removeAll() }
    try Descriptor.writeAll(destination.descriptor, buffer.view, name: destination.name)
  }

  /// Writes the end record, and puts a file into its place.
  public func finish(
    filter: String, version: String, rejects: Int, status: StreamStatus
  ) throws(Failure) {
    if sealed {
      let end = EndRecord(
        filter: filter, version: version, records: segment.records, rejects: rejects,
        checksum: segment.value, status: status)
      var writer = JSONWriter(buffer)
      end.write(to: &writer)
      buffer.append(0x0A)
    }
    try flush()
    if status == .incomplete {
      destination.discard()
    } else {
      try destination.commit()
    }
  }
}

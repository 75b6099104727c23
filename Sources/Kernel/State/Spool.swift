internal import Glibc

/// Bytes put aside to be read again: in memory up to a limit, beyond it in a file of `$TMPDIR` that
/// has no name, so that nothing stays behind whatever ends the program.
public final class Spool {
  static let chunkSize = 256 << 10

  private let limit: Int
  private let buffer = ByteBuffer(capacity: 64 << 10)
  private var descriptor: Int32?

  /// An empty spool that takes `limit` bytes of memory before it uses the disk.
  public init(limit: Int) { self.limit = limit }

  deinit { if let descriptor { close(descriptor) } }

  /// Puts a line aside, with a LF behind it.
  public func append(line: ByteView) throws(Failure) {
    // A buffer that has to grow doubles, which must not take it beyond the limit.
    let needed = buffer.count + line.count + 1
    let grows = needed > buffer.capacity && 2 * buffer.capacity > limit
    if buffer.count > 0, needed > limit || grows { try spill() }
    buffer.append(line)
    buffer.append(0x0A)
    // What goes to disk anyway goes there while it is still in the processor's cache.
    if descriptor != nil, buffer.count >= min(limit, Spool.chunkSize) { try spill() }
  }

  private func spill() throws(Failure) {
    let opened: Int32
    if let descriptor { opened = descriptor } else { opened = try TemporaryFile.open() }
    descriptor = opened
    try Descriptor.writeAll(opened, buffer.view, name: "temporary file")
    buffer.removeAll()
  }

  /// Calls `body` with every line put aside as the record it was, each valid during its call.
  public func forEachRecord(_ body: (Record) throws(Failure) -> Void) throws(Failure) {
    let parser = JSONParser()
    let name = InputName("temporary file")
    var line = 0
    try forEachLine { (bytes) throws(Failure) in
      line += 1
      let root: JSONValue
      do throws(JSONError) {
        root = try parser.parse(bytes)
      } catch {
        let place = Place(name.text, line: line)
        throw .inputOutput("\(place): \(error.message)")
      }
      var record = Record(bytes: bytes, root: root, input: name, line: line)
      if let fault = record.readEnvelope() {
        throw .inputOutput("\(record.place): \(fault)")
      }
      try body(record)
    }
  }

  /// Calls `body` with every line put aside, in order, each valid during its call.
  public func forEachLine(_ body: (ByteView) throws(Failure) -> Void) throws(Failure) {
    guard descriptor != nil else {
      // The padding that parsers read behind a line must be there.
      buffer.reserve(JSONParser.padding)
      var start = 0
      while start < buffer.count, let end = buffer.view.firstIndex(of: 0x0A, from: start) {
        try body(buffer.view.slice(start, end))
        start = end + 1
      }
      return
    }
    try spill()
    guard let descriptor, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .inputOutput("temporary file: \(Descriptor.lastError)")
    }
    let copy = dup(descriptor)
    guard copy >= 0 else { throw .inputOutput("temporary file: \(Descriptor.lastError)") }
    let lines = LineReader(descriptor: copy, name: "temporary file")
    while let line = try lines.next() { try body(line) }
  }
}

internal import Glibc

/// Files that are read at once: settings, keys, rules.
public enum WholeFile {
  /// The largest such file, 64 MiB.
  public static let limit = 64 << 20

  /// All bytes of a file; `-` is standard input.
  public static func bytes(_ path: String) throws(Failure) -> ByteString {
    let name = path == "-" ? "stdin" : path
    let descriptor = path == "-" ? Descriptor.input : try Descriptor.openForReading(path)
    defer { if descriptor != Descriptor.input { close(descriptor) } }
    let buffer = ByteBuffer(capacity: 64 << 10)
    while true {
      let room = buffer.reserve(64 << 10)
      let length = try Descriptor.read(descriptor, into: room, count: 64 << 10, name: name)
      if length == 0 { return buffer.string }
      buffer.count += length
      if buffer.count > limit { throw .data(Place(name), "larger than \(limit) bytes, the limit") }
    }
  }

  /// Calls `body` with every JSON line of a settings file: a byte order mark at the start, a CR
  /// before the LF, empty lines and those that begin with `#` are skipped. Throws
  /// `Failure.configuration` with file and line.
  public static func forEachSetting(
    in path: String, _ body: (JSON, Place) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachSetting(of: try bytes(path), file: path, body)
  }

  /// The same for text that was read already.
  public static func forEachSetting(
    of text: ByteString, file path: String, _ body: (JSON, Place) throws(Failure) -> Void
  ) throws(Failure) {
    let bytes = text.bytes.starts(with: "\u{FEFF}".utf8) ? text.bytes.dropFirst(3) : text.bytes[...]
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, ended) in lines.enumerated() {
      let line = ended.last == 0x0D ? ended.dropLast() : ended
      if line.isEmpty || line.first == 0x23 { continue }
      let place = Place(path, line: index + 1)
      let value: JSON
      do {
        value = try JSONParser.tree(ByteString(Array(line)))
      } catch {
        throw .configuration(place, error.message)
      }
      try body(value, place)
    }
  }
}

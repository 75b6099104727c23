internal import Glibc
internal import Kernel

/// What an append must know of all lines before it: a few hundred bytes however long the log.
struct LogState: Equatable {
  /// The tree over the lines.
  var range = MerkleRange()
  /// The length of the log up to and with its last line feed.
  var byteCount = 0
  /// SHA-256 of the last line; zero for an empty log.
  var last = Digest.zero
  /// The length of the last line, its line feed included.
  var lastLength = 0
  /// Where the last append began; nil where that is not known.
  var start: Start?

  /// How many lines the log has.
  var size: Int { range.size }

  /// The end of the log before an append.
  struct Start: Equatable {
    /// How many lines there were.
    var size: Int
    /// SHA-256 of the last of them.
    var last: Digest
  }

  /// Checks that a line is the next one, and adds it.
  /// - Parameter path: the log, for the message.
  mutating func follow(_ line: ByteView, path: String) throws(TrustError) -> LogEntry {
    guard let entry = LogEntry(line) else {
      throw .entry(
        path: path, line: size + 1, problem: "no log entry in canonical form, the line was altered")
    }
    guard entry.sequence == size else {
      throw .entry(
        path: path, line: size + 1, problem: "entry \(entry.sequence), \(size) would be right")
    }
    guard entry.previous == last else {
      throw .entry(
        path: path, line: size + 1,
        problem: "prev is not the hash of the line before, the chain is broken")
    }
    append(line)
    return entry
  }

  /// Adds a line, without its line feed.
  mutating func append(_ line: ByteView) {
    range.append(leaf: Merkle.leaf(line))
    last = SHA256.digest(of: line)
    lastLength = line.count + 1
    byteCount += lastLength
  }

  /// Whether an open log of at least `byteCount` bytes still has the last line, of which alone is
  /// read; one without lines always has.
  /// - Parameter path: the log, for the message.
  func knowsLastLine(of descriptor: Int32, path: String) throws(TrustError) -> Bool {
    guard size > 0 else { return true }
    // A state comes from a file, which may say anything.
    guard lastLength > 0 else { return false }
    let buffer = ByteBuffer(capacity: lastLength)
    let room = buffer.reserve(lastLength)
    guard pread(descriptor, room, lastLength, byteCount - lastLength) == lastLength else {
      throw .last(path, "read")
    }
    buffer.count = lastLength
    let line = buffer.view.slice(0, lastLength - 1)
    return buffer.view[line.count] == 0x0A && SHA256.digest(of: line) == last
  }
}

extension LogState {
  /// Reads what `json` wrote; nil for anything else.
  init?(_ json: JSON) {
    guard let size = LogState.count(json["size"]), let bytes = LogState.count(json["size_bytes"]),
      let lastLength = LogState.count(json["last_bytes"]),
      let last = LogState.digest(json["last"]), let listed = json["roots"]?.array
    else { return nil }
    let roots = listed.compactMap { LogState.digest($0) }
    guard roots.count == listed.count, let range = MerkleRange(size: size, roots: roots),
      lastLength <= bytes, (size == 0) == (bytes == 0)
    else { return nil }
    self.range = range
    byteCount = bytes
    self.last = last
    self.lastLength = lastLength
    guard let start = json["start"] else { return }
    guard let before = LogState.count(start["size"]), before <= size,
      let hash = LogState.digest(start["last"])
    else { return nil }
    self.start = Start(size: before, last: hash)
  }

  /// The state as it is kept beside the log.
  var json: JSON {
    .members([
      "last": .text(last.hex), "last_bytes": .integer(lastLength),
      "roots": .array(range.roots.map { .text($0.hex) }), "size": .integer(size),
      "size_bytes": .integer(byteCount),
      "start": start.map {
        .members(["last": .text($0.last.hex), "size": .integer($0.size)])
      },
    ])
  }

  private static func count(_ value: JSON?) -> Int? {
    value?.integer.flatMap { $0 >= 0 ? $0 : nil }
  }

  private static func digest(_ value: JSON?) -> Digest? {
    value?.string?.withView { Digest(hex: $0) }
  }
}

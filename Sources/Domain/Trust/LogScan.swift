internal import Glibc
public import Kernel

/// Reads a log from its first line and checks each: its form, its number and its link to the line
/// before. Memory is constant.
public final class LogScan {
  /// The log as the user named it.
  public let path: String
  /// The size and root of what was read so far.
  public var range: MerkleRange { state.range }

  private(set) var state: LogState
  /// The line of the entry that `next` returned last, without its line feed; valid as long.
  public private(set) var line: ByteView?
  private let descriptor: Int32
  private let length: Int
  private let buffer = ByteBuffer(capacity: 512 << 10)
  private var lower = 0
  private var position = 0

  /// A scan of the first `length` bytes of an open file, which stays the caller's to close; of those
  /// behind `state`, when what lies before is known.
  init(descriptor: Int32, length: Int, path: String, state: LogState = LogState()) {
    self.descriptor = descriptor
    self.length = length
    self.path = path
    self.state = state
    position = state.byteCount
  }

  /// The next entry, valid until the next call; nil at the end of the last whole line.
  public func next() throws(TrustError) -> LogEntry? {
    line = try nextLine()
    guard let line else { return nil }
    return try state.follow(line, path: path)
  }

  /// How many bytes stand behind the last whole line that was read.
  var remainder: Int { length - state.byteCount }

  private func nextLine() throws(TrustError) -> ByteView? {
    var searched = lower
    while true {
      if let end = buffer.view.firstIndex(of: 0x0A, from: searched) {
        let line = buffer.view.slice(lower, end)
        lower = end + 1
        return line
      }
      searched = buffer.count
      guard searched - lower <= LogEntry.lineLimit else {
        throw .entry(
          path: path, line: state.size + 1,
          problem: "line longer than \(LogEntry.lineLimit) bytes, the limit of a log")
      }
      guard position < length else { return nil }
      searched -= lower
      buffer.removeFirst(lower)
      lower = 0
      try fill()
    }
  }

  private func fill() throws(TrustError) {
    let wanted = min(256 << 10, length - position)
    let room = buffer.reserve(wanted)
    let count = pread(descriptor, room, wanted, position)
    if count < 0, errno == EINTR { return }
    guard count > 0 else { throw .last(path, "read") }
    buffer.count += count
    position += count
  }
}

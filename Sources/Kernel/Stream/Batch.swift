internal import Glibc

/// Whole lines of an input that were read ahead, and what a thread of a `Crew` made of them.
///
/// A batch has one owner at a time: the reader that fills it, then a thread that works on it, then
/// the reader again. `Crew` hands it over.
public final class Batch: @unchecked Sendable {
  /// How many bytes are read ahead at most.
  static let size = 256 << 10
  /// Fewer are not worth handing over.
  static let leastSize = 32 << 10

  /// Lines that were made, each with its end.
  public let output = ByteBuffer(capacity: Batch.size)
  /// How many lines were made.
  public private(set) var made = 0

  /// The lines' memory, to be exchanged for the reader's.
  private(set) var room: UnsafeMutablePointer<UInt8>
  private(set) var capacity = Batch.size
  /// Where the lines not yet dealt with begin, and all of them end.
  private(set) var lower = 0
  private(set) var upper = 0
  /// How many lines are dealt with.
  private(set) var handled = 0
  /// The offset in the input of the first byte of the room.
  private(set) var offset = 0
  /// Where the line that `next` returned last ends.
  private var pending = 0

  /// A batch without lines.
  init() { room = Memory.allocate(Batch.size + JSONParser.padding) }

  deinit { free(room) }

  /// Takes lines over with the memory they stand in, and gives the memory it had, in which there is
  /// room for more bytes than `rest`.
  func exchange(
    _ lines: UnsafeMutablePointer<UInt8>, capacity size: Int, to end: Int, offset place: Int,
    beforeRest rest: Int
  ) -> (room: UnsafeMutablePointer<UInt8>, capacity: Int) {
    if capacity <= rest {
      free(room)
      capacity = rest + Batch.size
      room = Memory.allocate(capacity + JSONParser.padding)
    }
    defer { (room, capacity) = (lines, size) }
    (lower, upper, offset) = (0, end, place)
    (handled, made) = (0, 0)
    output.removeAll()
    return (room, capacity)
  }

  /// The next line as a record without envelope; nil at the end, and before a line on which only a
  /// `RecordReader` may judge: one that is empty or ends in CR, is no JSON, or has an envelope.
  public func next(_ parser: JSONParser) -> Record? {
    guard lower < upper, let found = memchr(room + lower, 0x0A, upper - lower) else { return nil }
    let end = UnsafeRawPointer(found) - UnsafeRawPointer(room)
    guard end > lower, room[end - 1] != 0x0D else { return nil }
    let line = ByteView(room + lower, count: end - lower)
    guard let root = try? parser.parse(line), root["specversion"] == nil else { return nil }
    pending = end + 1
    return Record(bytes: line, root: root, input: InputName.staged, line: 0)
  }

  /// Counts the line that `next` returned last as dealt with, `made` lines having come of it.
  public func accept(made more: Int) {
    lower = pending
    handled += 1
    made += more
  }

  /// The lines dealt with, each with its end.
  var accepted: ByteView { ByteView(room, count: lower) }
}

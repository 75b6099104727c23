internal import Glibc

/// Splits one input into lines at 0x0A, in constant memory but for the longest line.
///
/// A byte order mark at the start and a CR before the LF are taken away; empty lines are skipped
/// and counted. `JSONParser.padding` bytes behind each line may be read.
public final class LineReader {
  /// The longest line read, 64 MiB, unless an option says otherwise.
  public static let defaultLimit = 64 << 20

  /// The input as the user named it.
  public let name: String
  /// The number of the line that `next` returned last, from 1.
  public private(set) var line = 0
  /// The offset in bytes of the start of that line.
  public private(set) var offset = 0
  /// How many empty lines were skipped.
  public private(set) var emptyLines = 0
  /// Whether that line ended with LF; false only for the last one of a file.
  public private(set) var endedWithNewline = true
  /// Called before a read that may have to wait, so that output written so far is seen.
  public var beforeWaiting: (() throws(Failure) -> Void)?
  /// Called with all bytes of the input in the order they are read: for digests.
  public var onBytes: ((ByteView) -> Void)?
  /// Called before bytes of lines returned so far may move.
  var beforeMoving: (() -> Void)?
  /// Called with a line longer than the limit, which is passed over; without it such a line ends
  /// the run. `line`, `offset`, `place` and `endedWithNewline` are that line's.
  public var onLongLine: ((LongLine) throws(Failure) -> Void)?
  /// Called before with the bytes of such a line, piece by piece.
  var onLongPiece: ((ByteView) -> Void)?
  /// What ends a line: LF unless a format says otherwise.
  public var separator: UInt8 = 0x0A

  private let descriptor: Int32
  private let limit: Int
  private var room: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var lower = 0
  private var upper = 0
  private var consumed = 0
  private var atEnd = false
  private var ownsRoom = true

  /// Opens `path`; `-` is standard input.
  public init(
    path: String, limit: Int = LineReader.defaultLimit, bufferSize: Int = 64 << 10
  ) throws(Failure) {
    name = path == "-" ? "stdin" : path
    descriptor =
      path == "-" ? Descriptor.input : try Descriptor.openForReading(path)
    if path == "-" { Descriptor.sayThatTerminalIsRead() }
    self.limit = limit
    capacity = bufferSize
    room = Memory.allocate(bufferSize + JSONParser.padding)
  }

  /// Reads from an open descriptor, which this reader then closes.
  public init(descriptor: Int32, name: String, bufferSize: Int = 64 << 10) {
    self.name = name
    self.descriptor = descriptor
    limit = LineReader.defaultLimit
    capacity = bufferSize
    room = Memory.allocate(bufferSize + JSONParser.padding)
  }

  fileprivate init(rest batch: Batch, of reader: LineReader) {
    name = reader.name
    line = reader.line + batch.handled
    emptyLines = reader.emptyLines
    limit = reader.limit
    descriptor = Descriptor.input
    ownsRoom = false
    room = batch.room
    capacity = batch.capacity
    lower = batch.lower
    upper = batch.upper
    consumed = batch.offset
    atEnd = true
  }

  deinit {
    if ownsRoom { free(room) }
    if descriptor != Descriptor.input { close(descriptor) }
  }

  /// Where in the file `next` will go on.
  public var place: Place { Place(name, line: line) }

  /// The next line that is not empty, without its end; nil at the end of the input.
  public func next() throws(Failure) -> ByteView? {
    while let found = try nextRaw() {
      line += 1
      if line == 1, found.hasPrefix(ByteView("\u{FEFF}")) {
        if found.count > 3 { return found.slice(3, found.count) }
      } else if !found.isEmpty {
        return found
      }
      emptyLines += 1
    }
    return nil
  }

  private func nextRaw() throws(Failure) -> ByteView? {
    var searched = lower
    while true {
      let found =
        upper > searched ? memchr(room + searched, Int32(separator), upper - searched) : nil
      if let found {
        let end = UnsafeRawPointer(found) - UnsafeRawPointer(room)
        if end - lower - (end > lower && room[end - 1] == 0x0D ? 1 : 0) > limit {
          try passOver()
          searched = lower
          continue
        }
        return take(upTo: end, newline: true)
      }
      let pending = upper - lower
      // The last byte may be the CR of an end that is still to come.
      if (atEnd ? pending : pending - 1) > limit {
        try passOver()
        searched = lower
        continue
      }
      if atEnd {
        return upper > lower ? take(upTo: upper, newline: false) : nil
      }
      try fill()
      searched = lower + pending
    }
  }

  /// Reads to the end of a line that is too long, and keeps none of it.
  @inline(never)
  private func passOver() throws(Failure) {
    let reason = "line longer than \(limit) bytes, the limit of a line"
    line += 1
    guard let onLongLine else { throw .data(place, reason) }
    offset = consumed + lower
    if line == 1, ByteView(room + lower, count: upper - lower).hasPrefix(ByteView("\u{FEFF}")) {
      lower += 3
    }
    let digest = RunningChecksum()
    var size = 0
    while true {
      let found = memchr(room + lower, Int32(separator), upper - lower)
      let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(room) } ?? upper
      // It may belong to the end of the line.
      let endsWithReturn = end > lower && room[end - 1] == 0x0D && separator == 0x0A
      let piece = ByteView(room + lower, count: end - lower - (endsWithReturn ? 1 : 0))
      digest.update(piece)
      onLongPiece?(piece)
      size += piece.count
      endedWithNewline = found != nil
      lower = found != nil ? end + 1 : atEnd ? end : lower + piece.count
      if found != nil || atEnd { break }
      try fill()
    }
    try onLongLine(LongLine(size: size, digest: digest.value, reason: reason))
  }

  private func take(upTo end: Int, newline: Bool) -> ByteView {
    let start = lower
    offset = consumed + start
    lower = newline ? end + 1 : end
    endedWithNewline = newline
    var length = end - start
    if length > 0, room[end - 1] == 0x0D, separator == 0x0A { length -= 1 }
    return ByteView(room + start, count: length)
  }

  private func fill() throws(Failure) {
    makeRoom()
    if let beforeWaiting, Descriptor.wouldBlock(descriptor) { try beforeWaiting() }
    try readMore()
  }

  /// Moves what is unread to the front, and makes more room where that fills it all, or there is
  /// less than `least`.
  private func makeRoom(least: Int = 0) {
    beforeMoving?()
    if lower > 0 {
      memmove(room, room + lower, upper - lower)
      consumed += lower
      upper -= lower
      lower = 0
    }
    if upper == capacity || capacity < least {
      capacity = max(capacity * 2, least)
      let larger = Memory.allocate(capacity + JSONParser.padding)
      memcpy(larger, room, upper)
      free(room)
      room = larger
    }
  }

  private func readMore() throws(Failure) {
    let length = try Descriptor.read(
      descriptor, into: room + upper, count: capacity - upper, name: name)
    if let onBytes, length > 0 { onBytes(ByteView(room + upper, count: length)) }
    upper += length
    atEnd = length == 0
    Progress.shared?.show { share }
  }

  /// How much of the file is read, in words; nil where the size of the input is not known.
  private var share: String? {
    guard let size = fileSize, size > 0 else { return nil }
    let file = name.split(separator: "/").last ?? ""
    return "\(file), \(min(100, (consumed + upper) * 100 / size)) % of \(size >> 20) MiB"
  }
}

/// Reading ahead.
extension LineReader {
  /// Whether `next` would have to read, or enough is at hand for a batch.
  var mayReadAhead: Bool {
    let unread = upper - lower
    return unread >= Batch.leastSize || memchr(room + lower, 0x0A, unread) == nil
  }

  /// Hands whole lines over to a batch with the memory they stand in; false when there are too few
  /// without waiting for more than `patience` milliseconds. The lines do not count as read.
  func fill(_ batch: Batch, patience: Int32) throws(Failure) -> Bool {
    makeRoom(least: Batch.size)
    while !atEnd, upper < Batch.size {
      let isEnough = upper >= Batch.leastSize
      if Descriptor.wouldBlock(descriptor, patience: isEnough ? 0 : patience) { break }
      try readMore()
    }
    var end = upper
    while end > 0, room[end - 1] != 0x0A { end -= 1 }
    // What is shorter than a line may be has no line that is too long.
    guard end >= Batch.leastSize, end <= limit else { return false }
    let lines = room
    let rest = upper - end
    (room, capacity) = batch.exchange(
      lines, capacity: capacity, to: end, offset: consumed, beforeRest: rest)
    memcpy(room, lines + end, rest)
    consumed += end
    upper = rest
    return true
  }

  /// A reader of the lines of a batch that nobody has dealt with, numbered as this one would have.
  func reader(ofRest batch: Batch) -> LineReader { LineReader(rest: batch, of: self) }

  /// Counts the lines of a batch, of which `rest` has read the last, as read.
  func skip(_ rest: LineReader) {
    line = rest.line
    emptyLines = rest.emptyLines
  }
}

/// For formats that are told by their beginning, or have no lines.
extension LineReader {
  /// The first `count` bytes of what is still unread, fewer where the input ends before; they stay
  /// unread. Valid until the next call.
  public func peek(_ count: Int) throws(Failure) -> ByteView {
    while !atEnd, upper - lower < count { try fill() }
    return ByteView(room + lower, count: min(count, upper - lower))
  }

  /// The unread bytes at hand, at least one; nil at the end. Valid until the next call.
  public func nextChunk() throws(Failure) -> ByteView? {
    if lower == upper, !atEnd { try fill() }
    guard upper > lower else { return nil }
    defer { lower = upper }
    return ByteView(room + lower, count: upper - lower)
  }

  /// All unread bytes as one text, without a byte order mark at the start of the input; an input
  /// longer than `limit` is refused. `check` sees all of them, byte order mark and all, as they are
  /// read. `JSONParser.padding` bytes behind the text may be read.
  public func rest(
    limit: Int, check: (ByteView) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> ByteView {
    var checked = 0
    while true {
      try check(ByteView(room + lower + checked, count: upper - lower - checked))
      checked = upper - lower
      if atEnd { break }
      try fill()
      if upper - lower > limit {
        throw .data(Place(name), "longer than \(limit) bytes, the limit of a document")
      }
    }
    if consumed + lower == 0, ByteView(room, count: upper).hasPrefix(ByteView("\u{FEFF}")) {
      lower = 3
    }
    defer { lower = upper }
    return ByteView(room + lower, count: upper - lower)
  }

  /// The last `count` bytes of a file, nil where the input is no file that can be read at will.
  public func tail(_ count: Int) -> [UInt8]? {
    guard let size = fileSize else { return nil }
    let start = max(0, size - count)
    var bytes = [UInt8](repeating: 0, count: count)
    let length = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, start) }
    return length < 0 ? nil : Array(bytes.prefix(length))
  }

  /// The size of a file in bytes, nil where the input is no file.
  private var fileSize: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}

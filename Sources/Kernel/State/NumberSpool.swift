internal import Glibc

/// Groups of numbers put aside to be read again, as often as wanted and in order: in memory up to a
/// limit, beyond it in a file of `$TMPDIR` that has no name.
///
/// Beside a `Spool` it keeps what was found out about each line, so that a second pass need not
/// parse again.
public final class NumberSpool {
  private let limit: Int
  private let written = ByteBuffer(capacity: 64 << 10)
  private var descriptor: Int32?
  private let window = ByteBuffer(capacity: 64)
  private var position = 0

  /// An empty spool that takes `limit` bytes of memory before it uses the disk.
  public init(limit: Int) { self.limit = limit }

  deinit { if let descriptor { close(descriptor) } }

  /// Puts a group aside; 4 bytes for each number and 4 more.
  public func append(_ group: [UInt32]) throws(Failure) {
    let length = (group.count + 1) * 4
    let room = UnsafeMutableRawPointer(written.reserve(length))
    room.storeBytes(of: UInt32(group.count), as: UInt32.self)
    for (index, number) in group.enumerated() {
      room.storeBytes(of: number, toByteOffset: 4 * index + 4, as: UInt32.self)
    }
    written.count += length
    if written.count >= (descriptor == nil ? limit : min(limit, Spool.chunkSize)) { try spill() }
  }

  private func spill() throws(Failure) {
    let opened: Int32
    if let descriptor { opened = descriptor } else { opened = try TemporaryFile.open() }
    descriptor = opened
    try Descriptor.writeAll(opened, written.view, name: "temporary file")
    written.removeAll()
  }

  /// Goes to the first group; nothing may be put aside after it.
  public func rewind() throws(Failure) {
    position = 0
    window.removeAll()
    guard descriptor != nil else { return }
    try spill()
    guard let descriptor, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .inputOutput("temporary file: \(Descriptor.lastError)")
    }
  }

  /// Reads the next group in place of what `group` holds; false at the end.
  public func next(_ group: inout [UInt32]) throws(Failure) -> Bool {
    guard let count = try number() else { return false }
    group.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      guard let value = try number() else { throw .inputOutput("temporary file: cut short") }
      group.append(value)
    }
    return true
  }

  private func number() throws(Failure) -> UInt32? {
    let source = descriptor == nil ? written : window
    if position + 4 > source.count {
      guard descriptor != nil, try refill() else { return nil }
    }
    defer { position += 4 }
    return UnsafeRawPointer(source.start + position).loadUnaligned(as: UInt32.self)
  }

  private func refill() throws(Failure) -> Bool {
    guard let descriptor else { return false }
    window.removeFirst(position)
    position = 0
    while window.count < 4 {
      let room = window.reserve(256 << 10)
      let length = try Descriptor.read(
        descriptor, into: room, count: 256 << 10, name: "temporary file")
      if length == 0 { return false }
      window.count += length
    }
    return true
  }
}

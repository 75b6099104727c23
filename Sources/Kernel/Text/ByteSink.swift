internal import Glibc

/// The writing end of a `ByteBuffer`: a plain address, so that passing it on and appending to it
/// cost no reference counting. Valid as long as its buffer.
@frozen public struct ByteSink {
  @frozen @usableFromInline struct Room {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var count = 0
    @usableFromInline var capacity: Int

    @usableFromInline init(capacity: Int) {
      self.capacity = capacity
      start = Memory.allocate(capacity)
    }
  }

  @usableFromInline let room: UnsafeMutablePointer<Room>

  init(capacity: Int) {
    room = .allocate(capacity: 1)
    room.initialize(to: Room(capacity: capacity))
  }

  func deallocate() {
    free(room.pointee.start)
    room.deallocate()
  }

  /// The first byte; moves when the buffer grows.
  @inlinable public var start: UnsafeMutablePointer<UInt8> { room.pointee.start }

  /// How many bytes are in use.
  @inlinable public var count: Int { room.pointee.count }

  /// All bytes, valid until the next append.
  @inlinable public var view: ByteView { ByteView(start, count: count) }

  /// The bytes from `lower` on, valid until the next append.
  @inlinable public func view(from lower: Int) -> ByteView {
    ByteView(start + lower, count: count - lower)
  }

  /// Forgets all bytes and keeps the memory.
  @inlinable public func removeAll() { room.pointee.count = 0 }

  /// Makes room for `more` bytes and returns where they go; `advance` by what was used.
  @inlinable @inline(__always)
  public func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if room.pointee.count + more > room.pointee.capacity { grow(room.pointee.count + more) }
    return room.pointee.start + room.pointee.count
  }

  /// Counts bytes that were written where `reserve` said.
  @inlinable @inline(__always)
  public func advance(_ length: Int) { room.pointee.count += length }

  /// Counts all bytes before `end`, an address in reserved room.
  @inlinable @inline(__always)
  func advance(to end: UnsafeMutablePointer<UInt8>) {
    room.pointee.count = end - room.pointee.start
  }

  @usableFromInline @inline(never)
  func grow(_ wanted: Int) {
    let larger = max(wanted, room.pointee.capacity * 2)
    let moved = Memory.allocate(larger)
    memcpy(moved, room.pointee.start, room.pointee.count)
    free(room.pointee.start)
    room.pointee.start = moved
    room.pointee.capacity = larger
  }

  /// Appends one byte.
  @inlinable @inline(__always)
  public func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    advance(1)
  }

  /// Appends the bytes of a view.
  @inlinable @inline(__always)
  public func append(_ view: ByteView) {
    view.copy(to: reserve(view.count))
    advance(view.count)
  }

  /// Bytes that must be readable behind what `append(padded:)` takes.
  @inlinable public static var padding: Int { 32 }

  /// Appends the bytes of a view in whole blocks: for short texts that were laid out for it.
  @inlinable @inline(__always)
  public func append(padded view: ByteView) {
    let target = UnsafeMutableRawPointer(reserve(view.count + ByteSink.padding))
    let from = UnsafeRawPointer(view.start)
    var offset = 0
    repeat {
      let block = from.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      target.storeBytes(of: block, toByteOffset: offset, as: SIMD4<UInt64>.self)
      offset += 32
    } while offset < view.count
    advance(view.count)
  }

  /// Appends the UTF-8 of a literal.
  @inlinable @inline(__always)
  public func append(_ literal: StaticString) { append(ByteView(literal)) }

  /// Appends copied bytes.
  @_disfavoredOverload
  public func append(_ string: ByteString) { string.withView { append($0) } }

  /// Appends a whole number in decimal.
  public func append(decimal value: Int) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { room in
      var at = room.count
      var rest = value.magnitude
      repeat {
        at -= 1
        room[at] = UInt8(0x30 + rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        at -= 1
        room[at] = 0x2D
      }
      let length = room.count - at
      memcpy(reserve(length), room.baseAddress.unsafelyUnwrapped + at, length)
      advance(length)
    }
  }
}

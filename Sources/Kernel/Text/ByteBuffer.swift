public import Glibc

/// Bytes that grow at the end: what a writer has not yet handed on.
///
/// A class over raw memory, because appending a few bytes is the hot path of every filter.
public final class ByteBuffer {
  /// The first byte; moves when the buffer grows.
  public internal(set) var start: UnsafeMutablePointer<UInt8>
  /// How many bytes are in use.
  public var count = 0
  @usableFromInline var capacity: Int

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// All bytes, valid until the next append.
  @inlinable public var view: ByteView { ByteView(start, count: count) }

  /// The bytes from `lower` on, valid until the next append.
  @inlinable public func view(from lower: Int) -> ByteView {
    ByteView(start + lower, count: count - lower)
  }

  /// Makes room for `more` bytes and returns where they go; add what was used to `count`.
  @discardableResult @inlinable
  public func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if count + more > capacity { grow(count + more) }
    return start + count
  }

  @usableFromInline @inline(never)
  func grow(_ wanted: Int) {
    let larger = max(wanted, capacity * 2)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(moved, start, count)
    start.deallocate()
    start = moved
    capacity = larger
  }

  /// Appends one byte.
  @inlinable public func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    count += 1
  }

  /// Appends the bytes of a view.
  @inlinable public func append(_ view: ByteView) {
    memcpy(reserve(view.count), view.start, view.count)
    count += view.count
  }

  /// Appends the UTF-8 of a literal.
  @inlinable public func append(_ literal: StaticString) { append(ByteView(literal)) }

  /// Appends copied bytes.
  @_disfavoredOverload
  public func append(_ string: ByteString) { string.withView { append($0) } }

  /// Appends the UTF-8 of a text.
  @_disfavoredOverload
  public func append(_ text: String) { append(ByteString(text)) }

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
      count += length
    }
  }

  /// Drops the first `length` bytes.
  public func removeFirst(_ length: Int) {
    memmove(start, start + length, count - length)
    count -= length
  }

  /// Forgets all bytes and keeps the memory.
  @inlinable public func removeAll() { count = 0 }

  /// A copy of all bytes.
  public var string: ByteString { ByteString(view) }
}

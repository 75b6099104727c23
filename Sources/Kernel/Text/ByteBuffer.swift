internal import Glibc

/// Bytes that grow at the end: what a writer has not yet handed on.
///
/// A class over raw memory, because appending a few bytes is the hot path of every filter.
public final class ByteBuffer {
  /// Its writing end, for hot paths.
  public let sink: ByteSink

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 4096) { sink = ByteSink(capacity: max(capacity, 64)) }

  deinit { sink.deallocate() }

  /// The first byte; moves when the buffer grows.
  @inlinable public var start: UnsafeMutablePointer<UInt8> { sink.room.pointee.start }

  /// How many bytes are in use.
  @inlinable public var count: Int {
    get { sink.room.pointee.count }
    set { sink.room.pointee.count = newValue }
  }

  /// How many bytes fit before it has to grow.
  var capacity: Int { sink.room.pointee.capacity }

  /// All bytes, valid until the next append.
  @inlinable public var view: ByteView { ByteView(start, count: count) }

  /// The bytes from `lower` on, valid until the next append.
  @inlinable public func view(from lower: Int) -> ByteView {
    ByteView(start + lower, count: count - lower)
  }

  /// Makes room for `more` bytes and returns where they go; add what was used to `count`.
  @discardableResult @inlinable
  public func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> { sink.reserve(more) }

  /// Appends one byte.
  @inlinable public func append(_ byte: UInt8) { sink.append(byte) }

  /// Appends the bytes of a view.
  @inlinable public func append(_ view: ByteView) { sink.append(view) }

  /// Appends the UTF-8 of a literal.
  @inlinable public func append(_ literal: StaticString) { sink.append(literal) }

  /// Appends copied bytes.
  @_disfavoredOverload
  public func append(_ string: ByteString) { string.withView { append($0) } }

  /// Appends the UTF-8 of a text.
  @_disfavoredOverload
  public func append(_ text: String) { append(ByteString(text)) }

  /// Appends a whole number in decimal.
  public func append(decimal value: Int) { sink.append(decimal: value) }

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

public import Glibc

/// Bytes that somebody else owns: a line in a read buffer, a string on a parser's tape.
///
/// Valid until the owner reads or parses the next thing; copy it with `ByteString` to keep it.
@frozen public struct ByteView {
  /// The first byte; never read when `count` is 0.
  public let start: UnsafePointer<UInt8>
  /// How many bytes there are.
  public let count: Int

  /// A view of `count` bytes from `start` on.
  @inlinable public init(_ start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// A view of a literal's UTF-8: static memory.
  @inlinable public init(_ literal: StaticString) {
    self.init(literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// Whether there is no byte.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The byte at `index`, which must be below `count`.
  @inlinable public subscript(index: Int) -> UInt8 { start[index] }

  /// The part from `lower` up to, not including, `upper`.
  @inlinable public func slice(_ lower: Int, _ upper: Int) -> ByteView {
    ByteView(start + lower, count: upper - lower)
  }

  /// The bytes as text for a person; invalid UTF-8 is repaired, so never use it for data.
  public var text: String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Copies all bytes; short ones, as most are, without a call.
  @inlinable @inline(__always)
  public func copy(to target: UnsafeMutablePointer<UInt8>) {
    let from = UnsafeRawPointer(start)
    let to = UnsafeMutableRawPointer(target)
    if count > 32 {
      memcpy(to, from, count)
    } else if count >= 16 {
      // Two loads that overlap in the middle.
      let head = from.loadUnaligned(as: SIMD2<UInt64>.self)
      let tail = from.loadUnaligned(fromByteOffset: count - 16, as: SIMD2<UInt64>.self)
      to.storeBytes(of: head, as: SIMD2<UInt64>.self)
      to.storeBytes(of: tail, toByteOffset: count - 16, as: SIMD2<UInt64>.self)
    } else if count >= 8 {
      let head = from.loadUnaligned(as: UInt64.self)
      let tail = from.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      to.storeBytes(of: head, as: UInt64.self)
      to.storeBytes(of: tail, toByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      let head = from.loadUnaligned(as: UInt32.self)
      let tail = from.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      to.storeBytes(of: head, as: UInt32.self)
      to.storeBytes(of: tail, toByteOffset: count - 4, as: UInt32.self)
    } else {
      for index in 0..<count { target[index] = start[index] }
    }
  }

  /// Whether both hold the same bytes.
  @inlinable public static func == (left: ByteView, right: ByteView) -> Bool {
    guard left.count == right.count else { return false }
    guard left.count < 8 else { return memcmp(left.start, right.start, left.count) == 0 }
    for index in 0..<left.count where left.start[index] != right.start[index] { return false }
    return true
  }

  /// Whether the bytes are those of a literal.
  @inlinable public static func == (left: ByteView, right: StaticString) -> Bool {
    left == ByteView(right)
  }

  /// Whether the bytes begin with those of `prefix`.
  public func hasPrefix(_ prefix: ByteView) -> Bool {
    count >= prefix.count && memcmp(start, prefix.start, prefix.count) == 0
  }

  /// Whether the bytes end with those of `suffix`.
  public func hasSuffix(_ suffix: ByteView) -> Bool {
    count >= suffix.count && memcmp(start + count - suffix.count, suffix.start, suffix.count) == 0
  }

  /// Where `byte` first stands at or behind `from`, or nil.
  @inlinable public func firstIndex(of byte: UInt8, from: Int = 0) -> Int? {
    guard from < count, let found = memchr(start + from, Int32(byte), count - from) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  /// The bytes without white space (space, tab, CR, LF) at both ends.
  public var trimmed: ByteView {
    var lower = 0
    var upper = count
    while lower < upper, isSpace(start[lower]) { lower += 1 }
    while upper > lower, isSpace(start[upper - 1]) { upper -= 1 }
    return slice(lower, upper)
  }

  /// The order of RFC 8785 section 3.2.3: by UTF-16 code units, of text in UTF-8.
  ///
  /// It is the order of the bytes but for U+E000 to U+FFFF against the supplementary planes,
  /// whose surrogates (D800 to DFFF) come first in UTF-16.
  public static func precedes(_ left: ByteView, _ right: ByteView) -> Bool {
    let shared = min(left.count, right.count)
    var index = 0
    while index < shared, left.start[index] == right.start[index] { index += 1 }
    guard index < shared else { return left.count < right.count }
    let first = left.start[index]
    let second = right.start[index]
    if first >= 0xEE, second >= 0xEE, (first >= 0xF0) != (second >= 0xF0) { return first > second }
    return first < second
  }
}

/// Whether JSON counts the byte as white space.
@inlinable public func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

internal import CXXHash

/// A 128-bit XXH3 (xxHash 0.8): a fast checksum against accidents, not against an enemy.
public struct Checksum: Hashable, Comparable, Sendable {
  /// The high and the low half.
  public let high: UInt64
  public let low: UInt64

  /// The checksum of some bytes.
  public init(of view: ByteView) {
    let hash = cxxhash_of(view.start, view.count)
    self.init(high: hash.high64, low: hash.low64)
  }

  /// The checksum of these halves.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The order of the canonical forms.
  @inlinable
  public static func < (left: Checksum, right: Checksum) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Appends the canonical form: 32 hexadecimal digits, high half first.
  public func write(to buffer: ByteBuffer) { write(to: buffer.sink) }

  /// The same at the end of a buffer.
  public func write(to sink: ByteSink) {
    let room = UnsafeMutableRawPointer(sink.reserve(32))
    room.storeBytes(of: Checksum.digits(high >> 32), as: UInt64.self)
    room.storeBytes(of: Checksum.digits(high), toByteOffset: 8, as: UInt64.self)
    room.storeBytes(of: Checksum.digits(low >> 32), toByteOffset: 16, as: UInt64.self)
    room.storeBytes(of: Checksum.digits(low), toByteOffset: 24, as: UInt64.self)
    sink.advance(32)
  }

  /// The eight hexadecimal digits of the low 32 bits, the first in the lowest byte.
  @inline(__always)
  private static func digits(_ value: UInt64) -> UInt64 {
    var nibbles = value & 0xFFFF_FFFF
    nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
    nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return (nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).bigEndian
  }

  /// Reads the canonical form: 32 digits, lowercase.
  public init?(hex text: ByteView) {
    guard text.count == 32 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for index in 0..<32 {
      let byte = text[index]
      let digit = byte &- 0x30 < 10 ? byte - 0x30 : byte &- 0x61 < 6 ? byte - 0x57 : 0xFF
      guard digit != 0xFF else { return nil }
      halves.high = halves.high << 4 | halves.low >> 60
      halves.low = halves.low << 4 | UInt64(digit)
    }
    self.init(high: halves.high, low: halves.low)
  }

  /// The 32 hexadecimal digits.
  public var hex: ByteString {
    let buffer = ByteBuffer(capacity: 32)
    write(to: buffer)
    return buffer.string
  }
}

/// A checksum over bytes that come in pieces.
public final class RunningChecksum {
  private let state: OpaquePointer

  /// Of nothing yet.
  public init() {
    guard let created = XXH3_createState() else { Memory.exhausted() }
    state = created
    XXH3_128bits_reset(state)
  }

  deinit { XXH3_freeState(state) }

  /// Adds more bytes.
  public func update(_ view: ByteView) {
    cxxhash_update(state, view.start, view.count)
  }

  /// The checksum of all bytes so far.
  public var value: Checksum {
    let hash = XXH3_128bits_digest(state)
    return Checksum(high: hash.high64, low: hash.low64)
  }

  /// Starts again from nothing.
  public func reset() { XXH3_128bits_reset(state) }
}

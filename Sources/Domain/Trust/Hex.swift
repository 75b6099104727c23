public import Kernel

/// Lower-case hexadecimal digits.
///
/// Eight digits are handled at once, as the bytes of one word.
public enum Hex {
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The digits of eight values below 16, each in a byte of its own.
  @inline(__always)
  private static func digits(_ values: UInt64) -> UInt64 {
    // Adding 6 carries into the high half for 10 and above, whose letters lie 39 behind.
    let isLetter = (values &+ 6 &* ones) >> 4 & ones
    return values &+ 0x30 &* ones &+ isLetter &* 39
  }

  /// Four bytes to eight digits; the first byte is the lowest of the word.
  @inline(__always)
  static func encode(_ bytes: UInt32) -> UInt64 {
    var spread = UInt64(bytes)
    spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
    return digits((spread >> 4 | spread << 8) & (0x0F &* ones))
  }

  /// Eight digits to four bytes; nil when one is no lower-case digit.
  @inline(__always)
  static func decode(_ text: UInt64) -> UInt32? {
    let values = (text & (0x0F &* ones)) &+ (text >> 6 & ones) &* 9
    // Whatever else gives such values does not give the same digits again.
    guard values & (0xF0 &* ones) == 0, digits(values) == text else { return nil }
    var bytes = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
    bytes = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: bytes | bytes >> 16)
  }

  /// Appends two digits for each byte.
  public static func write(_ view: ByteView, to buffer: ByteBuffer) {
    let room = UnsafeMutableRawPointer(buffer.reserve(2 * view.count + 8))
    let bytes = UnsafeRawPointer(view.start)
    var index = 0
    while index < view.count {
      var word: UInt32 = 0
      if index + 4 <= view.count {
        word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
      } else {
        for place in index..<view.count { word |= UInt32(view[place]) << (8 * (place - index)) }
      }
      room.storeBytes(of: encode(word).littleEndian, toByteOffset: 2 * index, as: UInt64.self)
      index += 4
    }
    buffer.count += 2 * view.count
  }

  /// Two digits for each byte.
  public static func encode(_ view: ByteView) -> String {
    let buffer = ByteBuffer(capacity: 2 * view.count)
    write(view, to: buffer)
    return buffer.view.text
  }

  /// Reads pairs of lower-case digits; nil for anything else.
  public static func decode(_ text: ByteView) -> [UInt8]? {
    guard text.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    for index in stride(from: 0, to: text.count, by: 2) {
      let pair = UInt64(text[index]) | UInt64(text[index + 1]) << 8
      guard let byte = decode(pair | 0x3030_3030_3030 << 16) else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return bytes
  }
}

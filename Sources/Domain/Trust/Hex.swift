public import Kernel

/// Lower-case hexadecimal digits.
public enum Hex {
  /// For each byte value its two digits.
  private static let pairs: [UInt16] = (0..<256).map { value in
    UInt16(digit(UInt8(value >> 4))) | UInt16(digit(UInt8(value & 15))) << 8
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// The value of a lower-case digit, 255 for any other byte.
  @inline(__always)
  static func value(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    default: 255
    }
  }

  /// Appends two digits for each byte.
  public static func write(_ view: ByteView, to buffer: ByteBuffer) {
    let room = UnsafeMutableRawPointer(buffer.reserve(2 * view.count))
    pairs.withUnsafeBufferPointer { pairs in
      for index in 0..<view.count {
        let pair = pairs[Int(view[index])].littleEndian
        room.storeBytes(of: pair, toByteOffset: 2 * index, as: UInt16.self)
      }
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
      let high = value(text[index])
      let low = value(text[index + 1])
      guard high | low < 16 else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}

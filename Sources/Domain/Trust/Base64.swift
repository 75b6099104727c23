public import Kernel

/// Base64 of RFC 4648: written in the standard alphabet with padding, read strictly.
public enum Base64 {
  private static let alphabet = [UInt8](
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the standard form with padding.
  public static func write(_ view: ByteView, to buffer: ByteBuffer) {
    var index = 0
    while index < view.count {
      let left = min(3, view.count - index)
      var group = UInt32(view[index]) << 16
      if left > 1 { group |= UInt32(view[index + 1]) << 8 }
      if left > 2 { group |= UInt32(view[index + 2]) }
      buffer.append(alphabet[Int(group >> 18)])
      buffer.append(alphabet[Int(group >> 12 & 63)])
      buffer.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D)
      buffer.append(left > 2 ? alphabet[Int(group & 63)] : 0x3D)
      index += 3
    }
  }

  /// The standard form with padding.
  public static func encode(_ view: ByteView) -> String {
    let buffer = ByteBuffer(capacity: view.count * 4 / 3 + 4)
    write(view, to: buffer)
    return buffer.view.text
  }

  /// Reads padded base64; nil for anything else.
  ///
  /// Unused bits of the last digit must be zero, so that no byte has two spellings: a signature
  /// that can be respelled is a file that can be changed unseen.
  /// - Parameter urlSafe: whether `-` and `_` are read too, as DSSE demands.
  public static func decode(_ text: ByteView, urlSafe: Bool = false) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var length = text.count
    while length > 0, text.count - length < 2, text[length - 1] == 0x3D { length -= 1 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length * 3 / 4)
    var group: UInt32 = 0
    var bits = 0
    for index in 0..<length {
      guard let value = value(text[index], urlSafe: urlSafe) else { return nil }
      group = group << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
        group &= (1 << UInt32(bits)) - 1
      }
    }
    return group == 0 ? bytes : nil
  }

  private static func value(_ digit: UInt8, urlSafe: Bool) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit - 0x41)
    case 0x61...0x7A: UInt32(digit - 0x61 + 26)
    case 0x30...0x39: UInt32(digit - 0x30 + 52)
    case 0x2B: 62
    case 0x2F: 63
    case 0x2D where urlSafe: 62
    case 0x5F where urlSafe: 63
    default: nil
    }
  }
}

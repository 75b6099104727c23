/// Percent-encoding of RFC 3986, section 2.1.
public enum PercentEncoding {
  /// A text in which every byte that is not allowed is written as `%` and two digits. With
  /// `keepsEscapes`, a `%` in front of two hexadecimal digits is allowed.
  public static func encode(
    _ text: ByteString, keepsEscapes: Bool = false, allowing isAllowed: (UInt8) -> Bool
  ) -> ByteString {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = text.bytes
    var encoded: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isEscape = keepsEscapes && byte == 0x25 && isEscape(bytes[index...])
      if isEscape || byte != 0x25 && isAllowed(byte) {
        encoded.append(byte)
      } else {
        encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return ByteString(encoded)
  }

  /// A path with every byte escaped that has no place in one (section 3.3).
  public static func path(_ path: ByteString, keepsEscapes: Bool = false) -> ByteString {
    encode(path, keepsEscapes: keepsEscapes) {
      isUnreserved($0) || "/!$&'()*+,;=:@".utf8.contains($0)
    }
  }

  /// Whether a byte means itself everywhere (section 2.3).
  public static func isUnreserved(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "-._~".utf8.contains(byte)
  }

  private static func isEscape(_ rest: ArraySlice<UInt8>) -> Bool {
    let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }
    return rest.dropFirst().prefix(2).count(where: isDigit) == 2
  }
}

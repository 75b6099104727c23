/// Percent-encoding of RFC 3986, section 2.1.
public enum PercentEncoding {
  /// A path with every byte escaped that has no place in one (section 3.3). With `keepsEscapes`, `%`
  /// and two hexadecimal digits stay as they are.
  public static func path(_ path: ByteString, keepsEscapes: Bool = false) -> ByteString {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = path.bytes
    var encoded: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: encoded.append(byte)
      case _ where "-._~/!$&'()*+,;=:@".utf8.contains(byte): encoded.append(byte)
      case 0x25 where keepsEscapes && isEscape(bytes[index...]): encoded.append(byte)
      default: encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return ByteString(encoded)
  }

  private static func isEscape(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.dropFirst().prefix(2).count(where: isDigit) == 2
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }
}

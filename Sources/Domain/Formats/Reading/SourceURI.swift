public import Kernel

/// Names of files as the `source` of records.
public enum SourceURI {
  /// `file:` and the path, with everything percent-encoded that RFC 3986 has no place for in one.
  public static func file(_ path: String) -> ByteString {
    var bytes = ByteString("file:").bytes
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: bytes.append(byte)
      case _ where "-._~/!$&'()*+,;=:@".utf8.contains(byte): bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return ByteString(bytes)
  }
}

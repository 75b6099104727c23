internal import Kernel

/// Texts as URIs: RFC 3986.
enum URIText {
  /// A text as a URI reference: bytes that no URI has are written as `%XX`.
  static func reference(_ text: ByteView) -> ByteString {
    var hasFragment = false
    return PercentEncoding.encode(ByteString(text), keepsEscapes: true) { byte in
      if byte == 0x23 {
        defer { hasFragment = true }
        return !hasFragment
      }
      return PercentEncoding.isUnreserved(byte) || ":/?@!$&'()*+,;=".utf8.contains(byte)
    }
  }

  /// Whether a text begins with a scheme, as an absolute URI does.
  static func isAbsolute(_ text: ByteView) -> Bool {
    guard let colon = text.firstIndex(of: 0x3A), colon > 0, colon + 1 < text.count,
      (text[0] | 0x20) &- 0x61 < 26
    else { return false }
    for index in 0..<colon {
      let byte = text[index]
      let isSign = byte == 0x2B || byte == 0x2D || byte == 0x2E
      guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || isSign else { return false }
    }
    return true
  }

  /// A package URL (purl-spec) as CDEvents names artifacts: one that is given stands as it is, all
  /// else is of type `generic`, with its digest.
  static func package(
    _ name: ByteString, version: ByteString?, digest: ByteString?
  ) -> ByteString {
    if name.bytes.starts(with: "pkg:".utf8) { return name }
    func escaped(_ text: ByteString, keeping kept: UInt8 = 0) -> [UInt8] {
      PercentEncoding.encode(text) { PercentEncoding.isUnreserved($0) || $0 == kept && kept > 0 }
        .bytes
    }
    var bytes = Array("pkg:generic/".utf8) + escaped(name, keeping: 0x2F)
    if let version { bytes += [0x40] + escaped(version) }
    if let digest { bytes += "?checksum=".utf8 + escaped(digest, keeping: 0x3A) }
    return ByteString(bytes)
  }
}

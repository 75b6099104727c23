internal import Kernel

/// Texts as URIs: RFC 3986.
enum URIText {
  /// A text as a URI reference: bytes that no URI has are written as `%XX`.
  static func reference(_ text: ByteView) -> ByteString {
    var bytes: [UInt8] = []
    var hasFragment = false
    for index in 0..<text.count {
      let byte = text[index]
      if byte == 0x23, hasFragment {
        append(byte, allowed: false, to: &bytes)
        continue
      }
      hasFragment = hasFragment || byte == 0x23
      // A percent sign that begins no escape is one to be escaped.
      let isEscape = byte == 0x25 && isHex(text, index + 1) && isHex(text, index + 2)
      append(byte, allowed: isEscape || byte != 0x25 && isLegal(byte), to: &bytes)
    }
    return ByteString(bytes)
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
    var bytes = Array("pkg:generic/".utf8)
    escape(name, keeping: [0x2F], to: &bytes)
    if let version {
      bytes.append(0x40)
      escape(version, keeping: [], to: &bytes)
    }
    if let digest {
      bytes += "?checksum=".utf8
      escape(digest, keeping: [0x3A], to: &bytes)
    }
    return ByteString(bytes)
  }

  private static func escape(_ text: ByteString, keeping: [UInt8], to bytes: inout [UInt8]) {
    for byte in text.bytes {
      append(byte, allowed: isUnreserved(byte) || keeping.contains(byte), to: &bytes)
    }
  }

  private static func append(_ byte: UInt8, allowed: Bool, to bytes: inout [UInt8]) {
    if allowed { return bytes.append(byte) }
    let digits = Array("0123456789ABCDEF".utf8)
    bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
  }

  private static let reserved = Array(":/?#@!$&'()*+,;=".utf8)

  private static func isLegal(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || reserved.contains(byte)
  }

  private static func isHex(_ text: ByteView, _ index: Int) -> Bool {
    guard index < text.count else { return false }
    return text[index] &- 0x30 < 10 || (text[index] | 0x20) &- 0x61 < 6
  }
}

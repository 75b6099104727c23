internal import Kernel

/// Foreign text within HTML and XML.
enum MarkupText {
  /// Appends a text so that it is nothing but text. What XML 1.0 (section 2.2) has no place for, such
  /// as most control characters, becomes U+FFFD. An attribute keeps its line ends as references,
  /// since readers make spaces of them otherwise (section 3.3.3).
  static func append(_ text: ByteView, inAttribute: Bool = false, to buffer: ByteBuffer) {
    for index in 0..<text.count {
      let byte = text.start[index]
      switch byte {
      case 0x26: buffer.append("&amp;" as StaticString)
      case 0x3C: buffer.append("&lt;" as StaticString)
      case 0x3E: buffer.append("&gt;" as StaticString)
      case 0x22: buffer.append("&quot;" as StaticString)
      case 0x27: buffer.append("&#39;" as StaticString)
      case 0x0D: buffer.append("&#13;" as StaticString)
      case 0x09, 0x0A:
        if inAttribute {
          buffer.append(byte == 0x09 ? "&#9;" : "&#10;" as StaticString)
        } else {
          buffer.append(byte)
        }
      case 0..<0x20, 0x7F: buffer.append("\u{FFFD}" as StaticString)
      // The last byte of U+FFFE and U+FFFF; U+FFFD differs from them in it alone.
      case 0xBE, 0xBF:
        let isNone = index > 1 && text.start[index - 1] == 0xBF && text.start[index - 2] == 0xEF
        buffer.append(isNone ? 0xBD : byte)
      default: buffer.append(byte)
      }
    }
  }
}

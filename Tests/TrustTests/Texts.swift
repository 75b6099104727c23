import Kernel
import Trust

extension ByteString {
  /// The bytes of hexadecimal digits.
  init(hex text: String) {
    self.init(ByteString(text).withView { Hex.decode($0) } ?? [])
  }
}

extension Digest {
  /// The digest in base64 text, nil when it is none.
  init?(text: ByteString?) {
    guard let text, let digest = text.withView({ Digest(base64: $0) }) else { return nil }
    self = digest
  }
}

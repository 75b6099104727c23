internal import Kernel

extension JSONWriter {
  /// Writes a member with a text; nothing where there is none.
  mutating func member(_ key: StaticString, _ text: ByteString?) {
    guard let text else { return }
    self.key(key)
    string(text)
  }
}

import Kernel
import Testing
import Trust

@Suite struct EncodingTests {
  /// RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func writesAndReadsBase64(plain: String, encoded: String) {
    #expect(ByteString(plain).withView { Base64.encode($0) } == encoded)
    #expect(ByteString(encoded).withView { Base64.decode($0) } == Array(plain.utf8))
  }

  @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "=", "====", "Zg==\n", "Zm 9", "-_-_", "Zg==Zg=="])
  func refusesBase64ThatIsNotStrict(text: String) {
    #expect(ByteString(text).withView { Base64.decode($0) } == nil)
  }

  @Test func readsTheURLSafeAlphabetOnlyWhenAsked() {
    let text = ByteString("-_-_")
    #expect(text.withView { Base64.decode($0, urlSafe: true) } == [0xFB, 0xFF, 0xBF])
    #expect(text.withView { Base64.decode($0) } == nil)
  }

  @Test func refusesUpperCaseHexadecimal() {
    #expect(ByteString("0aff").withView { Hex.decode($0) } == [0x0A, 0xFF])
    #expect(ByteString("0AFF").withView { Hex.decode($0) } == nil)
    #expect(ByteString("0af").withView { Hex.decode($0) } == nil)
  }

  /// FIPS 180-4, the examples of NIST for SHA-256.
  @Test func hashesThePublishedExamples() {
    #expect(
      SHA256.digest(of: ByteString("abc")).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(of: ByteString("")).hex
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    var hash = SHA256()
    for _ in 0..<1000 { hash.update(ByteView("aaaaaaaaaa")) }
    #expect(
      hash.finish() == SHA256.digest(of: ByteString(Array(repeating: 0x61, count: 10_000))))
  }
}

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

  @Test func writesAndReadsEveryByteInHexadecimal() {
    let bytes = (0...255).map { UInt8($0) }
    for length in [0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256] {
      let some = ByteString(Array(bytes.suffix(length)))
      let text = some.withView { Hex.encode($0) }
      let expected = some.bytes.map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
      }
      #expect(text == expected.joined())
      #expect(ByteString(text).withView { Hex.decode($0) } == some.bytes)
    }
  }

  @Test func aDigestHasOneSpelling() {
    let good = ByteString(SHA256.digest(of: ByteString("abc")).hex)
    #expect(good.withView { Digest(hex: $0) } == SHA256.digest(of: ByteString("abc")))
    for place in good.bytes.indices {
      for byte in 0...255 as ClosedRange<UInt8> {
        var text = good
        text.bytes[place] = byte
        let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        let read = text.withView { Digest(hex: $0) }
        #expect((read != nil) == isDigit)
        #expect(read?.hex == (isDigit ? text.description : nil))
      }
    }
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

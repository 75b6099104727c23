import Kernel
import TestSupport
import Testing
import Trust

@testable import Redaction

@Suite struct DetectorTests {
  static func found(_ detector: Detector, _ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return detector.find(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Numbers that card schemes publish for tests.
  @Test func findsCardsByTheirCheckDigit() {
    for card in [
      "4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005",
      "6011111111111117", "4222222222222",
    ] {
      #expect(Self.found(.card, "pays with \(card).") == [card])
    }
    for text in [
      "4111111111111112", "411111111111111", "x4111111111111111", "4111111111111111x",
      "0.4111111111111111", "41111111111111111111111", "1111111111111117", "4111--1111111111111",
    ] {
      #expect(Self.found(.card, text) == [])
    }
    #expect(Self.found(.card, "4111111111111111,5555555555554444").count == 2)
  }

  /// Examples of the IBAN registry.
  @Test func findsAccountsByTheirCheckDigits() {
    for account in [
      "GB29NWBK60161331926819", "DE89 3704 0044 0532 0130 00", "NO9386011117947",
      "MT84MALT011000012345MTLCAST001S",
    ] {
      #expect(Self.found(.iban, "to \(account)!") == [account])
    }
    for text in ["GB28NWBK60161331926819", "GB29", "gb29nwbk60161331926819"] {
      #expect(Self.found(.iban, text) == [])
    }
  }

  @Test func findsAddressesTokensAndKeys() {
    #expect(
      Self.found(.email, "<ann.b+c@mail.example.com>, x@y, @z.de bob@a.de.") == [
        "ann.b+c@mail.example.com", "bob@a.de",
      ])
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    #expect(Self.found(.token, "TOKEN=\(token)\n") == [token])
    #expect(Self.found(.token, "AKIAIOSFODNN7EXAMPLE") == ["AKIAIOSFODNN7EXAMPLE"])
    #expect(Self.found(.token, "ghp_short xAKIAIOSFODNN7EXAMPLE") == [])
    #expect(
      Self.found(.jwt, "Bearer eyJhbGciOiJI.eyJzdWIiOiIx.SflKxw_-1 x") == [
        "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxw_-1"
      ])
    #expect(Self.found(.jwt, "eyJhbGciOiJI.other.x") == [])
    let pem = "-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----"
    #expect(Self.found(.privatekey, "a \(pem) b") == [pem])
    #expect(Self.found(.privatekey, pem.replacing("END", with: "TO")).count == 1)
    #expect(Self.found(.privatekey, "-----BEGIN PUBLIC KEY-----") == [])
    #expect(Self.found(.urlpassword, "https://ann:s3cret@host/x@y http://host/") == ["s3cret"])
  }

  /// No text makes a detector run over its end.
  @Test(arguments: Detector.allCases)
  func anyTextIsLookedThrough(detector: Detector) {
    let whole = Array(
      "4111 1111 GB29 NWBK x@y.de ghp_ eyJ.eyJ. -----BEGIN PRIVATE KEY----- a://b:c@d".utf8)
    for start in whole.indices {
      for end in start...whole.count { _ = detector.find(in: Array(whole[start..<end])) }
    }
  }

  /// RFC 4231, test cases 2 and 6.
  @Test func hashesAsHMACDoes() throws {
    let long = try #require(MaskKey(ByteString([UInt8](repeating: 0xAA, count: 131))))
    let text: ByteString = "Test Using Larger Than Block-Size Key - Hash Key First"
    #expect(
      text.withView { long.digest(of: $0).hex }
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    #expect(MaskKey("fifteen bytes..") == nil)
  }
}

import Formats
import Kernel
import Testing

@Suite struct DigestTests {
  /// NIST, FIPS 180-4 examples "One Block Message Sample" and the empty message.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func sumsTheBytesOfAFile(text: String, digest: String) throws {
    let file = try Reading.file(Array(text.utf8))
    try file.drain()
    #expect(file.sha256.description == digest)
    #expect(file.size == text.utf8.count)
    // Asking does not change the answer.
    #expect(file.sha256.description == digest)
  }
}

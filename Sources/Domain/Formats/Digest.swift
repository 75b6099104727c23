internal import CCrypto
internal import Kernel

/// SHA-256 (FIPS 180-4) over bytes that come in pieces.
final class StreamingSHA256 {
  private var state = SHA256_CTX()

  init() { SHA256_Init(&state) }

  /// Adds more bytes.
  func update(_ view: ByteView) { SHA256_Update(&state, view.start, view.count) }

  /// The 64 hexadecimal digits of all bytes so far.
  var hex: ByteString {
    // A copy, since the last step spoils the state.
    var copy = state
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256_Final(&digest, &copy)
    let digits = Array("0123456789abcdef".utf8)
    return ByteString(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

internal import CCrypto
internal import Glibc

/// How this module uses OpenSSL's library.
enum Libcrypto {
  /// Call before anything of the library that may prepare itself, since what it prepares by itself
  /// takes half of what a short run takes: it would read the machine's configuration, on which no
  /// answer of ours depends, and tidy up memory before the system takes it back anyhow.
  static func prepare() { _ = isPrepared }

  private static let isPrepared = OPENSSL_init_crypto(
    UInt64(
      OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS
        | OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS), nil)

  /// What one of the library's readers of PEM hands out: name, header, bytes and their number.
  typealias PEMReader = (
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
    UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>
  ) -> Int32

  /// Calls `body` with the bytes of a PEM text that has this name and no header; nil for any other.
  /// The bytes are wiped out behind it.
  static func withPEM<Result>(
    _ wanted: String, _ read: PEMReader, _ body: (UnsafeBufferPointer<UInt8>) -> Result?
  ) -> Result? {
    var name: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard read(&name, &header, &bytes, &count) == 1, let name, let header, let bytes else {
      return nil
    }
    defer {
      CRYPTO_free(name, "", 0)
      CRYPTO_free(header, "", 0)
      CRYPTO_clear_free(bytes, count, "", 0)
    }
    guard strcmp(name, wanted) == 0, header.pointee == 0 else { return nil }
    return body(UnsafeBufferPointer(start: bytes, count: count))
  }
}

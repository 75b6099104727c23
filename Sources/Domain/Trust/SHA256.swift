internal import CCrypto
public import Kernel

/// SHA-256 (FIPS 180-4) by libcrypto, which uses the processor's instructions for it.
///
/// The `SHA256_*` calls, not the `EVP` ones: these cost several hundred nanoseconds a message
/// before the first byte, and a log hashes short lines.
public struct SHA256 {
  private var context = SHA256_CTX()

  /// Of nothing yet.
  public init() { SHA256_Init(&context) }

  /// Adds more bytes.
  public mutating func update(_ view: ByteView) {
    SHA256_Update(&context, view.start, view.count)
  }

  /// The digest of all bytes; then it begins anew.
  public mutating func finish() -> Digest {
    let digest = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Digest.byteCount) { room in
      SHA256_Final(room.baseAddress, &context)
      return Digest(room)
    }
    SHA256_Init(&context)
    return digest
  }

  /// The digest of some bytes.
  public static func digest(of view: ByteView) -> Digest {
    var hash = SHA256()
    hash.update(view)
    return hash.finish()
  }

  /// The digest of copied bytes.
  public static func digest(of string: ByteString) -> Digest { string.withView { digest(of: $0) } }
}

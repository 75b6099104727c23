internal import CCrypto
internal import Glibc
public import Kernel

/// An Ed25519 private key (RFC 8032). It never leaves libcrypto's memory but into its file.
public final class SigningKey {
  private let handle: OpaquePointer
  /// What verifies its signatures.
  public let publicKey: PublicKey

  private init(handle: OpaquePointer, path: String) throws(TrustError) {
    self.handle = handle
    var bytes = [UInt8](repeating: 0, count: PublicKey.byteCount)
    var length = bytes.count
    guard EVP_PKEY_get_id(handle) == EVP_PKEY_ED25519 else {
      EVP_PKEY_free(handle)
      throw .key(path: path, problem: "no Ed25519 key, sign --generate-key makes one")
    }
    guard EVP_PKEY_get_raw_public_key(handle, &bytes, &length) == 1,
      let publicKey = PublicKey(bytes)
    else {
      EVP_PKEY_free(handle)
      throw .crypto(call: "EVP_PKEY_get_raw_public_key")
    }
    self.publicKey = publicKey
  }

  deinit { EVP_PKEY_free(handle) }

  /// A new key from the system's random numbers.
  public static func generate() throws(TrustError) -> SigningKey {
    Libcrypto.prepare()
    guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil) else {
      throw .crypto(call: "EVP_PKEY_CTX_new_id")
    }
    defer { EVP_PKEY_CTX_free(context) }
    var handle: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &handle) == 1,
      let handle
    else { throw .crypto(call: "EVP_PKEY_keygen") }
    return try SigningKey(handle: handle, path: "new key")
  }

  /// The key of a 32-byte seed, which RFC 8032 calls the private key.
  public convenience init(seed: [UInt8]) throws(TrustError) {
    Libcrypto.prepare()
    guard seed.count == 32,
      let handle = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    else { throw .crypto(call: "EVP_PKEY_new_raw_private_key") }
    try self.init(handle: handle, path: "seed")
  }

  /// Reads a PEM file (PKCS#8) that nobody but its owner may read.
  public convenience init(path: String) throws(TrustError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .system(.noInput("\(path): \(String(cString: strerror(errno)))"))
    }
    defer { close(descriptor) }
    // Asked of the open file: the one at that path may change under our eyes.
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last(path, "read its permissions") }
    guard status.st_mode & (S_IRWXG | S_IRWXO) == 0 else {
      throw .keyExposed(path: path, mode: status.st_mode & 0o7777)
    }
    guard let file = fdopen(dup(descriptor), "r") else { throw .last(path, "read") }
    defer { fclose(file) }
    Libcrypto.prepare()
    // A pipe cannot be read twice.
    let isFile = status.st_mode & S_IFMT == S_IFREG
    guard let handle = (isFile ? SigningKey.plain(file) : nil) ?? SigningKey.decode(file) else {
      throw .key(
        path: path, problem: "no private key in PEM without a pass phrase, that would be right")
    }
    try self.init(handle: handle, path: path)
  }

  /// Any private key, by libcrypto's decoders.
  private static func decode(_ file: UnsafeMutablePointer<FILE>) -> OpaquePointer? {
    // Without the callback libcrypto would ask the terminal for a pass phrase.
    PEM_read_PrivateKey(file, nil, { _, _, _, _ in -1 }, nil)
  }

  /// What stands before the 32 bytes of a key in the PKCS#8 of RFC 8410, section 7.
  private static let prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  /// A key in the form that OpenSSL writes; nil for any other, with the file at its beginning. The
  /// decoders would come to the same key a millisecond later.
  private static func plain(_ file: UnsafeMutablePointer<FILE>) -> OpaquePointer? {
    let handle = Libcrypto.withPEM(
      "PRIVATE KEY", { PEM_read(file, $0, $1, $2, $3) },
      { (bytes) -> OpaquePointer? in
        guard bytes.count == prefix.count + 32, bytes.starts(with: prefix) else { return nil }
        let seed = bytes.baseAddress.map { $0 + prefix.count }
        return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, 32)
      })
    if handle == nil { rewind(file) }
    return handle
  }

  /// Writes a PEM file (PKCS#8) with mode 0600; a file that exists is left alone and refused.
  public func write(path: String) throws(TrustError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .system(.cannotCreate("\(path): \(String(cString: strerror(errno)))"))
    }
    // The umask may have taken more away than it should.
    fchmod(descriptor, 0o600)
    guard let file = fdopen(descriptor, "w") else { throw .last(path, "write") }
    let written = PEM_write_PrivateKey(file, handle, nil, nil, 0, nil, nil)
    let flushed = fflush(file) == 0 && fsync(descriptor) == 0
    guard fclose(file) == 0, flushed, written == 1 else {
      unlink(path)
      throw .last(path, "write")
    }
  }

  /// The 64 bytes of the signature of a message; the same message gives the same bytes.
  public func sign(_ message: ByteView) throws(TrustError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: 64)
    var length = signature.count
    guard let context = EVP_MD_CTX_new() else { throw .crypto(call: "EVP_MD_CTX_new") }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestSignInit(context, nil, nil, nil, handle) == 1,
      EVP_DigestSign(context, &signature, &length, message.start, message.count) == 1,
      length == signature.count
    else { throw .crypto(call: "EVP_DigestSign") }
    return signature
  }
}

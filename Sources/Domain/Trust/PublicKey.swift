internal import CCrypto
internal import Glibc
public import Kernel

/// An Ed25519 public key (RFC 8032): 32 bytes.
public struct PublicKey: Hashable, Sendable {
  /// The key's bytes.
  public let bytes: [UInt8]

  /// How many bytes a key has.
  public static let byteCount = 32

  /// These bytes; nil unless there are 32.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == PublicKey.byteCount else { return nil }
    self.bytes = bytes
  }

  /// RFC 8410's SubjectPublicKeyInfo, which is the same before every key.
  private static let prefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// Reads a PEM text (SubjectPublicKeyInfo).
  public init(pem text: ByteView, path: String) throws(TrustError) {
    Libcrypto.prepare()
    guard let key = PublicKey(plain: text) else {
      self = try PublicKey(decoding: text, path: path)
      return
    }
    self = key
  }

  /// Reads the form that OpenSSL writes; nil for any other. The decoders would come to the same key
  /// a millisecond later.
  private init?(plain text: ByteView) {
    guard let source = BIO_new_mem_buf(text.start, Int32(clamping: text.count)) else { return nil }
    defer { BIO_free(source) }
    let key = Libcrypto.withPEM(
      "PUBLIC KEY", { PEM_read_bio(source, $0, $1, $2, $3) },
      { bytes in
        bytes.starts(with: PublicKey.prefix)
          ? PublicKey(Array(bytes.dropFirst(PublicKey.prefix.count))) : nil
      })
    guard let key else { return nil }
    self = key
  }

  /// Reads any PEM text by libcrypto's decoders.
  init(decoding text: ByteView, path: String) throws(TrustError) {
    guard let source = BIO_new_mem_buf(text.start, Int32(clamping: text.count)) else {
      throw .crypto(call: "BIO_new_mem_buf")
    }
    defer { BIO_free(source) }
    guard let handle = PEM_read_bio_PUBKEY(source, nil, nil, nil) else {
      throw .key(path: path, problem: "no public key in PEM, that or a verifier key would be right")
    }
    defer { EVP_PKEY_free(handle) }
    var bytes = [UInt8](repeating: 0, count: PublicKey.byteCount)
    var length = bytes.count
    guard EVP_PKEY_get_id(handle) == EVP_PKEY_ED25519,
      EVP_PKEY_get_raw_public_key(handle, &bytes, &length) == 1, length == bytes.count
    else { throw .key(path: path, problem: "no Ed25519 key, that would be right") }
    self.bytes = bytes
  }

  /// The PEM text.
  public var pem: String {
    let body = ByteString(PublicKey.prefix + bytes).withView { Base64.encode($0) }
    return "-----BEGIN PUBLIC KEY-----\n\(body)\n-----END PUBLIC KEY-----\n"
  }

  /// Whether a signature of a message is this key's.
  public func verifies(_ signature: [UInt8], of message: ByteView) -> Bool {
    Libcrypto.prepare()
    guard signature.count == 64,
      let handle = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
    else { return false }
    defer { EVP_PKEY_free(handle) }
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    return EVP_DigestVerifyInit(context, nil, nil, nil, handle) == 1
      && EVP_DigestVerify(
        context, signature, signature.count, message.start, message.count) == 1
  }

  /// The name of the key in envelopes: SHA-256 of the canonical text that securesystemslib hashes.
  public var keyid: String {
    let hex = ByteString(bytes).withView { Hex.encode($0) }
    let text =
      "{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"\(hex)\"},\"scheme\":\"ed25519\"}"
    return SHA256.digest(of: ByteString(text)).hex
  }
}

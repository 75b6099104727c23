internal import CCrypto
public import Kernel

/// A signature as `ssh-keygen -Y sign` makes it (OpenSSH PROTOCOL.sshsig), by an Ed25519 key.
///
/// The namespace is signed too, so that what was signed for one purpose serves no other.
public struct SSHSignature: Equatable, Sendable {
  /// Whose signature it says to be.
  public let key: SSHKey
  /// What it was made for, such as `release-waiver`.
  public let namespace: ByteString
  private let hashName: ByteString
  private let signature: [UInt8]
  /// What a token adds to what it signs: flags and counter.
  private let token: [UInt8]

  private static let magic = Array("SSHSIG".utf8)
  private static let begin = "-----BEGIN SSH SIGNATURE-----"
  private static let end = "-----END SSH SIGNATURE-----"
  /// The flag of a token that somebody touched it.
  private static let presence: UInt8 = 1

  /// Reads the binary form; nil for anything else, such as a bare Ed25519 signature.
  public init?(_ bytes: [UInt8]) {
    var wire = SSHWire(bytes)
    guard wire.raw(6) == SSHSignature.magic, wire.number() == 1,
      let key = wire.string().flatMap({ SSHKey(blob: $0) }), let namespace = wire.string(),
      !namespace.isEmpty, wire.string() == [], let hashName = wire.string(),
      let inner = wire.string(), wire.isAtEnd
    else { return nil }
    self.key = key
    self.namespace = ByteString(namespace)
    self.hashName = ByteString(hashName)
    var part = SSHWire(inner)
    guard part.string() == key.type.bytes, let signature = part.string(), signature.count == 64
    else { return nil }
    self.signature = signature
    token = key.application == nil ? [] : part.raw(5) ?? []
    guard part.isAtEnd, key.application == nil || token.count == 5 else { return nil }
  }

  /// Reads the armored form, which `ssh-keygen -Y sign` writes to a `.sig` file, and returns the
  /// bytes in it.
  public static func bytes(armored text: ByteView, path: String) throws(TrustError) -> [UInt8] {
    let lines = ByteString(text.trimmed).description.split(whereSeparator: \.isNewline)
    guard lines.count > 2, lines.first.map(String.init) == begin,
      lines.last.map(String.init) == end,
      let bytes = ByteString(lines.dropFirst().dropLast().joined()).withView({ Base64.decode($0) }),
      SSHSignature(bytes) != nil
    else {
      throw .key(path: path, problem: "no signature of an Ed25519 key by ssh-keygen -Y sign")
    }
    return bytes
  }

  /// Whether it is the key's signature of a message for a purpose.
  ///
  /// A token must have been touched, as ssh-keygen demands too.
  public func verifies(_ message: ByteView, namespace wanted: ByteString, by key: SSHKey) -> Bool {
    guard key == self.key, namespace == wanted, let digest = hash(message) else { return false }
    let parts = [namespace.bytes, [], hashName.bytes, digest]
    var signed = SSHSignature.magic + parts.flatMap { SSHWire.string($0) }
    if let application = key.application {
      guard let flags = token.first, flags & SSHSignature.presence != 0 else { return false }
      signed =
        SHA256.digest(of: application).bytes + token + SHA256.digest(of: ByteString(signed)).bytes
    }
    return ByteString(signed).withView { key.publicKey.verifies(signature, of: $0) }
  }

  /// SHA-512 or SHA-256, whichever was signed with.
  private func hash(_ message: ByteView) -> [UInt8]? {
    if hashName == "sha256" { return SHA256.digest(of: message).bytes }
    guard hashName == "sha512" else { return nil }
    var digest = [UInt8](repeating: 0, count: Int(SHA512_DIGEST_LENGTH))
    CCrypto.SHA512(message.start, message.count, &digest)
    return digest
  }
}

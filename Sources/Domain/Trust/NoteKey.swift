public import Kernel

/// A public key with a name: who signs notes (C2SP signed-note).
public struct NoteKey: Hashable, Sendable {
  /// The name on the signature line; for a log its origin.
  public let name: ByteString
  /// The key.
  public let publicKey: PublicKey
  /// The first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ key).
  public let hash: [UInt8]

  /// A key of that name; refused for a name that a note cannot hold.
  public init(name: ByteString, publicKey: PublicKey) throws(TrustError) {
    guard NoteKey.isName(name) else {
      throw .verifierKey(
        problem: "name \"\(name)\", one without spaces, + and control characters would be right")
    }
    self.name = name
    self.publicKey = publicKey
    let hashed = SHA256.digest(of: ByteString(name.bytes + [0x0A, 0x01] + publicKey.bytes))
    hash = Array(hashed.bytes.prefix(4))
  }

  /// Reads `name+hash+key`, the hash in hexadecimal, the key in base64 behind its algorithm's byte.
  public init(_ text: ByteView) throws(TrustError) {
    let text = text.trimmed
    guard let first = text.firstIndex(of: 0x2B),
      let second = text.firstIndex(of: 0x2B, from: first + 1)
    else { throw .verifierKey(problem: "NAME+HASH+KEY would be right") }
    guard let key = Base64.decode(text.slice(second + 1, text.count)), key.first == 1,
      let publicKey = PublicKey(Array(key.dropFirst()))
    else { throw .verifierKey(problem: "no Ed25519 key in base64 behind the last +") }
    try self.init(name: ByteString(text.slice(0, first)), publicKey: publicKey)
    guard Hex.decode(text.slice(first + 1, second)) == hash else {
      throw .verifierKey(problem: "the hash does not belong to this name and key")
    }
  }

  /// `name+hash+key`
  public var text: String {
    let digits = ByteString(hash).withView { Hex.encode($0) }
    let key = ByteString([1] + publicKey.bytes).withView { Base64.encode($0) }
    return "\(name)+\(digits)+\(key)"
  }

  /// Whether a note may hold the name: not empty, valid UTF-8, no white space, no `+`.
  static func isName(_ name: ByteString) -> Bool {
    guard let text = String(validating: name.bytes, as: UTF8.self), !text.isEmpty else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
    }
  }
}

/// What a caller knows of a signer: a key with its name, or the bare key of a PEM file.
public enum TrustedKey: Hashable, Sendable {
  case named(NoteKey)
  case bare(PublicKey)

  /// Reads a verifier key or a PEM text.
  public init(_ text: ByteView, path: String) throws(TrustError) {
    if text.trimmed.hasPrefix(ByteView("-----BEGIN")) {
      self = .bare(try PublicKey(pem: text, path: path))
      return
    }
    do {
      self = .named(try NoteKey(text))
    } catch {
      throw .key(path: path, problem: error.message)
    }
  }

  /// The key under its own name, or under `name` when it has none.
  public func named(_ name: ByteString) throws(TrustError) -> NoteKey {
    switch self {
    case .named(let key): key
    case .bare(let key): try NoteKey(name: name, publicKey: key)
    }
  }
}

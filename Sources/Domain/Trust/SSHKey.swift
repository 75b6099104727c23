public import Kernel

/// An Ed25519 public key as SSH writes it, on disk or on a hardware token (PROTOCOL.u2f).
public struct SSHKey: Hashable, Sendable {
  /// The 32 bytes that verify.
  public let publicKey: PublicKey
  /// What a token signs for, such as `ssh:`; nil for a key that lies in a file.
  public let application: ByteString?

  static let plainType: ByteString = "ssh-ed25519"
  static let tokenType: ByteString = "sk-ssh-ed25519@openssh.com"

  /// A key.
  public init(_ publicKey: PublicKey, application: ByteString? = nil) {
    self.publicKey = publicKey
    self.application = application
  }

  /// Reads `ssh-ed25519 BASE64 COMMENT`, the line of a `.pub` file.
  public init(_ line: ByteView, path: String) throws(TrustError) {
    let words = ByteString(line.trimmed).bytes.split(separator: 0x20)
    guard words.count >= 2, let blob = ByteString(Array(words[1])).withView({ Base64.decode($0) }),
      let key = SSHKey(blob: blob), key.type == ByteString(Array(words[0]))
    else {
      throw .key(path: path, problem: "no ssh-ed25519 or sk-ssh-ed25519 key, that would be right")
    }
    self = key
  }

  /// Reads the binary form; nil for anything else.
  init?(blob: [UInt8]) {
    var wire = SSHWire(blob)
    guard let type = wire.string().map({ ByteString($0) }),
      let publicKey = wire.string().flatMap({ PublicKey($0) })
    else { return nil }
    self.publicKey = publicKey
    if type == SSHKey.tokenType {
      guard let name = wire.string(), wire.isAtEnd else { return nil }
      application = ByteString(name)
    } else {
      guard type == SSHKey.plainType, wire.isAtEnd else { return nil }
      application = nil
    }
  }

  /// `ssh-ed25519`, or its name for tokens.
  var type: ByteString { application == nil ? SSHKey.plainType : SSHKey.tokenType }

  /// The binary form.
  var blob: [UInt8] {
    let head = SSHWire.string(type.bytes) + SSHWire.string(publicKey.bytes)
    return application.map { head + SSHWire.string($0.bytes) } ?? head
  }

  /// The line of a `.pub` file without a comment.
  public var text: String { "\(type) \(ByteString(blob).withView { Base64.encode($0) })" }
}

public import Kernel

/// A key of a trust file.
public struct TrustKey: Sendable {
  /// How a key signs.
  public enum Form: Hashable, Sendable {
    /// Ed25519 over the message itself.
    case plain(PublicKey)
    /// Ed25519 in the way of `ssh-keygen -Y sign`.
    case ssh(SSHKey)
  }

  /// What the trust file calls it.
  public let name: ByteString
  /// Who holds it: a person or a machine. Thresholds count holders, not keys.
  public let actor: ByteString
  /// The key.
  public let form: Form
  /// From when on it counts no more, and why.
  public let revoked: (at: Instant, reason: ByteString?)?

  /// The bytes that verify.
  public var publicKey: PublicKey {
    switch form {
    case .plain(let key): key
    case .ssh(let key): key.publicKey
    }
  }

  /// Whether a signature of a message is this key's.
  func verifies(_ signature: [UInt8], of message: ByteString, purpose: ByteString) -> Bool {
    message.withView { message in
      switch form {
      case .plain(let key): key.verifies(signature, of: message)
      case .ssh(let key):
        SSHSignature(signature)?.verifies(message, namespace: purpose, by: key) ?? false
      }
    }
  }
}

/// A role given to keys, within a scope.
struct TrustGrant: Sendable {
  /// What they may say.
  let role: Role
  /// The names of the keys.
  let keys: [ByteString]
  /// How many holders must sign.
  let threshold: Int
  /// The kinds of records, all of the role's when nil.
  let kinds: [ByteString]?
  /// The environments, any and none when nil.
  let environments: [ByteString]?
  /// The tenants, any and none when nil.
  let tenants: [ByteString]?

  func allows(_ kind: ByteString) -> Bool { (kinds ?? role.kinds).contains(kind) }

  /// Why something is out of scope, nil when it is not.
  func objection(to scope: StatementScope) -> String? {
    let limits: [(String, [ByteString]?, ByteString?)] = [
      ("environment", environments, scope.environment), ("tenant", tenants, scope.tenant),
    ]
    for (name, allowed, found) in limits {
      guard let allowed, !(found.map { allowed.contains($0) } ?? false) else { continue }
      let list = allowed.map(\.description).joined(separator: ", ")
      return "\(name) \(found?.description ?? "not given"), \(list) would be right"
    }
    return nil
  }
}

/// What a statement is about, as far as roles are bound to it.
struct StatementScope: Equatable, Sendable {
  /// Where it holds.
  var environment: ByteString?
  /// For whom.
  var tenant: ByteString?

  /// A scope.
  init(environment: ByteString? = nil, tenant: ByteString? = nil) {
    self.environment = environment
    self.tenant = tenant
  }
}

public import Kernel

/// In which role keys may say something of a kind and a scope.
extension Statement {
  /// The role and the keys that make an envelope count, or the refusal.
  static func authority(
    of envelope: DSSEEnvelope, kind: ByteString, scope: StatementScope, in trust: TrustFile,
    _ at: Instant
  ) throws(TrustError) -> (role: Role, keys: [TrustKey]) {
    let signers = try trust.signers(of: envelope, purpose: purpose(of: kind))
    return try authority(of: signers, kind: kind, scope: scope, in: trust, at)
  }

  /// The same for keys that are known to have signed.
  static func authority(
    of signers: [TrustKey], kind: ByteString, scope: StatementScope, in trust: TrustFile,
    _ at: Instant
  ) throws(TrustError) -> (role: Role, keys: [TrustKey]) {
    guard !signers.isEmpty else {
      throw .refused(key: nil, role: nil, reason: "no key of the trust file has signed it")
    }
    var objections: [Objection] = []
    var valid: [TrustKey] = []
    for key in signers {
      if let revoked = key.revoked, revoked.at <= at {
        let why = revoked.reason.map { ", \($0)" } ?? ""
        objections.append(
          Objection(key: key, role: nil, rank: 3, "revoked at \(revoked.at.description)\(why)"))
      } else {
        valid.append(key)
      }
    }
    for grant in trust.grants {
      let keys = valid.filter { grant.keys.contains($0.name) }
      guard let first = keys.first else { continue }
      if let (rank, reason) = objection(to: grant, keys, kind, scope) {
        objections.append(Objection(key: first, role: grant.role, rank: rank, reason))
      } else {
        return (grant.role, keys)
      }
    }
    for key in valid where !trust.grants.contains(where: { $0.keys.contains(key.name) }) {
      objections.append(Objection(key: key, role: nil, rank: 0, "it has no role"))
    }
    // The one that came nearest says most: a threshold missed, then a scope, then a kind.
    let nearest = objections.max { $0.rank < $1.rank }
    throw .refused(
      key: nearest?.key.name.description, role: nearest?.role?.rawValue,
      reason: nearest?.reason ?? "no role may sign \(kind)")
  }

  private struct Objection {
    let key: TrustKey
    let role: Role?
    let rank: Int
    let reason: String

    init(key: TrustKey, role: Role?, rank: Int, _ reason: String) {
      self.key = key
      self.role = role
      self.rank = rank
      self.reason = reason
    }
  }

  private static func objection(
    to grant: TrustGrant, _ keys: [TrustKey], _ kind: ByteString, _ scope: StatementScope
  ) -> (rank: Int, reason: String)? {
    if let kinds = grant.kinds, grant.role.kinds.contains(kind), !kinds.contains(kind) {
      let list = kinds.map(\.description).joined(separator: ", ")
      return (2, "\(kind) is not among its kinds, \(list) would be right")
    }
    guard grant.allows(kind) else {
      let right = Role.allowed(for: kind).map(\.rawValue).joined(separator: " or ")
      if right.isEmpty { return (1, "it may not sign \(kind), as no role may unless by name") }
      return (1, "it may not sign \(kind), \(right) would be right")
    }
    if let reason = grant.objection(to: scope) { return (2, reason) }
    let holders = Set(keys.map(\.actor)).count
    guard holders >= grant.threshold else {
      return (4, "\(holders) of \(grant.threshold) holders signed")
    }
    return nil
  }
}

/// For signed checkpoints, which are notes and no envelopes.
extension TrustFile {
  /// The checkpoint of a note that a key with the right to keep logs has signed, and the key.
  public func checkpoint(
    note: ByteView, at: Instant
  ) throws(TrustError) -> (checkpoint: Checkpoint, key: TrustKey, role: Role) {
    let signed = try SignedNote(note)
    let checkpoint = try Checkpoint(signed.text)
    var named: [(NoteKey, TrustKey)] = []
    for key in keys {
      guard case .plain(let publicKey) = key.form else { continue }
      named.append((try NoteKey(name: checkpoint.origin, publicKey: publicKey), key))
    }
    let found = try signed.signers(among: named.map(\.0))
    let signers = named.filter { found.contains($0.0) }.map(\.1)
    let (role, keys) = try Statement.authority(
      of: signers, kind: "checkpoint", scope: StatementScope(), in: self, at)
    guard let key = keys.first else { preconditionFailure("authority without a key") }
    return (checkpoint, key, role)
  }
}

public import Kernel

/// Who may say what: keys, the roles they have, and within which scope.
///
/// `{"type":"sluice.trust.v1","version":N,"expires":TIME,"keys":{NAME:{"key":TEXT,…}},
/// "roles":{ROLE:{"keys":[NAME],"threshold":N,…}}}`; docs/trust.md has every field. It counts only
/// inside of an envelope that its own `root` role has signed, see `TrustChain`.
public struct TrustFile: Sendable {
  /// Goes up by one with each change.
  public let version: Int
  /// From when on it must not be used.
  public let expires: Instant
  /// The keys in the order of their names.
  public let keys: [TrustKey]
  /// The roles they have.
  let grants: [TrustGrant]

  /// Reads the payload of a trust envelope. Throws `TrustError.trust` with the file and what is
  /// wrong in it.
  public init(_ payload: ByteString, path: String) throws(TrustError) {
    let json: JSON
    do { json = try JSONParser.tree(payload) } catch {
      throw .trust(path: path, problem: error.message)
    }
    self = try TrustFileReader(path: path).file(json)
  }

  init(version: Int, expires: Instant, keys: [TrustKey], grants: [TrustGrant]) {
    self.version = version
    self.expires = expires
    self.keys = keys
    self.grants = grants
  }

  /// The key of that name.
  public func key(named name: ByteString) -> TrustKey? { keys.first { $0.name == name } }

  /// The keys that signed an envelope, each once.
  ///
  /// Signatures of unknown keys, and those that name none, are passed over; a wrong one in the name of a known key refuses the
  /// envelope whatever else stands there.
  func signers(of envelope: DSSEEnvelope, purpose: ByteString) throws(TrustError) -> [TrustKey] {
    let message = envelope.message
    var found: [TrustKey] = []
    for signature in envelope.signatures {
      for key in keys {
        guard signature.keyid == ByteString(key.publicKey.keyid) else { continue }
        if key.verifies(signature.bytes, of: message, purpose: purpose) {
          if !found.contains(where: { $0.name == key.name }) { found.append(key) }
        } else {
          throw .refused(
            key: key.name.description, role: nil,
            reason: "its signature is wrong, what was signed was altered or meant otherwise")
        }
      }
    }
    return found
  }
}

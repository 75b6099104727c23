public import Kernel

/// Envelopes to be signed.
extension Statement {
  /// The unsigned envelope of a record's line.
  public static func envelope(of record: Record) -> DSSEEnvelope {
    DSSEEnvelope(
      payloadType: payloadType(ofType: ByteString(record.type)), payload: ByteString(record.bytes))
  }

  /// The unsigned envelope of a record of our own making.
  public static func envelope(of record: JSON) -> DSSEEnvelope {
    DSSEEnvelope(
      payloadType: payloadType(ofType: record["type"]?.string ?? ByteString()),
      payload: record.canonical)
  }

  /// The envelope of a file of a kind: unsigned around its bytes, or the one that the file holds.
  public static func envelope(
    ofFile text: ByteString, kind: ByteString, path: String
  ) throws(TrustError) -> DSSEEnvelope {
    let isStatement = kind == "statement"
    let type = isStatement ? InTotoStatement.payloadType : payloadType(of: kind)
    let read = text.withView { try? DSSEEnvelope(text: $0.trimmed) }
    // A statement's line feed is the stream's, a policy's is the file's.
    let payload = isStatement ? text.withView { ByteString($0.trimmed) } : text
    let envelope = read ?? DSSEEnvelope(payloadType: type, payload: payload)
    guard envelope.payloadType == type else {
      throw .envelope(
        problem: "\(path): payload type \(envelope.payloadType), \(type) would be right")
    }
    if isStatement { _ = try InTotoStatement.kind(of: envelope.payload) }
    if kind == "trust" { _ = try TrustFile(envelope.payload, path: path) }
    return envelope
  }
}

/// Signatures that were made by ssh-keygen.
extension DSSEEnvelope {
  /// Adds the signature in a `.sig` file once it has been checked, with the purpose of the kind.
  public mutating func add(
    sshSignature text: ByteView, path: String
  ) throws(TrustError) {
    let kind = try Statement.kind(of: self)
    let bytes = try SSHSignature.bytes(armored: text, path: path)
    let purpose = Statement.purpose(of: kind)
    guard let signature = SSHSignature(bytes),
      message.withView({ signature.verifies($0, namespace: purpose, by: signature.key) })
    else {
      throw .key(
        path: path,
        problem: "no signature of this message with -n \(purpose), which would be right")
    }
    add(signature: bytes, by: signature.key.publicKey)
  }
}

/// What OpenSSH needs to check people's signatures itself.
extension TrustFile {
  /// The SSH keys in the form of ssh-keygen's allowed signers: for each role the purposes of its
  /// kinds, revoked keys with the end of their time.
  public var allowedSigners: String {
    var text = ""
    for key in keys {
      guard case .ssh(let ssh) = key.form else { continue }
      let kinds = grants.filter { $0.keys.contains(key.name) }.flatMap { $0.kinds ?? $0.role.kinds }
      guard !kinds.isEmpty else { continue }
      let purposes = Set(kinds).sorted().map { Statement.purpose(of: $0).description }
      text += "\(key.actor) namespaces=\"\(purposes.joined(separator: ","))\""
      if let revoked = key.revoked {
        let digits = revoked.at.description.prefix(19).filter { $0 >= "0" && $0 <= "9" }
        text += " valid-before=\"\(digits)Z\""
      }
      text += " \(ssh.text)\n"
    }
    return text
  }
}

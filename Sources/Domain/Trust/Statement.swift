public import Kernel

/// A record or a file that was signed, and by whom: what is left of an envelope once it is believed.
public struct Statement: Sendable {
  /// What was signed. For a record one line of JSON; whoever has verified reads no other bytes.
  public let payload: ByteString
  /// The kind, such as `waiver`.
  public let kind: ByteString
  /// The role that it was signed in.
  public let role: Role
  /// The keys that signed in that role.
  public let signers: [TrustKey]
  /// The parsed payload, nil for kinds that are files.
  public let record: JSON?

  /// Kinds whose payload is a whole file rather than a record.
  private static let files: [ByteString] = ["policy", "test-result", "trust", "vsa"]

  /// The payload type of a kind.
  public static func payloadType(of kind: ByteString) -> ByteString {
    ByteString("application/vnd.sluice.\(kind).v1+json")
  }

  /// The payload type of a record's type.
  public static func payloadType(ofType type: ByteString) -> ByteString {
    payloadType(of: Role.kind(of: type))
  }

  /// What an SSH signature of a kind must have been made for: its namespace.
  public static func purpose(of kind: ByteString) -> ByteString { ByteString("release-\(kind)") }

  /// The kind of a payload type; nil for one that is not ours.
  public static func kind(of payloadType: ByteString) -> ByteString? {
    let head = Array("application/vnd.sluice.".utf8)
    let tail = Array(".v1+json".utf8)
    let bytes = payloadType.bytes
    guard bytes.count > head.count + tail.count, bytes.starts(with: head),
      bytes.suffix(tail.count).elementsEqual(tail)
    else { return nil }
    return ByteString(Array(bytes[head.count..<bytes.count - tail.count]))
  }

  /// The kind of an envelope: of an in-toto statement by its predicate, else by its payload type.
  static func kind(of envelope: DSSEEnvelope) throws(TrustError) -> ByteString {
    if envelope.payloadType == InTotoStatement.payloadType {
      return try InTotoStatement.kind(of: envelope.payload)
    }
    guard let kind = kind(of: envelope.payloadType), !["test-result", "vsa"].contains(kind) else {
      throw .refused(
        key: nil, role: nil,
        reason: "payload type \(envelope.payloadType), such as "
          + "\(payloadType(of: "waiver")) would be right")
    }
    return kind
  }

  /// Believes the line of an envelope, or says which key in which role is not believed, and why.
  /// - Parameter at: the instant that counts as now; no clock is read.
  public init(_ line: ByteView, trust: TrustFile, at: Instant) throws(TrustError) {
    try self.init(DSSEEnvelope(text: line), trust: trust, at: at)
  }

  /// The same of an envelope that was read.
  public init(_ envelope: DSSEEnvelope, trust: TrustFile, at: Instant) throws(TrustError) {
    let kind = try Statement.kind(of: envelope)
    var record: JSON?
    var scope = StatementScope()
    if !Statement.files.contains(kind) {
      let json = try Statement.record(envelope.payload, kind)
      scope = try Statement.scope(of: json)
      record = json
    }
    let authority = try Statement.authority(of: envelope, kind: kind, scope: scope, in: trust, at)
    if let record {
      try Statement.checkTime(record, at, authority)
      try Statement.checkPerson(record, kind, authority)
    }
    payload = envelope.payload
    self.kind = kind
    (role, signers) = authority
    self.record = record
  }

  /// The payload as a record of that kind.
  private static func record(
    _ payload: ByteString, _ kind: ByteString
  ) throws(TrustError) -> JSON {
    func refused(_ reason: String) -> TrustError {
      .refused(key: nil, role: nil, reason: "payload: \(reason)")
    }
    guard !payload.bytes.contains(0x0A) else { throw refused("a line feed in a record") }
    let json: JSON
    do { json = try JSONParser.tree(payload) } catch { throw refused(error.message) }
    guard json["specversion"]?.string == "1.0", json["id"]?.string != nil,
      json["source"]?.string != nil, let type = json["type"]?.string
    else { throw refused("no record, one with specversion, id, source and type would be right") }
    guard Role.kind(of: type) == kind else {
      throw refused("a record of type \(type) in an envelope for \(kind)")
    }
    return json
  }

  /// What roles are bound to. A waiver holds where its scope says, so that must be one with it.
  private static func scope(of record: JSON) throws(TrustError) -> StatementScope {
    let scope = StatementScope(
      environment: record["environment"]?.string, tenant: record["tenant"]?.string)
    if let inner = record["data"]?["scope"]?["environment"], inner.string != scope.environment {
      throw .refused(
        key: nil, role: nil,
        reason: "data.scope.environment is not the record's environment, the same would be right")
    }
    return scope
  }

  private static func checkTime(
    _ record: JSON, _ at: Instant, _ authority: (role: Role, keys: [TrustKey])
  ) throws(TrustError) {
    guard let text = record["time"] else { return }
    guard let time = text.instant, time <= at else {
      throw .refused(
        key: names(authority.keys), role: authority.role.rawValue,
        reason: "the record is dated \(text.string ?? "wrongly"), which is after \(at.description)")
    }
  }

  /// Approvals and waivers are somebody's word: the holder of a key that signed must be the one
  /// they name, and none of those whose work they are about.
  private static func checkPerson(
    _ record: JSON, _ kind: ByteString, _ authority: (role: Role, keys: [TrustKey])
  ) throws(TrustError) {
    let member: ByteString
    switch kind {
    case "approval": member = "actor"
    case "waiver": member = "approver"
    default: return
    }
    func refused(_ reason: String) -> TrustError {
      .refused(key: names(authority.keys), role: authority.role.rawValue, reason: reason)
    }
    guard let named = record["data"]?[member]?.string else { throw refused("no data.\(member)") }
    guard authority.keys.contains(where: { $0.actor == named }) else {
      let holders = authority.keys.map(\.actor.description).joined(separator: ", ")
      throw refused("data.\(member) is \(named), the key is held by \(holders)")
    }
    let authors = record["data"]?["authors"]?.array?.compactMap(\.string) ?? []
    if let own = authority.keys.first(where: { authors.contains($0.actor) }) {
      throw refused("\(own.actor) would approve of what is their own, somebody else would be right")
    }
  }

  private static func names(_ keys: [TrustKey]) -> String {
    keys.map(\.name.description).joined(separator: " + ")
  }
}

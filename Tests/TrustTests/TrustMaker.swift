import Kernel
import TestSupport
import Trust

/// Trust files and statements for tests; every key comes of a seed.
enum TrustMaker {
  static let now = Instant("2026-11-20T06:00:00Z") ?? Instant(seconds: 0)

  /// The key of a name: its seed is the SHA-256 digest of the name.
  static func key(_ name: String) throws -> SigningKey {
    try SigningKey(seed: SHA256.digest(of: ByteString(name)).bytes)
  }

  static func member(_ name: String, _ more: String = "") throws -> String {
    let pem = try key(name).publicKey.pem.split(separator: "\n").joined(separator: "\\n")
    return "\"\(name)\":{\"key\":\"\(pem)\\n\"\(more)}"
  }

  /// The payload of a trust file with the keys `names`, and `roles` as the inside of an object.
  static func payload(
    version: Int = 1, expires: String = "2027-01-01T00:00:00Z", keys: [String], roles: String,
    more: String = ""
  ) -> String {
    "{\"type\":\"sluice.trust.v1\",\"version\":\(version),\"expires\":\"\(expires)\",\"keys\":{"
      + keys.joined(separator: ",") + "},\"roles\":{\(roles)}\(more)}"
  }

  /// An envelope of a payload, signed by the keys of some names.
  static func envelope(_ kind: ByteString, _ payload: String, by names: [String]) throws
    -> DSSEEnvelope
  {
    var envelope = DSSEEnvelope(
      payloadType: Statement.payloadType(of: kind), payload: ByteString(payload))
    for name in names { try envelope.sign(with: key(name)) }
    return envelope
  }

  /// An in-toto statement of a predicate, signed by the key of a name.
  static func statement(_ predicate: String, by name: String) throws -> DSSEEnvelope {
    var envelope = DSSEEnvelope(
      payloadType: InTotoStatement.payloadType,
      payload: ByteString(
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{},"
          + "\"predicateType\":\"\(predicate)\",\"subject\":[{\"digest\":{\"x\":\"y\"}}]}"))
    try envelope.sign(with: key(name))
    return envelope
  }

  /// A chain of payloads, each signed by the keys of some names.
  static func chain(
    _ steps: [(payload: String, by: [String])], at: Instant = now, minimum: Int = 1
  ) throws -> TrustChain {
    var text = ""
    for step in steps {
      text += try envelope("trust", step.payload, by: step.by).text.description + "\n"
    }
    return try TrustChain(ByteString(text), path: "trust", at: at, minimum: minimum)
  }

  /// One key for each role, named like it, and the trust file that `root` has signed.
  static func oneKeyARole() throws -> TrustFile {
    let names = Role.allCases.map(\.rawValue)
    let roles = names.map { "\"\($0)\":{\"keys\":[\"\($0)\"]}" }.joined(separator: ",")
    let payload = payload(keys: try names.map { try member($0) }, roles: roles)
    return try chain([(payload, ["root"])]).current
  }

  /// A record of a kind that its role would let through.
  static func record(
    _ kind: String, actor: String = "approver", data: String = "", attributes: String = ""
  ) -> String {
    let data = "\"actor\":\"\(actor)\",\"approver\":\"\(actor)\"" + (data.isEmpty ? "" : ",\(data)")
    return TestRecords.record(kind, id: "1", data: data, attributes: attributes)
  }

  /// What is said to a statement: nil when it is believed.
  static func refusal(
    _ envelope: DSSEEnvelope, _ trust: TrustFile, at: Instant = now
  ) -> String? {
    do throws(TrustError) {
      _ = try Statement(envelope, trust: trust, at: at)
      return nil
    } catch {
      return error.message
    }
  }
}

public import Kernel

/// An in-toto Statement v1: what is said (the predicate) of which things (the subjects, by digest).
public enum InTotoStatement {
  /// The payload type of its envelopes.
  public static let payloadType: ByteString = "application/vnd.in-toto+json"
  /// A SLSA verification summary, version 1.
  public static let summaryPredicate = "https://slsa.dev/verification_summary/v1"
  /// The results of tests, version 0.1.
  public static let testPredicate = "https://in-toto.io/attestation/test-result/v0.1"

  /// The kinds that stand in trust files and purposes for predicates.
  private static let kinds: [(predicate: String, kind: ByteString)] = [
    (summaryPredicate, "vsa"), (testPredicate, "test-result"),
  ]

  /// A thing that a statement is about.
  public struct Subject: Sendable {
    let name: ByteString?
    let algorithm: ByteString
    let digits: ByteString

    /// A file by its SHA-256; nil unless that is 64 lower-case digits, with `sha256:` or without.
    public init?(name: ByteString, sha256: ByteString) {
      let digits = sha256.description.hasPrefix("sha256:") ? sha256.description.dropFirst(7) : nil
      let text = ByteString(digits.map(String.init) ?? sha256.description)
      guard text.withView({ Digest(hex: $0) }) != nil else { return nil }
      self.name = name
      algorithm = "sha256"
      self.digits = text
    }

    /// A commit of git; nil unless it is 40 or 64 lower-case digits.
    public init?(commit: ByteString) {
      let isHex = commit.bytes.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
      guard isHex, [40, 64].contains(commit.bytes.count) else { return nil }
      name = nil
      algorithm = "gitCommit"
      digits = commit
    }

    fileprivate var json: JSON {
      .members([
        "digest": .object([.init(algorithm, .string(digits))]), "name": name.map { .string($0) },
      ])
    }
  }

  /// The statement. No other members are added: strict readers refuse them.
  public static func json(
    of subjects: [Subject], predicateType: String, predicate: JSON
  ) -> JSON {
    .members([
      "_type": "https://in-toto.io/Statement/v1", "predicate": predicate,
      "predicateType": .text(predicateType), "subject": .array(subjects.map(\.json)),
    ])
  }

  /// The kind of a statement's text, by its predicate.
  static func kind(of payload: ByteString) throws(TrustError) -> ByteString {
    let json: JSON
    do { json = try JSONParser.tree(payload) } catch {
      throw .refused(key: nil, role: nil, reason: "payload: \(error.message)")
    }
    guard json["_type"]?.string == "https://in-toto.io/Statement/v1",
      let subjects = json["subject"]?.array, !subjects.isEmpty,
      let predicate = json["predicateType"]?.string
    else {
      throw .refused(key: nil, role: nil, reason: "payload: no in-toto Statement v1 with subjects")
    }
    guard let known = kinds.first(where: { ByteString($0.predicate) == predicate }) else {
      throw .refused(
        key: nil, role: nil,
        reason: "predicate \(predicate), \(summaryPredicate) or \(testPredicate) would be right")
    }
    return known.kind
  }
}

public import Kernel
public import Records

/// That a rule may be broken: so far and no further, there and nowhere else, until then.
public struct Waiver: Sendable {
  /// The record's id.
  public let id: ByteString
  /// The rule.
  public let rule: ByteString
  /// Where it holds; any where nil.
  public let release: ByteString?
  /// Where it holds; any where nil.
  public let commit: ByteString?
  /// Where it holds; any where nil.
  public let environment: ByteString?
  /// How a covered value stands to the bound: the operator of the rule.
  public let comparison: Comparison
  /// The worst value that is covered.
  public let bound: Double
  /// Why.
  public let reason: ByteString
  /// Who says so.
  public let approver: ByteString
  /// From when on it holds.
  public let created: Instant
  /// From when on it holds no more.
  public let expires: Instant

  /// Reads the record of a statement. Throws `TrustError.refused` with what is wrong with it.
  public init(_ record: JSON) throws(TrustError) {
    func fault(_ member: String) -> TrustError {
      .refused(key: nil, role: nil, reason: "waiver without a right data.\(member)")
    }
    guard record["type"]?.string == "sluice.waiver.v1", let id = record["id"]?.string,
      let data = record["data"]
    else { throw .refused(key: nil, role: nil, reason: "no record of a waiver") }
    guard let rule = data["rule"]?.string, !rule.bytes.isEmpty else { throw fault("rule") }
    guard
      let comparison = data["bound"]?["op"]?.string.flatMap({
        Comparison(rawValue: $0.description)
      })
    else { throw fault("bound.op") }
    guard let bound = data["bound"]?["value"]?.number, bound.isFinite else {
      throw fault("bound.value")
    }
    guard let reason = data["reason"]?.string, !reason.bytes.isEmpty else { throw fault("reason") }
    guard let approver = data["approver"]?.string, !approver.bytes.isEmpty else {
      throw fault("approver")
    }
    guard let created = data["created"]?.instant else { throw fault("created") }
    guard let expires = data["expires"]?.instant, expires > created else { throw fault("expires") }
    let scope = data["scope"]?.object ?? []
    for member in scope {
      guard ["commit", "environment", "release"].contains(member.key), member.value.string != nil
      else { throw fault("scope") }
    }
    guard !scope.isEmpty else { throw fault("scope") }
    self.id = id
    self.rule = rule
    release = data["scope"]?["release"]?.string
    commit = data["scope"]?["commit"]?.string
    environment = data["scope"]?["environment"]?.string
    self.comparison = comparison
    self.bound = bound
    self.reason = reason
    self.approver = approver
    self.created = created
    self.expires = expires
  }

  /// Why the waiver does not cover a rule's outcome; nil when it does.
  /// - Parameters:
  ///   - value: what the rule got; nothing covers a value that is not known or not finite.
  ///   - at: the instant of the decision: `created` ≤ `at` < `expires`.
  public func objection(
    rule: ByteString, release: ByteString?, commit: ByteString?, environment: ByteString?,
    value: Double?, at: Instant
  ) -> String? {
    if rule != self.rule { return "it is for the rule \(self.rule)" }
    let scopes = [
      ("release", self.release, release), ("commit", self.commit, commit),
      ("environment", self.environment, environment),
    ]
    for (name, wanted, found) in scopes {
      if let wanted, wanted != found { return "it is for the \(name) \(wanted)" }
    }
    if at < created { return "it begins at \(created.description)" }
    if at >= expires { return "it expired at \(expires.description)" }
    guard let value, value.isFinite else { return "there is no value to hold against its bound" }
    guard comparison.holds(value, bound) else {
      return "it covers \(comparison.rawValue) \(JSON.number(bound).canonical), "
        + "not \(JSON.number(value).canonical)"
    }
    return nil
  }

  /// Reads `<=4`, an operator of a rule and a finite number.
  public static func bound(_ text: String) -> (comparison: Comparison, value: Double)? {
    let sign = text.prefix { "<>=!".contains($0) }
    let rest = text.dropFirst(sign.count).drop { $0 == " " }
    guard let comparison = Comparison(rawValue: String(sign)), let value = Double(rest),
      value.isFinite
    else { return nil }
    return (comparison, value)
  }
}

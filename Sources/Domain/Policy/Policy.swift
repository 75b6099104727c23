public import Kernel
internal import Trust

/// A policy: what must hold for a release to go.
public struct Policy: Sendable {
  /// Its name and version, from its header.
  public let name: ByteString
  public let version: Int
  /// The instant from which on it must not be used.
  public let expires: Instant?
  /// Who answers for it.
  public let owner: ByteString?
  /// Whether a decision must name the one before it.
  let isChained: Bool
  /// How many refused inputs it tolerates.
  let rejectsAllowed: Int
  /// SHA-256 over its bytes, in hexadecimal.
  public let digest: String
  let rules: [PolicyRule]

  /// Reads JSON lines: the header `{"policy":NAME,"version":N,…}`, then one rule a line. Throws
  /// `Failure.configuration` with file, line and rule.
  public init(_ text: ByteString, file: String) throws(Failure) {
    let keys: [ByteString] = ["about", "chain", "expires", "owner", "policy", "rejects", "version"]
    var header: JSON?
    var rules: [PolicyRule] = []
    try WholeFile.forEachSetting(of: text, file: file) { (value, place) throws(Failure) in
      if header == nil {
        header = value
      } else {
        let rule = try PolicyReader(place: place).rule(value)
        guard !rules.contains(where: { $0.id == rule.id }) else {
          throw .configuration(place, "rule \"\(rule.id)\" stands twice")
        }
        rules.append(rule)
      }
    }
    let place = Place(file, line: 1)
    guard let header, let name = header["policy"]?.string,
      let version = header["version"]?.integer
    else {
      throw .configuration(
        place, "no header, {\"policy\":\"NAME\",\"version\":1} in the first line would be right")
    }
    if let problem = header.unknownKey(among: keys) {
      throw .configuration(place, "in the header: \(problem)")
    }
    guard !rules.isEmpty else { throw .configuration(Place(file), "a policy without rules") }
    var expires: Instant?
    if let text = header["expires"] {
      guard let instant = text.instant else {
        throw .configuration(place, "expires: a time such as 2027-01-01T00:00:00Z is right")
      }
      expires = instant
    }
    self.name = name
    self.version = version
    self.expires = expires
    owner = header["owner"]?.string
    isChained =
      try header["chain"].map { chain throws(Failure) in
        guard let truth = chain.bool else {
          throw .configuration(place, "chain: true or false is right")
        }
        return truth
      } ?? false
    rejectsAllowed =
      try header["rejects"].map { rejects throws(Failure) in
        guard let count = rejects.integer, count >= 0 else {
          throw .configuration(place, "rejects: a whole number from 0 on is right")
        }
        return count
      } ?? 0
    digest = SHA256.digest(of: text).hex
    self.rules = rules
  }
}

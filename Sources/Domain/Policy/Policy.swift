public import Kernel
internal import Records
internal import Trust

/// How bad a rule's outcome is; a later case is worse.
public enum Level: String, Comparable, Sendable {
  case pass, warn, soft, hard

  private var rank: Int {
    switch self {
    case .pass: 0
    case .warn: 1
    case .soft: 2
    case .hard: 3
    }
  }

  /// Milder comes first.
  public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
}

/// What a rule computes from its evidence.
enum Measure: Sendable {
  /// How many records of the evidence fit a condition.
  case count(Selection)
  /// Their share of the evidence, 0 to 1.
  case ratio(Selection)
  /// One number of all the values at a pointer.
  case field([ByteString], Aggregate)
}

/// How many values become one.
enum Aggregate: String, Sendable {
  case max, min, sum, mean, last, p50, p90, p95, p99
}

/// One rule of a policy.
struct PolicyRule: Sendable {
  let id: ByteString
  /// Which records are its evidence.
  let selection: Selection
  /// Evidence of which the answer is not known: one is enough to make the rule `unknown`.
  let unknownWhen: Selection?
  let measure: Measure
  let comparison: Comparison
  /// The bounds that are given.
  let bounds: [(level: Level, value: Double)]
  /// The least number of records that count as evidence.
  let minimum: Int
  /// The greatest age in seconds of the newest evidence.
  let maximumAge: Int?
  /// What too little or unknown, and what old evidence is worth.
  let missing: Level
  let stale: Level
  /// Whether evidence of another commit or release counts too.
  let anyScope: Bool
  let why: ByteString?
  let remedy: ByteString?
}

/// A policy: what must hold for a release to go.
public struct Policy: Sendable {
  /// Its name and version, from its header.
  public let name: ByteString
  public let version: Int
  /// The instant from which on it must not be used.
  public let expires: Instant?
  /// How many refused inputs it tolerates.
  public let rejectsAllowed: Int
  /// SHA-256 over its bytes, in hexadecimal.
  public let digest: String
  let rules: [PolicyRule]

  /// Reads JSON lines: the header `{"policy":NAME,"version":N,…}`, then one rule a line. Throws
  /// `Failure.configuration` with file, line and rule.
  public init(_ text: ByteString, file: String) throws(Failure) {
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
      let version = header["version"]?.number.flatMap({ Int(exactly: $0) })
    else {
      throw .configuration(
        place, "no header, {\"policy\":\"NAME\",\"version\":1} in the first line would be right")
    }
    guard !rules.isEmpty else { throw .configuration(Place(file), "a policy without rules") }
    var expires: Instant?
    if let text = header["expires"] {
      guard let instant = text.string.flatMap({ $0.withView { Instant($0) } }) else {
        throw .configuration(place, "expires: a time such as 2027-01-01T00:00:00Z is right")
      }
      expires = instant
    }
    self.name = name
    self.version = version
    self.expires = expires
    rejectsAllowed = header["rejects"]?.number.flatMap { Int(exactly: $0) } ?? 0
    digest = SHA256.digest(of: text).hex
    self.rules = rules
  }
}

public import Kernel
internal import Records
public import Trust

/// Earlier decisions by a policy of the same name: what a new one is compared with.
///
/// Memory: about 200 bytes for each rule of each decision.
public struct DecisionHistory {
  /// An earlier decision.
  struct Past {
    let id: ByteString
    let at: Instant
    let isGo: Bool
    let release: ByteString?
    let policyDigest: ByteString
    let policyVersion: Int
    let log: (size: Int, root: ByteString)?
    /// SHA-256 of its line.
    let digest: Digest
    /// The id of the decision that it names as the one before it.
    let previous: ByteString?
    /// What each rule came to.
    let rules: [ByteString: (passed: Bool, got: Double?)]
  }

  private var decisions: [Past] = []

  /// No decisions.
  public init() {}

  /// Takes in a decision; other records, and decisions by a policy of another name, are passed over.
  /// Returns what is wrong with it, or nil.
  public mutating func hear(_ record: Record, of policy: Policy) -> String? {
    guard record.type == "sluice.decision.v1" else { return nil }
    let value = JSON(record.root)
    guard let data = value["data"], let at = data["at"]?.instant,
      let verdict = data["verdict"]?.string, let name = data["policy"]?["name"]?.string,
      let digest = data["policy"]?["sha256"]?.string,
      let version = data["policy"]?["version"]?.integer,
      let list = data["rules"]?.array
    else { return "a decision without at, verdict, policy or rules" }
    guard name == policy.name else { return nil }
    var rules: [ByteString: (passed: Bool, got: Double?)] = [:]
    for rule in list {
      guard let id = rule["id"]?.string else { return "a decision with a rule without id" }
      rules[id] = (rule["state"]?.string == "pass", rule["got"]?.number)
    }
    let log = data["log"].flatMap { log -> (size: Int, root: ByteString)? in
      guard let size = log["size"]?.integer,
        let root = log["root"]?.string
      else { return nil }
      return (size, root)
    }
    decisions.append(
      Past(
        id: ByteString(record.id), at: at, isGo: verdict == "go", release: data["release"]?.string,
        policyDigest: digest, policyVersion: version, log: log,
        digest: SHA256.digest(of: record.bytes),
        previous: data["previous"]?["id"]?.string, rules: rules))
    decisions.sort { ($0.at, $0.id) < ($1.at, $1.id) }
    return nil
  }

  /// Those before a decision: histories out of a store hold it too.
  public func before(_ decision: JSON) -> DecisionHistory {
    var earlier = self
    let at = decision["data"]?["at"]?.instant
    earlier.decisions.removeAll { past in
      past.id == decision["id"]?.string || at.map { past.at >= $0 } ?? false
    }
    return earlier
  }

  /// The decision before.
  var last: Past? { decisions.last }
  /// The last decision that was go: what a rollback goes back to.
  var lastGo: Past? { decisions.last { $0.isGo } }

  /// The highest version of the policy that decided.
  var policyVersion: Int? { decisions.map(\.policyVersion).max() }

  /// Whether the first of them has none before it, so that all are here.
  var isWhole: Bool { decisions.first.map { $0.previous == nil } ?? true }

  /// The ids that decisions name as the one before and that are not here, but for that of the first.
  var gaps: [ByteString] {
    let known = Set(decisions.map(\.id))
    return decisions.dropFirst().compactMap(\.previous).filter { !known.contains($0) }
  }

  /// The sizes of the log at which its root must be that of an earlier decision.
  public var logSizes: Set<Int> { Set([last, lastGo].compactMap { $0?.log?.size }) }
  /// The records that the log must hold: the decision before, and the one to go back to.
  public var logged: Set<Digest> { Set([last, lastGo].compactMap { $0?.digest }) }

  /// The decision whose policy a new one is held against: the last go, or the first decision while
  /// there is none. Not the last one: a looser policy would only have to be refused once.
  var standard: Past? { lastGo ?? decisions.first }
  /// SHA-256 of that policy.
  public var standardPolicyDigest: ByteString? { standard?.policyDigest }

  /// In how many of the last decisions, without a gap, a rule was not passed.
  func repeats(of rule: ByteString) -> Int {
    decisions.reversed().prefix { $0.rules[rule].map { !$0.passed } ?? false }.count
  }

  /// The first of these.
  func firstBreach(of rule: ByteString) -> Past? {
    let count = repeats(of: rule)
    return count == 0 ? nil : decisions[decisions.count - count]
  }
}

public import Kernel
internal import Records
internal import Trust

/// A decision explained to a person: each breach with its evidence, since when, how to look closer,
/// what helps, and the least that would have to change.
public struct Explanation {
  /// A record that is evidence of a breach, as far as it was found in what was read.
  public struct Item: Sendable {
    /// Its id.
    public let id: ByteString
    /// Where it stands; nil when it was not read.
    public internal(set) var place: Place?
    /// What it is about: `subject`, or the message in its data.
    public internal(set) var about: String?
    /// The line of a source file that it names, where it names one.
    public internal(set) var source: Place?
  }

  /// A rule that does not pass.
  public struct Breach: Sendable {
    /// The rule's id, its level and its state, as the decision has them.
    public let rule: ByteString
    public let level: Level
    public let state: String
    /// What it wanted and got, in words.
    public let finding: String
    /// Why the rule is there, and what helps.
    public let why: ByteString?
    public let remedy: ByteString?
    /// Whether it keeps the release from going.
    public let blocks: Bool
    /// The release, or the instant of the decision, that shows it first, and how many did in a row.
    public let since: String
    /// The first of its evidence, and how much there is.
    public internal(set) var evidence: [Item]
    public let evidenceCount: Int
    /// What must be otherwise, in one sentence.
    public let need: String
    /// The command that writes a waiver of it; nil when none may cover it.
    public let waiver: String?
    let outcome: RuleOutcome.State
    let policyRule: PolicyRule?
    let change: LeastChange.Demand?
  }

  /// The verdict, what is decided on, and when.
  public let isGo: Bool
  public let release: ByteString?
  public let at: ByteString
  /// The rules that do not pass, the worst first, then in the order of the decision.
  public private(set) var breaches: [Breach] = []
  private let commit: ByteString?
  private var evidence: [ByteString: Item] = [:]
  private var files: [String] = []
  private var evidenceFiles: Set<String> = []

  /// Explains a decision that this policy made. Throws `Failure.configuration` when it made none.
  public init(
    _ decision: JSON, policy: Policy, file: String, history: DecisionHistory
  ) throws(Failure) {
    guard let data = decision["data"], let verdict = data["verdict"]?.string,
      let at = data["at"]?.string, let rules = data["rules"]?.array
    else { throw .data(Place("decision"), "no verdict, at or rules") }
    guard data["policy"]?["sha256"]?.string == ByteString(policy.digest) else {
      throw .configuration(Place(file), "not the policy of the decision: its SHA-256 differs")
    }
    isGo = verdict == "go"
    release = data["release"]?.string
    commit = decision["commit"]?.string
    self.at = at
    let reader = OutcomeReader(
      policy: policy, history: history, decided: release ?? at, at: at)
    breaches = rules.compactMap { reader.breach($0) }
    breaches = breaches.enumerated().sorted {
      ($0.element.level, $1.offset) > ($1.element.level, $0.offset)
    }.map(\.element)
    for breach in breaches { for item in breach.evidence { evidence[item.id] = item } }
  }

  /// Takes in a record that may be evidence.
  public mutating func hear(_ record: Record) {
    let file = record.place.file
    if files.last != file, !files.contains(file) { files.append(file) }
    let id = ByteString(record.id)
    guard var item = evidence[id], item.place == nil else { return }
    item.place = record.place
    evidenceFiles.insert(file)
    let message = record.data?["message"]?.string ?? record.data?["reason"]?.string
    item.about = [record.attribute("subject"), message].compactMap { $0 }
      .map(Explanation.firstLine).joined(separator: ": ")
    if let name = record.data?["file"]?.string {
      item.source = Place(name.text, line: record.data?["line"]?.integer ?? 0)
    }
    evidence[id] = item
  }

  /// Says where evidence stands, once everything was read.
  public mutating func finish() {
    for index in breaches.indices {
      breaches[index].evidence = breaches[index].evidence.map { evidence[$0.id] ?? $0 }
    }
  }

  private static func firstLine(_ text: ByteView) -> String {
    text.slice(0, min(text.firstIndex(of: 0x0A) ?? text.count, 200)).text
  }

  /// The command that shows what a breach is about.
  public func command(for breach: Breach) -> String? {
    let found = files.filter { evidenceFiles.contains($0) }
    let known = found.isEmpty ? files : found
    let named = known.isEmpty ? ["RECORDS"] : known
    if let rule = breach.policyRule {
      // What is missing is in none of the files, or in any.
      let all = files.isEmpty ? named : files
      return JQCommand(
        rule: rule, release: release, commit: commit,
        files: breach.evidence.isEmpty ? all : named
      ).text(for: breach.outcome)
    }
    return breach.evidence.isEmpty
      ? nil : JQCommand.text(ids: breach.evidence.map(\.id), files: named)
  }

  /// The least that would have to be otherwise for the release to go, one sentence each; nothing
  /// when it goes.
  public var changes: [String] {
    let blocking = breaches.filter(\.blocks)
    let demands = blocking.compactMap(\.change)
    let records = LeastChange.records(demands)
    var lines: [String] = []
    for id in records {
      let rules = demands.filter { $0.records.contains(id) }.map(\.rule.description)
      let item = evidence[id]
      let about = item?.about.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
      lines.append("record \(id)\(about) must not count in \(rules.joined(separator: ", "))")
    }
    for breach in blocking where breach.change == nil {
      lines.append("\(breach.rule): \(breach.need)")
    }
    return lines
  }
}

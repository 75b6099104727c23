import Kernel
import Policy
import TestSupport
import Testing
import Trust

@Suite struct HistoryTests {
  static let header = #"{"policy":"p","version":1}"# + "\n"
  static let chained = #"{"chain":true,"policy":"p","version":1}"# + "\n"
  static let failures =
    #"{"id":"r","select":{"type":"test"},"measure":{"count":{"/data/status":"failed"}},"op":"<=","hard":0}"#

  /// Decides at an hour, with decisions before as they were written.
  static func decide(
    _ policy: String, failed: Int = 0, hour: Int, before: [String]? = nil, first: Bool = false,
    previous: String? = nil, release: String? = nil, log: (size: Int, root: String)? = nil,
    facts: LogFacts? = nil
  ) throws -> (isGo: Bool, text: String, data: JSON) {
    let policy = try Policy(ByteString(policy), file: "p.jsonl")
    var context = DecisionContext(
      at: Instant(seconds: 1_790_000_000 + 3600 * hour), release: release.map { ByteString($0) },
      commit: nil)
    if let before {
      var history = DecisionHistory()
      try TestRecords.read(before) { #expect(history.hear($0, of: policy) == nil) }
      context.history = history
    }
    context.isFirst = first
    context.log = log
    context.logFacts = facts
    context.previousPolicy = try previous.map { try Policy(ByteString($0), file: "old.jsonl") }
    var judge = try Judge(policy)
    let records = (0...failed).map {
      TestRecords.record(
        "test", id: "\($0)", data: #""status":"\#($0 < failed ? "failed" : "passed")""#,
        attributes: release.map { #""release":"\#($0)""# } ?? "")
    }
    try TestRecords.read(records) { try judge.hear($0, in: context) }
    let (record, isGo) = judge.decide(context)
    return (isGo, record.canonical.description, try #require(record["data"]))
  }

  static func rules(_ data: JSON) -> [ByteString] {
    (data["rules"]?.array ?? []).filter { $0["level"]?.string != "pass" }
      .compactMap { $0["id"]?.string }
  }

  @Test func aChainedPolicyWantsTheDecisionBefore() throws {
    let policy = Self.chained + Self.failures
    #expect(try Self.rules(Self.decide(policy, hour: 1).data) == ["history.missing"])
    let first = try Self.decide(policy, hour: 1, first: true)
    #expect(first.isGo)
    let second = try Self.decide(policy, hour: 2, before: [first.text])
    #expect(second.isGo)
    #expect(second.data["previous"]?["verdict"] == "go")
    let again = try Self.decide(policy, hour: 3, before: [first.text], first: true)
    #expect(Self.rules(again.data) == ["history.first"])
  }

  @Test func decisionsGoForwardInTime() throws {
    let policy = Self.header + Self.failures
    let first = try Self.decide(policy, hour: 2)
    let earlier = try Self.decide(policy, hour: 2, before: [first.text])
    #expect(Self.rules(earlier.data) == ["history.order"])
  }

  @Test func aLogOnlyGrows() throws {
    let policy = Self.header + Self.failures
    let first = try Self.decide(policy, hour: 1, log: (10, "a"))
    let without = try Self.decide(policy, hour: 2, before: [first.text])
    #expect(Self.rules(without.data) == ["history.log"])
    let shorter = try Self.decide(policy, hour: 2, before: [first.text], log: (9, "b"))
    #expect(Self.rules(shorter.data) == ["history.log"])
    let forked = try Self.decide(policy, hour: 2, before: [first.text], log: (10, "b"))
    #expect(Self.rules(forked.data) == ["history.log"])
    let unknown = try Self.decide(policy, hour: 2, before: [first.text], log: (11, "b"))
    #expect(Self.rules(unknown.data) == ["history.log"])
    for (root, goes) in [("a", true), ("x", false)] as [(ByteString, Bool)] {
      var facts = LogFacts()
      facts.roots = [10: root]
      let grown = try Self.decide(
        policy, hour: 2, before: [first.text], log: (11, "b"), facts: facts)
      #expect(grown.isGo == goes)
      #expect(grown.data["previous"]?["log"]?["root"] == "a")
    }
  }

  @Test func whatGoesCanGoBackToWhatWasLogged() throws {
    let policy = Self.chained + Self.failures
    let first = try Self.decide(policy, hour: 1, first: true, log: (10, "a"))
    var facts = LogFacts()
    facts.roots = [10: "a"]
    let unlogged = try Self.decide(
      policy, hour: 2, before: [first.text], log: (11, "b"), facts: facts)
    #expect(Self.rules(unlogged.data) == ["rollback.unverified"])
    facts.found = [SHA256.digest(of: ByteString(first.text))]
    let second = try Self.decide(
      policy, hour: 2, before: [first.text], log: (11, "b"), facts: facts)
    #expect(second.isGo)
    #expect(second.data["rollback"]?["sha256"]?.string?.description == facts.found.first?.hex)
  }

  @Test func noDecisionOfAChainIsLeftOut() throws {
    let policy = Self.chained + Self.failures
    let first = try Self.decide(policy, hour: 1, first: true)
    let second = try Self.decide(policy, failed: 1, hour: 2, before: [first.text])
    let third = try Self.decide(policy, failed: 1, hour: 3, before: [first.text, second.text])
    // The go is left out, so nothing is known to go back to.
    let cut = try Self.decide(policy, hour: 4, before: [second.text, third.text])
    #expect(Self.rules(cut.data) == ["rollback.missing"])
    let gap = try Self.decide(policy, hour: 4, before: [first.text, third.text])
    #expect(Self.rules(gap.data) == ["history.gap"])
    #expect(try Self.decide(policy, hour: 4, before: [first.text, second.text, third.text]).isGo)
  }

  @Test func repeatedBreachesSayWhatToGoBackToAndEscalate() throws {
    let soft = Self.failures.replacing(
      #""hard":0"#, with: #""warn":0,"escalate":{"after":3,"to":"hard"}"#)
    var before: [String] = []
    for hour in 0..<4 {
      let decision = try Self.decide(
        Self.header + soft, failed: hour == 0 ? 0 : 1, hour: hour, before: before,
        release: "rc-\(hour)")
      let rule = try #require(decision.data["rules"]?.array?.first)
      #expect(decision.isGo == (hour < 3))
      #expect(rule["repeated"]?.number == (hour < 2 ? nil : Double(hour)))
      if hour == 3 {
        #expect(rule["guidance"]?.string?.description.contains("release rc-2") == true)
        #expect(decision.data["rollback"]?["release"] == "rc-2")
      }
      before.append(decision.text)
    }
  }

  @Test func comparesWithTheLastGo() throws {
    let ratio = Self.failures.replacing(
      #""hard":0"#, with: #""hard":2,"baseline":{"as":"difference"}"#)
    let alone = try Self.decide(Self.header + ratio, failed: 1, hour: 1, before: [])
    #expect(GateTests.state(alone.data) == "unknown")
    let plain = try Self.decide(
      Self.header + Self.failures.replacing(#""hard":0"#, with: #""warn":0"#), failed: 1, hour: 1)
    let policies = Self.header + Self.failures.replacing(#""hard":0"#, with: #""warn":0"#)
    for (failed, goes) in [(3, true), (4, false)] {
      let next = try Self.decide(
        Self.header + ratio, failed: failed, hour: 2, before: [plain.text], previous: policies)
      #expect(GateTests.state(next.data) == (goes ? "pass" : "breach"))
    }
  }

  static let loosenings: [(ByteString, String, String)] = [
    ("r", #""hard":0"#, #""hard":1"#), ("r", #""hard":0"#, #""soft":0"#),
    ("r", #""hard":0"#, #""hard":0,"scope":"any""#),
    ("r", #""hard":0"#, #""hard":0,"missing":"warn""#),
    ("r", #""hard":0"#, #""hard":0,"waivable":true"#), ("r", #""type":"test""#, #""type":"run""#),
    ("r", #""id":"r""#, #""id":"s""#),
  ]

  @Test(arguments: loosenings.indices) func aLooserPolicyIsABreach(index: Int) throws {
    let (rule, from, to) = Self.loosenings[index]
    let old = Self.header + Self.failures
    let new = old.replacing(from, with: to)
    let first = try Self.decide(old, hour: 1)
    let unknown = try Self.decide(new, hour: 2, before: [first.text])
    #expect(Self.rules(unknown.data).contains("policy.changed"))
    let known = try Self.decide(new, hour: 2, before: [first.text], previous: old)
    #expect(Self.rules(known.data).contains(ByteString("policy.loosened:\(rule)")))
    #expect(!known.isGo)
  }

  @Test func aLooserPolicyIsABreachAsLongAsItIsNotWaived() throws {
    let old = Self.header + Self.failures
    let new = old.replacing(#""hard":0"#, with: #""hard":1"#)
    let first = try Self.decide(old, hour: 1)
    let second = try Self.decide(new, hour: 2, before: [first.text], previous: old)
    let third = try Self.decide(new, hour: 3, before: [first.text, second.text], previous: old)
    #expect(Self.rules(third.data).contains("policy.loosened:r"))
    #expect(!third.isGo)
  }

  @Test func anOldPolicyPutBackIsABreach() throws {
    let old = Self.header + Self.failures
    let new = old.replacing(#""version":1"#, with: #""version":2"#)
    let first = try Self.decide(new, hour: 1)
    let back = try Self.decide(old, hour: 2, before: [first.text], previous: new)
    #expect(Self.rules(back.data) == ["policy.version"])
    let forth = try Self.decide(new, hour: 2, before: [first.text])
    #expect(forth.isGo)
  }

  @Test func aStricterPolicyIsNone() throws {
    let old = Self.header + Self.failures.replacing(#""hard":0"#, with: #""soft":3"#)
    let new =
      Self.header + Self.failures.replacing(#""hard":0"#, with: #""hard":2,"min":1,"maxage":"1h""#)
    let first = try Self.decide(old, hour: 1)
    let next = try Self.decide(new, hour: 2, before: [first.text], previous: old)
    #expect(!Self.rules(next.data).contains { $0.description.hasPrefix("policy.") })
  }
}

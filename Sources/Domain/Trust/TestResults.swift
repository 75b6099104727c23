public import Kernel

/// Test records as an in-toto test result (v0.1), which knows three lists of names and no more.
///
/// A test that came several times counts by its worst. What failed or errored is failed; what was
/// skipped, is unknown, or was expected to fail proves nothing and is warned; the result is no pass
/// unless something has passed.
///
/// Memory: the name of each test.
public struct TestResults {
  private enum Outcome: Int { case passed, warned, failed }

  private var outcomes: [ByteString: Outcome] = [:]
  private var sources: [ByteString: ByteString] = [:]

  /// No tests.
  public init() {}

  /// Takes in a test, or the manifest that names the files of the run.
  public mutating func hear(_ record: Record) {
    guard let data = record.data else { return }
    if record.type == "sluice.manifest.v1" {
      for source in data["sources"].map({ Array($0.elements) }) ?? [] {
        guard let name = source["name"]?.string, let digest = source["sha256"]?.string else {
          continue
        }
        sources[ByteString(name)] = ByteString(digest)
      }
    }
    guard record.type == "sluice.test.v1" else { return }
    let parts = [data["suite"]?.string, data["name"]?.string].compactMap { $0?.text }
    let name =
      record.attribute("subject").map { ByteString($0) }
      ?? ByteString(parts.isEmpty ? record.id.text : parts.joined(separator: "/"))
    let outcome = TestResults.outcome(data)
    if let known = outcomes[name], known.rawValue >= outcome.rawValue { return }
    outcomes[name] = outcome
  }

  private static func outcome(_ data: JSONValue) -> Outcome {
    guard let status = data["status"]?.string else { return .failed }
    if data["expected"]?.bool ?? false { return .warned }
    if status == "passed" { return .passed }
    return status == "skipped" ? .warned : .failed
  }

  /// How many tests there are.
  public var count: Int { outcomes.count }

  /// The statement about subjects.
  public func statement(of subjects: [InTotoStatement.Subject]) -> JSON {
    func names(_ wanted: Outcome) -> JSON {
      .array(outcomes.filter { $0.value == wanted }.keys.sorted().map { .string($0) })
    }
    let worst = outcomes.values.map(\.rawValue).max().flatMap(Outcome.init) ?? .failed
    let hasPassed = outcomes.values.contains(.passed)
    let result: JSON =
      switch worst {
      case .failed: "FAILED"
      case .warned: hasPassed ? "WARNED" : "FAILED"
      case .passed: "PASSED"
      }
    let configuration = sources.keys.sorted().map { name in
      JSON.members([
        "digest": sources[name].map { .members(["sha256": .string($0)]) }, "name": .string(name),
      ])
    }
    return InTotoStatement.json(
      of: subjects, predicateType: InTotoStatement.testPredicate,
      predicate: .members([
        "configuration": .array(configuration), "failedTests": names(.failed),
        "passedTests": names(.passed), "result": result, "warnedTests": names(.warned),
      ]))
  }
}

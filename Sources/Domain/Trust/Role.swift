public import Kernel

/// What a key may say. Kinds that bind others belong to one role each, so that no key attests,
/// approves and decides alone unless the trust file gives it all three roles by name.
public enum Role: String, CaseIterable, Sendable {
  /// Gathers what others made: observations, changes, artifacts, and the promise of what there is.
  case collector
  /// Attests to tests and measurements.
  case tester
  /// Approves a decision or an artifact.
  case approver
  /// Waives a rule for a while.
  case waiverApprover = "waiver-approver"
  /// Decides and deploys.
  case releaser
  /// Sets the rules of the gate.
  case policyOwner = "policy-owner"
  /// Keeps the log.
  case auditor
  /// Signs the trust file.
  case root

  /// The kinds that the role may sign; a grant may narrow them, never widen.
  public var kinds: [ByteString] {
    switch self {
    case .collector:
      [
        "alert", "artifact", "call", "change", "checkpoint", "component", "deployment", "document",
        "edge", "evidence", "finding", "hole", "incident", "manifest", "metric", "observation",
        "oncall", "request", "run", "task", "timeline", "usage",
      ]
    case .tester:
      [
        "comparison", "coverage", "drill", "finding", "forecast", "metric", "run", "tally", "test",
        "test-result", "testsuite", "trend",
      ]
    case .approver: ["approval"]
    case .waiverApprover: ["waiver"]
    case .releaser: ["bundle", "decision", "deployment", "request", "vsa"]
    case .policyOwner: ["policy"]
    case .auditor: ["audit", "checkpoint"]
    case .root: ["trust"]
    }
  }

  /// Whether a grant may also name kinds that are not the project's own.
  var takesForeignKinds: Bool { self == .collector || self == .tester }

  /// The roles that may sign a kind.
  public static func allowed(for kind: ByteString) -> [Role] {
    allCases.filter { $0.kinds.contains(kind) }
  }

  /// The kind of a record's type: `sluice.waiver.v1` is `waiver`, foreign types stand as they are.
  public static func kind(of type: ByteString) -> ByteString {
    let parts = type.bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].elementsEqual("sluice".utf8), parts[2].elementsEqual("v1".utf8)
    else { return type }
    return ByteString(Array(parts[1]))
  }
}

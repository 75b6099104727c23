public import Kernel

/// What a person is asked about: a decision, and whose work it is.
public struct Subject {
  /// The digest of the decision's line.
  public private(set) var digest: Digest?
  /// The decision.
  public private(set) var decision: JSON?
  /// Everybody whose work it is, by name and by address: they have no say in it.
  public private(set) var authors: Set<ByteString> = []

  /// Of nothing yet.
  public init() {}

  /// Hears a record: the decision, a change, or what else names an author or actor.
  public mutating func hear(_ record: Record) throws(Failure) {
    if record.type == ByteView("sluice.decision.v1") {
      guard decision == nil else {
        throw .data(record.place, "a second decision, one would be right")
      }
      decision = JSON(record.root)
      digest = SHA256.digest(of: record.bytes)
    }
    for member in ["author", "author_email", "actor"] as [StaticString] {
      if let name = record.data?[member]?.string { authors.insert(ByteString(name)) }
    }
  }

  /// An attribute of the decision.
  public func attribute(_ name: ByteString) -> ByteString? { decision?[name]?.string }

  /// The outcome of a rule.
  public func rule(_ id: ByteString) -> JSON? {
    rules.first { $0["id"]?.string == id }
  }

  /// The ids of the decision's rules.
  public var ruleNames: [String] { rules.compactMap { $0["id"]?.string?.description } }

  private var rules: [JSON] { decision?["data"]?["rules"]?.array ?? [] }
}

public import Kernel
internal import Records

/// Classes records and masks what rules say.
public struct Redactor {
  /// What came of a record.
  public enum Outcome {
    /// It goes on as it stands.
    case unchanged
    /// It goes on as it was written to the buffer.
    case changed
    /// Its class is above the one that is allowed, and why.
    case refused(String)
  }

  private let rules: RedactionRules
  private let key: MaskKey?
  private let allowed: Int?
  private var counts: [Int]
  private var changed = 0

  /// The attribute that bears a record's class (CloudEvents' data classification extension).
  public static let attribute: ByteString = "dataclassification"

  /// A redactor that has seen nothing. Throws `Failure.usage` where `allowed` is no class of the rules.
  /// - Parameters:
  ///   - key: for rules that hash.
  ///   - allowed: the highest class that may go on; any when nil.
  public init(_ rules: RedactionRules, key: MaskKey?, allowed: ByteString?) throws(Failure) {
    self.rules = rules
    self.key = key
    self.allowed = try allowed.map { (name) throws(Failure) in
      guard let level = rules.classes.firstIndex(of: name) else {
        let list = rules.classes.map(\.description).joined(separator: ", ")
        throw .usage("--allow \(name): one of \(list) is right")
      }
      return level
    }
    counts = [Int](repeating: 0, count: rules.rules.count)
  }

  /// Looks at a record, and writes it to the buffer where it has to change. Cost: a walk over its
  /// values, and each detector's pass over its texts.
  public mutating func redact(_ record: Record, to buffer: ByteBuffer) -> Outcome {
    var walk = RedactionWalk(rules: rules, key: key, record: record, out: JSONWriter(buffer))
    if let stated = walk.stated {
      guard let level = rules.classes.firstIndex(of: stated) else {
        return .refused("\(Redactor.attribute) \(stated) is no class of the rules")
      }
      walk.raise(to: level, by: nil)
    }
    walk.run()
    if let allowed, let level = walk.level, level > allowed {
      let cause = walk.cause.map { "rule \($0)" } ?? Redactor.attribute.description
      return .refused(
        "class \(rules.classes[level]) by \(cause), \(rules.classes[allowed]) is allowed")
    }
    for (number, count) in walk.counts.enumerated() { counts[number] += count }
    guard walk.isChanged else { return .unchanged }
    if walk.counts.contains(where: { $0 > 0 }) { changed += 1 }
    return .changed
  }

  /// A `sluice.audit.v1` record of what was masked; it holds nothing of the values.
  public func report() -> JSON {
    let listed = zip(rules.rules, counts).compactMap { rule, count in
      rule.mask.map {
        JSON.members([
          "id": .string(rule.id), "mask": .text($0.word), "values": .integer(count),
        ])
      }
    }
    return AuditStream.record(
      .members([
        "action": "redact", "masked": .array(listed), "records": .integer(changed),
        "rules": .text("sha256:\(rules.digest)"),
      ]), by: "redact")
  }
}

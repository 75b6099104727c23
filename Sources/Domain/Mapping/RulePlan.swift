import Kernel

/// A rule laid out for the hot path: plain words and addresses of memory that its mapper owns, so
/// that applying it costs no reference counting.
struct RulePlan {
  /// `data.part` of the observations it is for; any when empty.
  let parts: UnsafeMutableBufferPointer<ByteView>
  /// A condition of the program; none when negative.
  let condition: Int
  /// Whether it ignores items on purpose.
  let isIgnoring: Bool
  /// The array each of whose elements makes a record of its own.
  let each: Node.Place?
  /// The fields of `data`, in canonical order.
  let fields: UnsafeMutableBufferPointer<Rule.Field>
  /// Whether some fields identify the record; all of it does otherwise.
  let hasKey: Bool
  /// What stands around `data`.
  let envelope: EnvelopePlan
  /// What stands around the audit record of a tally that does not match; nil for other kinds.
  let audit: EnvelopePlan?

  init(_ rule: Rule, given: [JSON.Member], memory: Program) {
    parts = RulePlan.copy(rule.parts.map { memory.keep($0) })
    condition = rule.condition ?? -1
    isIgnoring = rule.type == nil
    each = rule.each
    fields = RulePlan.copy(rule.fields)
    hasKey = rule.hasKey
    envelope = EnvelopePlan(rule, given: given, memory: memory)
    audit =
      rule.type == "sluice.tally.v1"
      ? EnvelopePlan(rule, as: "sluice.audit.v1", given: given, memory: memory) : nil
  }

  /// Gives its memory back.
  func deallocate() {
    parts.deallocate()
    fields.deallocate()
    envelope.deallocate()
    audit?.deallocate()
  }

  static func copy<Element>(_ array: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
    _ = memory.initialize(from: array)
    return memory
  }
}

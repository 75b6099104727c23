internal import Kernel
internal import Records

/// The rules of a policy by the type of records that they can be about, in plain memory: every record
/// is looked up here, and handed to its rules without counting references.
final class RuleTable {
  /// The rules in the order of the policy.
  let evaluations: [RuleEvaluation]

  private struct Entry: BitwiseCopyable {
    /// A type; of the last entry no type, which stands for all others.
    let type: ByteView
    let from: Int
    let to: Int
  }

  private let questions: SelectionSet
  private let names = ByteBuffer(capacity: 256)
  private var entries: [Entry] = []
  private let listed: UnsafeMutableBufferPointer<Unmanaged<RuleEvaluation>>

  init(_ rules: [PolicyRule], _ memory: StateMemory) {
    let (plans, questions) = RulePlan.plans(rules)
    let evaluations = zip(rules, plans).map { RuleEvaluation($0, $1, memory) }
    self.evaluations = evaluations
    self.questions = questions
    let typesByRule = rules.map(\.selection.types)
    let types = Set(typesByRule.flatMap { $0 ?? [] }).sorted()
    var lists: [[Int]] = types.map { type in
      rules.indices.filter { typesByRule[$0]?.contains(type) ?? true }
    }
    lists.append(rules.indices.filter { typesByRule[$0] == nil })
    let all = lists.flatMap { $0 }.map { Unmanaged.passUnretained(evaluations[$0]) }
    listed = .allocate(capacity: all.count)
    _ = listed.initialize(from: all)
    for type in types { names.append(type) }
    var start = 0
    var from = 0
    for (index, list) in lists.enumerated() {
      let length = index < types.count ? types[index].bytes.count : 0
      entries.append(
        Entry(type: names.view.slice(start, start + length), from: from, to: from + list.count))
      start += length
      from += list.count
    }
  }

  deinit { listed.deallocate() }

  /// Hands a record to the rules that can be about its type.
  func hear(
    _ record: Record, of time: Instant?, inScope: Bool, at instant: Instant
  ) throws(Failure) {
    var index = 0
    while index < entries.count - 1, !(entries[index].type == record.type) { index += 1 }
    guard entries[index].from < entries[index].to else { return }
    questions.turn(to: record.root)
    for place in entries[index].from..<entries[index].to {
      // What it calls knows no typed throws.
      let fault = listed[place]._withUnsafeGuaranteedRef { evaluation -> Failure? in
        do throws(Failure) {
          try evaluation.add(record, questions, of: time, inScope: inScope, at: instant)
          return nil
        } catch {
          return error
        }
      }
      if let fault { throw fault }
    }
  }
}

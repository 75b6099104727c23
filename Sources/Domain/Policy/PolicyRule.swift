internal import Kernel
internal import Records

/// What a rule computes from its evidence.
enum Measure: Sendable {
  /// How many records of the evidence fit a condition.
  case count(Selection)
  /// Their share of the evidence, 0 to 1.
  case ratio(Selection)
  /// One number of all the values at a pointer.
  case field(RecordPath, Aggregate)
  /// How many different values there are at a pointer, such as approvers.
  case distinct(RecordPath)
  /// How many seconds ago the oldest or the newest instant at a pointer was.
  case age(RecordPath, AgeEnd)
  /// How many records' intervals, from one pointer's instant until before another's, hold the
  /// instant of the decision, such as shifts on call.
  case covers(RecordPath, RecordPath)
  /// How many of the names that records list at one pointer are not met: the newest of the records with
  /// that name at another pointer must fit a condition, such as required checks that passed.
  case unmet(wanted: RecordPath, name: RecordPath, by: Selection)
}

/// Of which record the age counts.
enum AgeEnd: String, Sendable { case oldest, newest }

/// How a rule compares with what it came to in the last decision that was go, or with a number of the
/// evidence.
struct Baseline: Sendable {
  enum Way: String, Sendable { case difference, ratio }

  let way: Way
  /// The rule whose value it compares with, where that is of this evidence; it judges nothing itself.
  let source: PolicyRule?
  /// What it is worth when there is nothing to compare with.
  let missing: Level

  /// The number that the bounds are for; nil when there is none.
  func value(_ got: Double, against baseline: Double) -> Double? {
    let value = way == .difference ? got - baseline : got / baseline
    return value.isFinite ? value : nil
  }
}

/// One rule of a policy; shared, since every record is held against it.
final class PolicyRule: Sendable {
  let id: ByteString
  /// Which records are its evidence.
  let selection: Selection
  /// Where the value stands by which evidence is told into groups, of which each is judged.
  let by: RecordPath?
  /// Evidence of which the answer is not known: one is enough to make the rule `unknown`.
  let unknownWhen: Selection?
  let measure: Measure
  let comparison: Comparison
  /// The bounds that are given, mildest level first.
  let bounds: [(level: Level, value: Double)]
  let baseline: Baseline?
  /// The least number of records that count as evidence.
  let minimum: Int
  /// The greatest age in seconds of the newest evidence.
  let maximumAge: Int?
  /// What too little or unknown, and what old evidence is worth.
  let missing: Level
  let stale: Level
  /// Whether evidence of another commit or release counts too.
  let anyScope: Bool
  /// The worst level that a waiver may cover; nil when none is.
  let waivable: Level?
  /// From how many decisions in a row on a breach becomes one of another level.
  let escalation: (after: Int, to: Level)?
  let why: ByteString?
  let remedy: ByteString?
  /// What is asked of which evidence, as it is written: two rules that differ here cannot be compared.
  let question: ByteString

  /// The same without the comparison.
  let subject: ByteString

  init(
    id: ByteString, selection: Selection, by: RecordPath?, unknownWhen: Selection?,
    measure: Measure, comparison: Comparison, bounds: [(level: Level, value: Double)],
    baseline: Baseline?, minimum: Int, maximumAge: Int?, missing: Level, stale: Level,
    anyScope: Bool, waivable: Level?, escalation: (after: Int, to: Level)?, why: ByteString?,
    remedy: ByteString?, question: ByteString, subject: ByteString
  ) {
    self.id = id
    self.selection = selection
    self.by = by
    self.unknownWhen = unknownWhen
    self.measure = measure
    self.comparison = comparison
    self.bounds = bounds
    self.baseline = baseline
    self.minimum = minimum
    self.maximumAge = maximumAge
    self.missing = missing
    self.stale = stale
    self.anyScope = anyScope
    self.waivable = waivable
    self.escalation = escalation
    self.why = why
    self.remedy = remedy
    self.question = question
    self.subject = subject
  }

  /// The bounds, as a person would write them.
  var want: String {
    bounds.map { "\(comparison.rawValue) \(PolicyRule.text($0.value)) (\($0.level))" }
      .joined(separator: ", ")
  }

  /// A number in its shortest form.
  static func text(_ value: Double) -> String {
    let number = ByteBuffer(capacity: 32)
    NumberText.write(value, to: number)
    return number.string.description
  }
}

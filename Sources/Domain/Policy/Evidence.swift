internal import Kernel
internal import Records

/// What a rule has heard so far, of all its evidence or of one group of it. The order of arrival does
/// not matter.
struct Evidence {
  private(set) var count = 0
  private(set) var matching = 0
  private(set) var unknown = 0
  /// The times of the evidence itself.
  private(set) var newest: Instant?
  /// The times that an age is taken of.
  private(set) var times: (oldest: Instant, newest: Instant)?
  private(set) var ids = SmallestIDs()
  private(set) var matchingIDs = SmallestIDs()
  private(set) var unknownIDs = SmallestIDs()
  private let values: StateArray<Double>
  private var last: (time: Instant, id: ByteString, value: Double)?
  private var distinct: Set<ByteString> = []

  init(_ memory: StateMemory) { values = StateArray(memory) }

  /// Adds a record of a time that the rule is about.
  mutating func add(
    _ record: Record, of time: Instant?, _ rule: PolicyRule, at instant: Instant
  ) throws(Failure) {
    count += 1
    ids.add(record.id)
    if let time { newest = max(newest ?? time, time) }
    if rule.unknownWhen?.matches(record.root) ?? false { return addUnknown(record) }
    switch rule.measure {
    case .count(let condition), .ratio(let condition):
      if condition.matches(record.root) { addMatching(record) }
    case .field(let path, let aggregate):
      guard let value = path.value(in: record.root)?.number else {
        return addUnknown(record)
      }
      if aggregate == .last {
        noteLast(value, time ?? Instant(seconds: .min / 2), ByteString(record.id))
      } else {
        try values.append(value)
      }
    case .distinct(let path):
      guard let value = path.value(in: record.root),
        let text = value.string ?? value.numberText
      else { return addUnknown(record) }
      distinct.insert(ByteString(text))
    case .age(let path, _):
      guard let time = Evidence.instant(at: path, in: record) else { return addUnknown(record) }
      times = (min(times?.oldest ?? time, time), max(times?.newest ?? time, time))
    case .covers(let from, let to):
      guard let start = Evidence.instant(at: from, in: record),
        let end = Evidence.instant(at: to, in: record)
      else { return addUnknown(record) }
      if start <= instant, instant < end { addMatching(record) }
    }
  }

  private mutating func addMatching(_ record: Record) {
    matching += 1
    matchingIDs.add(record.id)
  }

  private mutating func addUnknown(_ record: Record) {
    unknown += 1
    unknownIDs.add(record.id)
  }

  /// Ties go to the greater id, so that the order of arrival does not matter.
  private mutating func noteLast(_ value: Double, _ time: Instant, _ id: ByteString) {
    if let last, (time, id) < (last.time, last.id) { return }
    last = (time, id, value)
  }

  /// A time, or the first instant of a date in UTC.
  private static func instant(at path: RecordPath, in record: Record) -> Instant? {
    guard let text = path.value(in: record.root)?.string else { return nil }
    if text.count == 10 { return Instant("\(text.text)T00:00:00Z") }
    return Instant(text)
  }

  /// The number that the rule is about; nil when there is none.
  func value(_ rule: PolicyRule, at instant: Instant) -> Double? {
    switch rule.measure {
    case .count, .covers: Double(matching)
    case .ratio: Double(matching) / Double(count)
    case .distinct: Double(distinct.count)
    case .age(_, let end):
      (end == .newest ? times?.newest : times?.oldest).map {
        Double(instant.seconds - $0.seconds)
          + Double(instant.nanoseconds - $0.nanoseconds) / 1e9
      }
    case .field(_, let aggregate):
      // Many large numbers may sum to none that a double holds.
      (aggregate.of(values) ?? last?.value).flatMap { $0.isFinite ? $0 : nil }
    }
  }
}

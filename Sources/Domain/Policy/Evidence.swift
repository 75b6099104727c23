internal import Kernel
internal import Records

/// What a rule has heard so far, of all its evidence or of one group of it. The order of arrival does
/// not matter.
final class Evidence {
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
  private var aggregation: Aggregation
  private var last: (time: Instant, id: ByteString, value: Double)?
  private var distinct: Set<ByteString> = []
  /// Names that must be met, and of each name the newest record and whether it meets it.
  private var wanted: Set<ByteString> = []
  private var offers: [ByteString: (time: Instant, id: ByteString, isMet: Bool)] = [:]

  init(_ measure: Measure, _ memory: StateMemory) {
    aggregation = Aggregation(measure, memory)
  }

  /// Adds a record of a time, whose answer is known or not.
  func add(_ id: ByteView, of time: Instant?) {
    count += 1
    ids.add(id)
    if let time, newest.map({ $0 < time }) ?? true { newest = time }
  }

  /// What that record answers: nothing that is known.
  func addUnknown(_ id: ByteView) {
    unknown += 1
    unknownIDs.add(id)
  }

  /// That it is what is counted.
  func addMatching(_ id: ByteView) {
    matching += 1
    matchingIDs.add(id)
  }

  /// A value.
  func add(_ value: Double) throws(Failure) { try aggregation.add(value) }

  /// A value of which only the last counts. Ties go to the greater id.
  func addLast(_ value: Double, _ time: Instant, _ id: ByteView) {
    let id = ByteString(id)
    if let last, (time, id) < (last.time, last.id) { return }
    last = (time, id, value)
  }

  /// A text of which the different ones count.
  func add(text: ByteView) { distinct.insert(ByteString(text)) }

  /// A name that must be met.
  func want(_ name: ByteView) { wanted.insert(ByteString(name)) }

  /// A record of a name. The newest of them counts; ties go to the greater id.
  func offer(_ name: ByteView, isMet: Bool, _ time: Instant, _ id: ByteView) {
    let name = ByteString(name)
    let id = ByteString(id)
    if let known = offers[name], (time, id) < (known.time, known.id) { return }
    offers[name] = (time, id, isMet)
  }

  /// The names that are not met, sorted.
  var unmet: [ByteString] { wanted.filter { !(offers[$0]?.isMet ?? false) }.sorted() }

  /// A time of which an age is taken.
  func add(_ time: Instant) {
    times = (min(times?.oldest ?? time, time), max(times?.newest ?? time, time))
  }

  /// The number that the rule is about; nil when there is none.
  func value(_ rule: PolicyRule, at instant: Instant) -> Double? {
    switch rule.measure {
    case .count, .covers: Double(matching)
    case .ratio: Double(matching) / Double(count)
    case .distinct: Double(distinct.count)
    // Where nothing is wanted nothing is known to be enough.
    case .unmet: wanted.isEmpty ? nil : Double(unmet.count)
    case .age(_, let end):
      (end == .newest ? times?.newest : times?.oldest).map { instant.seconds(since: $0) }
    case .field:
      // Many large numbers may sum to none that a double holds.
      (aggregation.result ?? last?.value).flatMap { $0.isFinite ? $0 : nil }
    }
  }
}

public import Kernel
internal import Records

/// Finds the causes of effects by time rules. One fitting cause is certain as far as the rules go;
/// of several none is picked, they become a list of likely ones.
///
/// Memory: about 200 bytes for each record that a rule means as cause or effect.
public struct Causation {
  private struct Event {
    let record: Int
    let id: ByteString
    let time: Instant
    let group: [UInt32]
  }
  private struct Place: Hashable {
    let rule: Int
    /// The values that are to be shared, and those of the boundaries, which no cause crosses.
    let shared: [ByteString]
    let boundaries: [UInt32]
  }
  private struct Likely {
    let rule: ByteString
    let cause: Event
    let lagSeconds: Double
    let closeness: Double
  }

  private let rules: [TimeRule]
  private let width: Int
  private var causes: [Place: [Event]] = [:]
  private var effects: [Int: (event: Event, places: [Place])] = [:]
  /// The id of the one cause of a record, by the record's number.
  public private(set) var certain: [Int: ByteString] = [:]
  /// Effects with several causes that fit, as records in canonical order.
  public private(set) var ambiguous: [JSON] = []

  /// Nothing heard yet; `boundaries` is how many numbers of a group are values of boundaries.
  public init(rules: [TimeRule], boundaries: Int) {
    self.rules = rules
    width = boundaries
  }

  /// Takes in a record, numbered from 0, with its group. Records without a time are neither cause
  /// nor effect.
  public mutating func hear(_ record: Record, number: Int, group: [UInt32]) {
    guard !rules.isEmpty, let time = record.time.flatMap({ Instant($0) }) else { return }
    let event = Event(record: number, id: ByteString(record.id), time: time, group: group)
    var places: [Place] = []
    for (index, rule) in rules.enumerated() {
      let isCause = rule.cause.matches(record.root)
      let isEffect = record.root["causationid"] == nil && rule.effect.matches(record.root)
      guard isCause || isEffect, let shared = rule.shared(record.root) else { continue }
      let place = Place(rule: index, shared: shared, boundaries: Array(group[..<width]))
      if isCause { causes[place, default: []].append(event) }
      if isEffect { places.append(place) }
    }
    if !places.isEmpty { effects[number] = (event, places) }
  }

  /// Decides on every effect, and joins those that are certain with their cause.
  public mutating func resolve(joining components: Components) {
    for (place, events) in causes {
      causes[place] = events.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }
    for number in effects.keys.sorted() {
      guard let (effect, places) = effects[number] else { continue }
      var fitting: [ByteString: Likely] = [:]
      for place in places {
        for likely in candidates(effect, at: place) where fitting[likely.cause.id] == nil {
          fitting[likely.cause.id] = likely
        }
      }
      if fitting.count == 1, let only = fitting.values.first {
        certain[number] = only.cause.id
        components.joinRecords(effect.group, only.cause.group)
      } else if fitting.count > 1 {
        ambiguous.append(record(effect, Array(fitting.values)))
      }
    }
    ambiguous.sort { $0.canonical < $1.canonical }
  }

  private func candidates(_ effect: Event, at place: Place) -> [Likely] {
    guard let events = causes[place] else { return [] }
    let rule = rules[place.rule]
    let earliest = effect.time.advanced(bySeconds: -rule.withinSeconds)
    var lower = 0
    var upper = events.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if events[middle].time < earliest { lower = middle + 1 } else { upper = middle }
    }
    var found: [Likely] = []
    for event in events[lower...] {
      if event.time > effect.time { break }
      if event.id == effect.id { continue }
      let lag = effect.time.seconds(since: event.time)
      let closeness = 1 - lag / Double(rule.withinSeconds + 1)
      found.append(
        Likely(rule: rule.name, cause: event, lagSeconds: lag, closeness: closeness))
    }
    return found
  }

  /// Scores are shares of closeness in time, so they add up to 1 and rank; they are no
  /// probabilities.
  private func record(_ effect: Event, _ likely: [Likely]) -> JSON {
    let ranked = likely.sorted {
      ($1.closeness, $0.cause.id) < ($0.closeness, $1.cause.id)
    }
    let total = ranked.reduce(0) { $0 + $1.closeness }
    let list = ranked.map { one in
      JSON.members([
        "id": .string(one.cause.id), "lag_s": .number(one.lagSeconds), "rule": .string(one.rule),
        "score": .number((one.closeness / total * 1000).rounded() / 1000),
      ])
    }
    return CorrelationFindings.audit(
      "ambiguous-cause", subject: effect.id, severity: "INFO",
      [.init("effect", .string(effect.id)), .init("likely", .array(list))])
  }
}

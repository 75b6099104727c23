public import Kernel
internal import Records

/// Gathers the events of incidents and releases, and writes one `sluice.timeline.v1` record each.
///
/// An event is an alert, incident, deployment, change or decision with a time. It belongs to the
/// incident (or release) that it names, and to those named by others in its component. Memory:
/// about 300 bytes an event.
public struct Timelines {
  /// Whose timelines there are.
  public enum Scope: String, Sendable, CaseIterable {
    case incident
    case release
  }

  private let scopes: [Scope]
  private let gapSeconds: Int
  private var events: [TimelineEvent] = []
  private var byComponent: [Checksum: [Int]] = [:]
  private var byName: [Scope: [ByteString: Set<Int>]] = [:]
  private var times: [ByteString: Instant] = [:]

  /// Nothing heard yet. Events further apart than `gapSeconds` have a gap between them.
  public init(scopes: [Scope], gapSeconds: Int) {
    self.scopes = scopes
    self.gapSeconds = gapSeconds
  }

  /// Whether a record is an event.
  public func isEvent(_ record: Record) -> Bool {
    guard !scopes.isEmpty, record.time != nil else { return false }
    return record.type == "sluice.alert.v1" || record.type == "sluice.incident.v1"
      || record.type == "sluice.deployment.v1" || record.type == "sluice.change.v1"
      || record.type == "sluice.decision.v1"
  }

  /// Takes in an event with its component and the id of its cause.
  public mutating func hear(_ record: Record, component: Checksum?, cause: ByteString?) {
    guard let time = record.time.flatMap({ Instant($0) }) else { return }
    let stated = record.attribute("causationid").map { ByteString($0) }
    let event = TimelineEvent(
      id: ByteString(record.id), kind: TimelineEvent.kind(record.type), time: time,
      recorded: record.attribute("recordedtime").flatMap { Instant($0) },
      subject: record.attribute("subject").map { ByteString($0) },
      state: record.data?["state"]?.string.map { ByteString($0) }, cause: cause ?? stated)
    let number = events.count
    events.append(event)
    times[event.id] = time
    if let component { byComponent[component, default: []].append(number) }
    for scope in scopes {
      let name = scope == .incident ? record.attribute("incident") : record.attribute("release")
      guard let name, !name.isEmpty else { continue }
      byName[scope, default: [:]][ByteString(name), default: []].insert(number)
    }
  }

  /// The records, by scope and name.
  public func records() -> [JSON] {
    var componentOf: [Int: Checksum] = [:]
    for (component, numbers) in byComponent {
      for number in numbers { componentOf[number] = component }
    }
    var records: [JSON] = []
    for scope in scopes {
      for (name, named) in (byName[scope] ?? [:]).sorted(by: { $0.key < $1.key }) {
        var numbers = named
        for component in Set(named.compactMap { componentOf[$0] }) {
          numbers.formUnion(byComponent[component] ?? [])
        }
        let timeline = Timeline(
          events: numbers.map { events[$0] }, gapSeconds: gapSeconds, causes: times)
        records.append(timeline.record(scope, name))
      }
    }
    return records
  }
}

/// One event of a timeline.
struct TimelineEvent: Hashable {
  let id: ByteString
  let kind: ByteString
  let time: Instant
  let recorded: Instant?
  let subject: ByteString?
  let state: ByteString?
  let cause: ByteString?

  /// `alert` of `sluice.alert.v1`.
  static func kind(_ type: ByteView) -> ByteString {
    let parts = ByteString(type).bytes.split(separator: 0x2E)
    return parts.count > 1 ? ByteString(Array(parts[1])) : ByteString(type)
  }
}

internal import Kernel

/// What happened when, in lanes of one kind each.
public struct Events: Sendable {
  /// One event; `x` in seconds since 1970.
  struct Event: Sendable {
    let x: Double
    let lane: Int
    let text: String
  }

  /// How many are drawn at most.
  private static let limit = 200

  /// The kinds in the order of their first event.
  private(set) var lanes: [String] = []
  private(set) var events: [Event] = []
  /// The record that they are drawn from, where that is on the page.
  let record: Document.Anchor?

  /// Of the events of a timeline record.
  init(_ events: [JSON], record: Document.Anchor?) {
    self.record = record
    for event in events.prefix(Events.limit) {
      guard let at = event["at"]?.string, let instant = at.withView({ Instant($0) }),
        let kind = event["kind"]?.string?.description
      else { continue }
      let lane = lanes.firstIndex(of: kind) ?? lanes.count
      if lane == lanes.count { lanes.append(kind) }
      let words = [
        kind, event["subject"]?.string?.description, event["state"]?.string?.description,
      ]
      self.events.append(
        .init(
          x: instant.timeInterval, lane: lane,
          text: words.compactMap { $0 }.joined(separator: " ") + " at \(at)"))
    }
  }
}

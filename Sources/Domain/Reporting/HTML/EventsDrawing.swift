/// What happened when, as SVG: a lane for each kind, a dot for each event.
struct EventsDrawing {
  private let events: Events

  init(_ events: Events) { self.events = events }

  func write(to out: HTMLWriter) {
    let times = events.events.map(\.x)
    guard let first = times.min(), let last = times.max(), first < last else { return }
    let lanes = events.lanes
    let canvas = Canvas(
      x: first...last, y: -0.5...(Double(lanes.count) - 0.5),
      height: 44 + 26 * Double(lanes.count))
    let words = events.events.map(\.text).joined(separator: "; ")
    out.figure(
      tone: .plain, record: events.record, caption: "\(events.events.count) events, in UTC"
    ) {
      canvas.write(describedAs: words, to: out) {
        canvas.times(to: out)
        for (lane, name) in lanes.enumerated() {
          canvas.rule(at: Double(lanes.count - 1 - lane), String(name.prefix(10)), to: out)
        }
        for event in events.events {
          canvas.mark(event.x, Double(lanes.count - 1 - event.lane), "event", event.text, to: out)
        }
      }
    }
  }
}

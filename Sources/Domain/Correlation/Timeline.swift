internal import Kernel
internal import Records

/// The ordered events of one incident or release, and what they say about how long things took.
///
/// First symptom: the first alert. Detection: the first record of the incident itself. Mitigation and
/// recovery: the first incident record with state `mitigated`, and with `resolved` or `closed`.
/// All spans count from the first symptom; what no record says is left out, never guessed.
struct Timeline {
  private let events: [TimelineEvent]
  private let gapSeconds: Int
  private let causes: [ByteString: Instant]

  init(events: [TimelineEvent], gapSeconds: Int, causes: [ByteString: Instant]) {
    // The same record twice is one event.
    self.events = Set(events).sorted { ($0.time, $0.kind, $0.id) < ($1.time, $1.kind, $1.id) }
    self.gapSeconds = gapSeconds
    self.causes = causes
  }

  private func first(_ kind: ByteString, state: [ByteString]? = nil) -> Instant? {
    events.first { event in
      event.kind == kind && (state.map { $0.contains(event.state ?? "") } ?? true)
    }?.time
  }

  func record(_ scope: Timelines.Scope, _ name: ByteString) -> JSON {
    let symptom = first("alert")
    let detected = first("incident")
    let mitigated = first("incident", state: ["mitigated"])
    let recovered = first("incident", state: ["resolved", "closed"])
    func text(_ instant: Instant?) -> JSON? { instant.map { .text($0.description) } }
    func span(_ instant: Instant?) -> JSON? {
      guard let symptom, let instant else { return nil }
      return .number(instant.seconds(since: symptom))
    }
    let data = JSON.members([
      "clock_skew": .array(skews(symptom, recovered)), "detected_at": text(detected),
      "events": .array(list(from: symptom)), "first_symptom_at": text(symptom),
      "gaps": .array(gaps()), "mitigated_at": text(mitigated), "name": .string(name),
      "recovered_at": text(recovered), "scope": .text(scope.rawValue),
      "time_to_detect_s": span(detected), "time_to_mitigate_s": span(mitigated),
      "time_to_recover_s": span(recovered),
    ])
    return RecordShape.record(
      "timeline", data: data,
      envelope: Envelope(
        source: "sluice/correlate", subject: name,
        time: events.last.map { ByteString($0.time.description) },
        attributes: [.init(ByteString(scope.rawValue), .string(name))]))
  }

  /// `lag_s` is the time since the event before; `offset_s` since the first symptom, negative for
  /// what led up to it, or since the first event where there is no alert.
  private func list(from symptom: Instant?) -> [JSON] {
    var last: Instant?
    return events.map { event in
      defer { last = event.time }
      let origin = symptom ?? events[0].time
      return .members([
        "at": .text(event.time.description), "cause": event.cause.map { .string($0) },
        "id": .string(event.id), "kind": .string(event.kind),
        "lag_s": .number(last.map { event.time.seconds(since: $0) } ?? 0),
        "offset_s": .number(event.time.seconds(since: origin)),
        "state": event.state.map { .string($0) }, "subject": event.subject.map { .string($0) },
      ])
    }
  }

  private func gaps() -> [JSON] {
    zip(events, events.dropFirst()).compactMap { earlier, later in
      let seconds = later.time.seconds(since: earlier.time)
      guard seconds > Double(gapSeconds) else { return nil }
      return .members([
        "from": .string(earlier.id), "gap_s": .number(seconds), "to": .string(later.id),
      ])
    }
  }

  /// What clocks that agree cannot say: recorded before it happened, before its cause, or over
  /// before it began.
  private func skews(_ symptom: Instant?, _ recovered: Instant?) -> [JSON] {
    var skews: [JSON] = []
    func flag(_ event: ByteString, _ why: JSON, _ seconds: Double) {
      guard seconds > 0 else { return }
      skews.append(.members(["event": .string(event), "skew_s": .number(seconds), "why": why]))
    }
    for event in events {
      if let recorded = event.recorded {
        flag(event.id, "recorded before it happened", event.time.seconds(since: recorded))
      }
      if let cause = event.cause.flatMap({ causes[$0] }) {
        flag(event.id, "earlier than its cause", cause.seconds(since: event.time))
      }
    }
    if let symptom, let recovered, let last = events.first(where: { $0.time == recovered }) {
      flag(last.id, "recovered before the first symptom", symptom.seconds(since: recovered))
    }
    return skews
  }
}

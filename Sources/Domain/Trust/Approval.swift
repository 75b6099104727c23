public import Kernel

/// Where an approval stands: whatever is not approved is closed, and there is a reason for it.
public enum ApprovalStanding: Equatable, Sendable {
  /// Somebody approved.
  case approved(by: ByteString)
  /// Somebody said no, which no later yes outweighs.
  case rejected(by: ByteString, reason: ByteString?)
  /// It was asked for, and there is time left.
  case waiting(until: Instant)
  /// The time is over, and it is for somebody else to approve.
  case escalated(to: ByteString, since: Instant)
  /// The time is over, and there is nobody else.
  case timedOut(since: Instant)
  /// There was an approval that counts no more.
  case expired(since: Instant)
  /// Nobody was asked or answered.
  case absent

  /// Whether the way is open.
  public var isApproved: Bool { if case .approved = self { true } else { false } }

  /// One sentence for a person.
  public var message: String {
    switch self {
    case .approved(let actor): "approved by \(actor)"
    case .rejected(let actor, let reason): "rejected by \(actor)\(reason.map { ": \($0)" } ?? "")"
    case .waiting(let until): "not approved yet, asked for until \(until.description)"
    case .escalated(let actor, let since):
      "not approved by \(since.description), for \(actor) to decide"
    case .timedOut(let since): "not approved by \(since.description), closed"
    case .expired(let since): "the approval expired at \(since.description)"
    case .absent: "not approved, and not asked for"
    }
  }

  /// Where the approval of a decision or an artifact stands.
  ///
  /// Of approvals made after the deadline of a request only that of whom it was escalated to counts; a
  /// rejection counts whenever it was made.
  /// - Parameters:
  ///   - digest: of the decision's line, or of the artifact: `sha256:` and 64 digits.
  ///   - records: approvals and requests that were believed, in any order.
  ///   - at: the instant that counts as now.
  public init(of digest: ByteString, in records: [JSON], at: Instant) {
    func instant(_ record: JSON, _ member: ByteString) -> Instant? {
      record["data"]?[member]?.string.flatMap { $0.withView { Instant($0) } }
    }
    let about = records.filter {
      $0["data"]?["what"]?["digest"]?.string == digest
        && instant($0, "created").map { $0 <= at } ?? false
    }
    let answers = about.filter { $0["type"]?.string == "sluice.approval.v1" }.sorted {
      ($0["data"]?["created"]?.string ?? "", $0["data"]?["actor"]?.string ?? "")
        < ($1["data"]?["created"]?.string ?? "", $1["data"]?["actor"]?.string ?? "")
    }
    let requests = about.filter { $0["type"]?.string == "sluice.request.v1" }
    // The first deadline binds: asking again does not win time.
    let bound = requests.compactMap { request in
      instant(request, "deadline").map {
        (deadline: $0, to: request["data"]?["escalate_to"]?.string)
      }
    }.min { ($0.deadline, $0.to ?? "") < ($1.deadline, $1.to ?? "") }
    var approvals: [(actor: ByteString, created: Instant, expires: Instant?)] = []
    for answer in answers {
      guard let actor = answer["data"]?["actor"]?.string, let created = instant(answer, "created")
      else { continue }
      guard answer["data"]?["state"]?.string == "approved" else {
        self = .rejected(by: actor, reason: answer["data"]?["reason"]?.string)
        return
      }
      if let bound, created > bound.deadline, actor != bound.to { continue }
      approvals.append((actor, created, instant(answer, "expires")))
    }
    let current = approvals.filter { $0.expires.map { at < $0 } ?? true }
    if let first = current.min(by: { ($0.created, $0.actor) < ($1.created, $1.actor) }) {
      self = .approved(by: first.actor)
    } else if let last = approvals.compactMap(\.expires).max() {
      self = .expired(since: last)
    } else if let bound, at <= bound.deadline {
      self = .waiting(until: bound.deadline)
    } else if let bound {
      self =
        bound.to.map { .escalated(to: $0, since: bound.deadline) }
        ?? .timedOut(since: bound.deadline)
    } else {
      self = .absent
    }
  }
}

internal import Kernel

/// What one event says beyond its context; types and contents are those of the schemas of CDEvents
/// 0.5.1.
struct CDEvent {
  let type: ByteString
  let subject: ByteString
  let content: JSON
  /// When it happened, where that is not the record's time.
  var time: ByteString?
  /// Behind the record's id, where a record is told by several events.
  var suffix = ""

  /// What a record is in CDEvents.
  enum Said {
    case events([CDEvent])
    case cannot(String)
  }

  /// The words for a kind of record.
  static func words(_ kind: String) -> ((Record, JSONValue) -> Said)? {
    switch kind {
    case "run": run
    case "testsuite": suite
    case "test": test
    case "change": change
    case "task": task
    case "artifact": artifact
    case "deployment": deployment
    case "incident": incident
    case "decision": decision
    default: nil
    }
  }

  static let noEnvironment =
    "without environment, which CDEvents asks for; collect --set environment=NAME states it"

  init(
    _ type: String, _ subject: ByteString, _ content: JSON, prefix: String = "dev.cdevents."
  ) {
    self.type = ByteString("\(prefix)\(type)")
    self.subject = subject
    self.content = content
  }

  static func string(_ data: JSONValue, _ key: ByteString) -> JSON? {
    text(data, key).map { .string($0) }
  }

  static func text(_ record: Record, _ attribute: ByteString) -> ByteString? {
    text(record.root, attribute)
  }

  static func text(_ data: JSONValue, _ key: ByteString) -> ByteString? {
    data[key]?.string.flatMap { $0.isEmpty ? nil : ByteString($0) }
  }

  static func uri(_ data: JSONValue) -> JSON? {
    data["url"]?.string.flatMap { URIText.isAbsolute($0) ? .string(URIText.reference($0)) : nil }
  }

  static func name(_ record: Record, _ data: JSONValue) -> ByteString {
    text(data, "name") ?? text(record, "subject")
      ?? ByteString(record.id)
  }

  static func environment(_ record: Record, _ data: JSONValue) -> JSON? {
    let name = text(record, "environment") ?? text(data, "environment")
    return name.map { .members(["id": .string($0)]) }
  }

  static func outcome(_ word: ByteView?) -> JSON? {
    guard let word else { return nil }
    let words: KeyValuePairs<StaticString, JSON> = [
      "success": "success", "passed": "success", "failure": "failure", "failed": "failure",
      "error": "error", "errored": "error", "timeout": "error", "cancelled": "cancel",
    ]
    return words.first { word == $0.key }?.value
  }

  /// A run with a parent is a task of a pipeline.
  static func run(_ record: Record, _ data: JSONValue) -> Said {
    let run = text(record, "runid")
    let subject = text(data, "run") ?? run ?? ByteString(record.id)
    let parent = text(data, "parent")
    let isTask = parent != nil
    let about = isTask ? "taskrun" : "pipelinerun"
    let names: [JSON.Member] = [
      .init(isTask ? "taskName" : "pipelineName", .string(name(record, data)))
    ]
    let place = uri(data).map { [JSON.Member("uri", $0)] } ?? []
    let within = parent.map { [JSON.Member("pipelineRun", .members(["id": .string($0)]))] } ?? []
    let started = CDEvent("\(about).started.0.3.0", subject, .object(names + place + within))
    // A pipeline that began must say where a person can see it.
    let canStart = isTask || !place.isEmpty
    let state = data["state"]?.string.map { ByteString($0) } ?? "unknown"
    switch state.description {
    case "running":
      return canStart
        ? .events([started]) : .cannot("that run, without url, which CDEvents asks for")
    case "queued" where !isTask:
      return .events([CDEvent("pipelinerun.queued.0.3.0", subject, .object(names + place))])
    case "done":
      var content = names + place + within
      if let outcome = outcome(data["result"]?.string) { content.append(.init("outcome", outcome)) }
      if let message = string(data, "message") { content.append(.init("errors", message)) }
      var finished = CDEvent("\(about).finished.0.3.0", subject, .object(content))
      finished.time = time(data, "finished_at")
      var first = started
      first.time = time(data, "started_at")
      first.suffix = ".started"
      return .events(canStart && first.time != nil ? [first, finished] : [finished])
    default: return .cannot("that are \(state), of which CDEvents has no type")
    }
  }

  private static func time(_ data: JSONValue, _ key: ByteString) -> ByteString? {
    text(data, key).flatMap { text in text.withView { Instant($0) } == nil ? nil : text }
  }

  /// The event of a test or a suite, at its end where that is known.
  private static func ended(
    _ type: String, _ subject: ByteString, _ content: JSON, _ record: Record, _ data: JSONValue
  ) -> Said {
    var event = CDEvent(type, subject, content)
    let kind = SpanText.Kind(record) ?? .test
    event.time = SpanTimes.read(record, data, kind).map { ByteString($0.1.description) }
    return .events([event])
  }

  /// A suite of one run, by which its tests name it.
  private static func suite(_ name: ByteString, of record: Record) -> ByteString {
    text(record, "runid").map { ByteString("\($0)/\(name)") } ?? name
  }

  static func suite(_ record: Record, _ data: JSONValue) -> Said {
    guard let environment = environment(record, data) else { return .cannot(noEnvironment) }
    guard let outcome = outcome(data["status"]?.string) else {
      return .cannot("without an outcome that CDEvents has")
    }
    let name = name(record, data)
    let content = JSON.members([
      "environment": environment, "outcome": outcome, "reason": string(data, "message"),
      "testSuite": .members(["id": .string(name), "name": .string(name)]),
    ])
    return ended("testsuiterun.finished.0.3.0", suite(name, of: record), content, record, data)
  }

  static func test(_ record: Record, _ data: JSONValue) -> Said {
    guard let environment = environment(record, data) else { return .cannot(noEnvironment) }
    let name = name(record, data)
    let id = text(record, "subject") ?? name
    let test = JSON.members(["id": .string(id), "name": .string(name)])
    let suite = text(data, "suite").map {
      JSON.members(["id": .string(CDEvent.suite($0, of: record))])
    }
    let status = data["status"]?.string
    if let status, status == "skipped" {
      let content = JSON.members([
        "environment": environment, "reason": string(data, "message"), "testCase": test,
        "testSuiteRun": suite,
      ])
      return .events([CDEvent("testcaserun.skipped.0.2.0", ByteString(record.id), content)])
    }
    guard let outcome = outcome(status) else {
      return .cannot("without an outcome that CDEvents has")
    }
    let content = JSON.members([
      "environment": environment, "outcome": outcome, "reason": string(data, "message"),
      "testCase": test, "testSuiteRun": suite,
    ])
    return ended("testcaserun.finished.0.3.0", ByteString(record.id), content, record, data)
  }

  static func repository(_ data: JSONValue) -> JSON? {
    text(data, "repository").map { .members(["id": .string($0)]) }
  }

  /// A commit with several parents is a change that was merged; any other was created.
  static func change(_ record: Record, _ data: JSONValue) -> Said {
    let subject = text(data, "revision") ?? ByteString(record.id)
    var parents = 0
    if let hashes = data["parents"] { for _ in hashes.elements { parents += 1 } }
    if parents > 1 {
      let content = JSON.members(["repository": repository(data)])
      return .events([CDEvent("change.merged.0.3.0", subject, content)])
    }
    let content = JSON.members([
      "description": string(data, "subject"), "repository": repository(data),
    ])
    return .events([CDEvent("change.created.0.4.0", subject, content)])
  }

  /// Pull and merge requests are changes, all other tasks are tickets.
  static func task(_ record: Record, _ data: JSONValue) -> Said {
    let tracker = text(data, "tracker")?.description ?? ""
    let subject = text(data, "task") ?? ByteString(record.id)
    let state = text(data, "state")?.description ?? "unknown"
    if tracker.hasSuffix("-request") || tracker.hasSuffix("-change") {
      let content = JSON.members(["repository": repository(data)])
      switch state {
      case "open":
        let more = JSON.members([
          "description": string(data, "title"), "repository": repository(data),
        ])
        return .events([CDEvent("change.created.0.4.0", subject, more)])
      case "merged": return .events([CDEvent("change.merged.0.3.0", subject, content)])
      case "reviewed": return .events([CDEvent("change.reviewed.0.3.0", subject, content)])
      case "closed": return .events([CDEvent("change.abandoned.0.3.0", subject, content)])
      default: return .cannot("that are \(state), of which CDEvents has no type")
      }
    }
    guard let uri = uri(data) else { return .cannot("without url, which CDEvents asks for") }
    if state == "open", let title = string(data, "title"), let author = string(data, "author") {
      let content = JSON.members(["creator": author, "summary": title, "uri": uri])
      return .events([CDEvent("ticket.created.0.2.0", subject, content)])
    }
    if state == "closed", let resolution = string(data, "resolution") {
      let content = JSON.members([
        "resolution": resolution, "summary": string(data, "title"), "uri": uri,
      ])
      return .events([CDEvent("ticket.closed.0.2.0", subject, content)])
    }
    return .cannot("that are \(state), without what CDEvents asks for")
  }
}

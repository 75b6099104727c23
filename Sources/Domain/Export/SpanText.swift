internal import Kernel

/// When a span began and ended, as far as its record knows.
enum SpanTimes {
  /// Runners of which a test's time is its end; of all others it is its beginning, or that of the
  /// suite (`docs/formats.md`).
  private static let endsAtTime: [ByteString] = ["go", "swift-testing", "terraform"]

  static func read(
    _ record: Record, _ data: JSONValue, _ kind: SpanText.Kind
  ) -> (Instant, Instant)? {
    let start = data["started_at"]?.string.flatMap { Instant($0) }
    let end = data["finished_at"]?.string.flatMap { Instant($0) }
    if let start, let end { return (start, end) }
    let duration = data["duration_ns"]?.integer
    if let start, let duration { return (start, moved(start, duration)) }
    if let end, let duration { return (moved(end, -duration), end) }
    guard let time = record.time.flatMap({ Instant($0) }) else { return nil }
    switch kind {
    case .run:
      // A run that is over is told of when it ended.
      let isDone = data["state"]?.string.map { $0 == "done" } ?? false
      guard isDone else { return nil }
      return start.map { ($0, time) } ?? duration.map { (moved(time, -$0), time) }
    case .test, .suite:
      let runner = data["runner"]?.string
      let isEnd = endsAtTime.contains { name in
        name.withView { name in runner.map { $0 == name } ?? false }
      }
      if isEnd, let start { return (start, time) }
      guard let duration else { return nil }
      return isEnd ? (moved(time, -duration), time) : (time, moved(time, duration))
    case .deployment: return (time, moved(time, duration ?? 0))
    }
  }

  private static func moved(_ time: Instant, _ nanoseconds: Int) -> Instant {
    let total = time.nanoseconds + nanoseconds
    let seconds = Calendar.floorDivide(total, 1_000_000_000)
    return Instant(
      seconds: time.seconds + seconds, nanoseconds: total - seconds * 1_000_000_000)
  }
}

/// The text of a span: OpenTelemetry's semantic conventions for CICD, tests, VCS, deployments.
enum SpanText {
  /// What a span tells of.
  enum Kind {
    case run, suite, test, deployment

    init?(_ record: Record) {
      if record.type == "sluice.test.v1" {
        self = .test
      } else if record.type == "sluice.run.v1" {
        self = .run
      } else if record.type == "sluice.testsuite.v1" {
        self = .suite
      } else if record.type == "sluice.deployment.v1" {
        self = .deployment
      } else {
        return nil
      }
    }
  }

  /// Codes of `Status` and `SpanKind`.
  private enum Code { case unset, ok, error }
  private static let internalKind = 1
  private static let serverKind = 2

  /// Appends a span but for its ids and its end.
  static func write(
    _ record: Record, _ data: JSONValue, _ kind: Kind, from: Int, to: Int, _ buffer: ByteBuffer
  ) {
    let outcome = data[kind == .run ? "result" : kind == .deployment ? "state" : "status"]?.string
    let code = code(outcome, kind)
    var json = JSONWriter(buffer)
    json.beginObject()
    json.key("name")
    json.string(name(record, data, kind))
    json.key("kind")
    json.number(kind == .run && data["parent"] == nil ? serverKind : internalKind)
    json.key("startTimeUnixNano")
    json.string(String(from))
    json.key("endTimeUnixNano")
    json.string(String(to))
    json.key("attributes")
    json.beginArray()
    attributes(record, data, kind, outcome, &json)
    if code == .error { OTLPText.attribute("error.type", outcome, &json) }
    json.endArray()
    json.key("status")
    json.beginObject()
    switch code {
    case .unset: break
    case .ok:
      json.key("code")
      json.number(1)
    case .error:
      json.key("code")
      json.number(2)
      if let message = data["message"]?.string {
        json.key("message")
        json.string(message)
      }
    }
    json.endObject()
  }

  private static func name(_ record: Record, _ data: JSONValue, _ kind: Kind) -> ByteView {
    let subject = record.attribute("subject")
    let name = kind == .test ? subject ?? data["name"]?.string : data["name"]?.string ?? subject
    guard let name, !name.isEmpty else { return record.id }
    return name
  }

  /// What is neither known to be good nor known to be bad is neither.
  private static func code(_ outcome: ByteView?, _ kind: Kind) -> Code {
    guard let outcome else { return .unset }
    let good: [StaticString] = ["success", "passed", "succeeded"]
    let bad: [StaticString] = [
      "failure", "error", "timeout", "cancelled", "failed", "errored", "degraded",
    ]
    if good.contains(where: { outcome == $0 }) { return .ok }
    return bad.contains { outcome == $0 } ? .error : .unset
  }

  private static func attributes(
    _ record: Record, _ data: JSONValue, _ kind: Kind, _ outcome: ByteView?,
    _ json: inout JSONWriter
  ) {
    switch kind {
    case .run: run(record, data, outcome, &json)
    case .suite:
      OTLPText.attribute("test.suite.name", data["name"]?.string, &json)
      OTLPText.attribute(
        "test.suite.run.status",
        word(outcome, ["passed": "success", "failed": "failure", "errored": "aborted"]), &json)
    case .test:
      OTLPText.attribute("test.case.name", data["name"]?.string, &json)
      OTLPText.attribute("test.suite.name", data["suite"]?.string, &json)
      OTLPText.attribute(
        "test.case.result.status",
        word(outcome, ["passed": "pass", "failed": "fail", "errored": "fail"]), &json)
      OTLPText.attribute("code.file.path", data["file"]?.string, &json)
      OTLPText.attribute("code.line.number", integer: data["line"]?.integer, &json)
    case .deployment:
      OTLPText.attribute("deployment.id", data["attempt"]?.string, &json)
      OTLPText.attribute("deployment.name", data["name"]?.string, &json)
      OTLPText.attribute(
        "deployment.status", word(outcome, ["succeeded": "succeeded", "failed": "failed"]), &json)
    }
    OTLPText.attribute("sluice.outcome", outcome, &json)
    OTLPText.attribute("sluice.release", record.attribute("release"), &json)
    OTLPText.attribute("vcs.ref.head.name", data["branch"]?.string ?? data["ref"]?.string, &json)
    OTLPText.attribute(
      "vcs.ref.head.revision", record.attribute("commit") ?? data["revision"]?.string, &json)
    repository(data["repository"]?.string, &json)
  }

  private static func run(
    _ record: Record, _ data: JSONValue, _ outcome: ByteView?, _ json: inout JSONWriter
  ) {
    let result = word(
      outcome,
      [
        "success": "success", "failure": "failure", "error": "error", "timeout": "timeout",
        "cancelled": "cancellation", "skipped": "skip",
      ])
    let id = data["run"]?.string ?? record.attribute("runid")
    if data["parent"] == nil {
      OTLPText.attribute("cicd.pipeline.name", data["name"]?.string, &json)
      OTLPText.attribute("cicd.pipeline.run.id", id, &json)
      OTLPText.attribute("cicd.pipeline.run.url.full", data["url"]?.string, &json)
      OTLPText.attribute("cicd.pipeline.result", result, &json)
    } else {
      OTLPText.attribute("cicd.pipeline.run.id", data["parent"]?.string, &json)
      OTLPText.attribute("cicd.pipeline.task.name", data["name"]?.string, &json)
      OTLPText.attribute("cicd.pipeline.task.run.id", id, &json)
      OTLPText.attribute("cicd.pipeline.task.run.url.full", data["url"]?.string, &json)
      OTLPText.attribute("cicd.pipeline.task.run.result", result, &json)
    }
    OTLPText.attribute("cicd.worker.name", data["runner"]?.string, &json)
  }

  /// OpenTelemetry's word for ours; nothing where it has none.
  private static func word(
    _ outcome: ByteView?, _ words: KeyValuePairs<StaticString, ByteString>
  ) -> ByteString? {
    guard let outcome else { return nil }
    return words.first { outcome == $0.key }?.value
  }

  /// `owner/name` in its two parts.
  private static func repository(_ text: ByteView?, _ json: inout JSONWriter) {
    guard let text else { return }
    guard let slash = text.firstIndex(of: 0x2F) else {
      return OTLPText.attribute("vcs.repository.name", text, &json)
    }
    OTLPText.attribute("vcs.owner.name", text.slice(0, slash), &json)
    OTLPText.attribute("vcs.repository.name", text.slice(slash + 1, text.count), &json)
  }
}

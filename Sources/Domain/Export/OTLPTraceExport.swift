public import Kernel

/// Runs, their test suites, tests and deployments as one OTLP `ExportTraceServiceRequest` in JSON: a
/// span each, of the trace of their run.
///
/// A trace is that of `traceparent` where one of the run's records carries it, else it is derived from
/// `runid`, else from `correlationid`, else from the record. Memory: each span as text, in a
/// `StateMemory`.
public final class OTLPTraceExport: Exporter {
  private struct Span: BitwiseCopyable {
    let resource: UInt32
    let sequence: UInt32
    /// The text up to what is known only at the end.
    let text: UInt64
    let id: UInt64
    /// The trace that the record itself names, and the span there that it comes from.
    let given: Trace?
    /// By which its trace is found.
    let group: UInt64
    /// By which its parent is found, the nearer first; 0 for none.
    let parent: UInt64
    let root: UInt64
  }

  private struct Trace: BitwiseCopyable {
    let high: UInt64
    let low: UInt64
    let span: UInt64
  }

  private var resources: OTLPResources
  private let spans: StateArray<Span>
  private let texts: StateText
  /// Ids of spans by the keys that others know them by.
  private let parents: ChecksumTable<UInt64>
  /// Traces that records name, by group.
  private let traces: ChecksumTable<Trace>
  /// The group of the first run of a `correlationid`.
  private let stories: ChecksumTable<UInt64>
  private let buffer = ByteBuffer()
  private let name = ByteBuffer()
  private var left = Omissions()

  /// An export that has heard nothing; `service` is the name of what carries none.
  public init(service: ByteString, memory: StateMemory) throws(Failure) {
    resources = OTLPResources(service: service)
    spans = StateArray(memory)
    texts = StateText(memory)
    parents = try ChecksumTable(memory)
    traces = try ChecksumTable(memory)
    stories = try ChecksumTable(memory)
  }

  /// What has no beginning or end.
  public var omissions: [String] { left.sentences }

  /// Takes a record in; those of other kinds are no spans.
  public func hear(_ record: Record) throws(Failure) {
    guard let kind = SpanText.Kind(record), let data = record.data else { return }
    guard let (start, end) = SpanTimes.read(record, data, kind) else {
      return left.add(record, "without a beginning and an end")
    }
    guard start <= end else { return left.add(record, "that end before they begin") }
    guard let from = OTLPText.nanoseconds(start), let to = OTLPText.nanoseconds(end) else {
      return left.add(record, "of times that OTLP has not")
    }
    let run = record.attribute("runid")
    let story = record.attribute("correlationid")
    // A run of no `runid` is with those that name it as their parent, or is one of these.
    let named = kind == .run ? data["parent"]?.string ?? data["run"]?.string : nil
    let own = run ?? named
    let group =
      own.map { key("run", $0) } ?? story.map { key("story", $0) } ?? key("id", record.id)
    let id = key(record.source, record.id)
    let given = record.attribute("traceparent").flatMap(OTLPTraceExport.trace)
    if let given { _ = try traces.number(of: checksum(group), new: given) }
    if own != nil, let story {
      _ = try stories.number(of: checksum(key("story", story)), new: group)
    }
    var parent: UInt64 = 0
    var root = run.map { key("root", $0) } ?? 0
    switch kind {
    case .run:
      let name = data["run"]?.string ?? run ?? record.id
      parent = data["parent"]?.string.map { key(group, "span", $0) } ?? 0
      try register(key(group, "span", name), id)
      if parent == 0, let run, try register(key("root", run), id) { root = 0 }
    case .suite:
      if let name = data["name"]?.string { try register(key(group, "suite", name), id) }
    case .test: parent = data["suite"]?.string.map { key(group, "suite", $0) } ?? 0
    case .deployment: break
    }
    buffer.removeAll()
    SpanText.write(record, data, kind, from: from, to: to, buffer)
    try spans.append(
      Span(
        resource: UInt32(resources.number(of: record)),
        sequence: UInt32(truncatingIfNeeded: spans.count), text: try texts.append(buffer.view),
        id: id, given: given, group: group, parent: parent, root: root))
  }

  /// Whether nobody had the key before.
  @discardableResult
  private func register(_ key: UInt64, _ span: UInt64) throws(Failure) -> Bool {
    try parents.number(of: checksum(key), new: span).isNew
  }

  private func checksum(_ key: UInt64) -> Checksum { Checksum(high: key, low: key) }

  private func key(_ kind: ByteView, _ text: ByteView) -> UInt64 {
    name.removeAll()
    name.append(kind)
    name.append(0)
    name.append(text)
    return Checksum(of: name.view).low
  }

  private func key(_ kind: StaticString, _ text: ByteView) -> UInt64 { key(ByteView(kind), text) }

  /// The key of what is known by a name within its group alone: no parent is in another trace.
  private func key(_ group: UInt64, _ kind: StaticString, _ text: ByteView) -> UInt64 {
    name.removeAll()
    name.append(kind)
    name.append(" ")
    name.append(OTLPText.hex(group))
    name.append(text)
    return Checksum(of: name.view).low
  }

  /// `00-TRACE-SPAN-FLAGS`: W3C Trace Context, section 3.2.
  private static func trace(_ text: ByteView) -> Trace? {
    guard text.count >= 55, text[2] == 0x2D, text[35] == 0x2D, text[52] == 0x2D,
      let trace = Checksum(hex: text.slice(3, 35)),
      let span = UInt64(text.slice(36, 52).text, radix: 16), trace.high | trace.low != 0, span != 0
    else { return nil }
    return Trace(high: trace.high, low: trace.low, span: span)
  }

  /// Writes the request: resources in the order in which they first came, spans in theirs.
  public func write(to writer: RecordWriter) throws(Failure) {
    spans.sort { ($0.resource, $0.sequence) < ($1.resource, $1.sequence) }
    let output = TextOutput(writer)
    var json = JSONWriter(output.buffer)
    json.beginObject()
    json.key("resourceSpans")
    json.beginArray()
    var last: UInt32?
    for index in 0..<spans.count {
      let span = spans[index]
      if last != span.resource {
        if last != nil { end(&json) }
        json.beginObject()
        resources.write(Int(span.resource), &json)
        json.key("scopeSpans")
        json.beginArray()
        json.beginObject()
        OTLPText.scope(&json)
        json.key("spans")
        json.beginArray()
        last = span.resource
      }
      json.raw(texts.view(span.text))
      finish(span, output.buffer)
      try output.settle()
    }
    if last != nil { end(&json) }
    json.endArray()
    json.endObject()
    output.buffer.append("\n")
    try output.flush()
  }

  private func end(_ json: inout JSONWriter) {
    for _ in 0..<2 {
      json.endArray()
      json.endObject()
    }
  }

  /// The ids behind the text of a span.
  private func finish(_ span: Span, _ buffer: ByteBuffer) {
    var group = span.group
    if let number = stories.find(checksum(group)) { group = stories.entry(number).pointee.value }
    let named = traces.find(checksum(group)).map { traces.entry($0).pointee.value }
    let trace = span.given ?? named
    buffer.append(",\"spanId\":\"\(OTLPText.hex(span.id))\"")
    if let parent = parent(span, trace, of: named) {
      buffer.append(",\"parentSpanId\":\"\(OTLPText.hex(parent))\"")
    }
    // Where no record names a trace, it is the checksum of what the spans have in common.
    let digits = OTLPText.hex(group)
    let derived = ByteString("trace \(digits)").withView { Checksum(of: $0) }
    buffer.append(",\"traceId\":\"")
    Checksum(high: trace?.high ?? derived.high, low: trace?.low ?? derived.low).write(to: buffer)
    buffer.append("\"}")
  }

  private func parent(_ span: Span, _ trace: Trace?, of group: Trace?) -> UInt64? {
    if let given = span.given, let group, (given.high, given.low) != (group.high, group.low) {
      return given.span
    }
    for key in [span.parent, span.root] where key != 0 {
      guard let number = parents.find(checksum(key)) else { continue }
      let found = parents.entry(number).pointee.value
      if found != span.id { return found }
    }
    return trace?.span
  }
}

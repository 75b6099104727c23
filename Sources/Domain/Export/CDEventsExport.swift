public import Kernel

/// Records as CDEvents 0.5.1 in CloudEvents' structured mode (cloudevents-binding.md of CDEvents): one
/// event a line, for those that CDEvents has a type for and that have what it asks for. What the
/// record says beyond that is in `customData`.
///
/// Memory: the events as text, in a `Spool`.
public final class CDEventsExport: Exporter {
  private let events: Spool
  private let buffer = ByteBuffer()
  private var left = Omissions()

  /// An export that has heard nothing, and holds so many bytes in memory.
  public init(memory: Int) { events = Spool(limit: memory) }

  /// What cannot be said in CDEvents, and why.
  public var omissions: [String] { left.sentences }

  /// Takes a record in.
  public func hear(_ record: Record) throws(Failure) {
    let kind = Omissions.kind(record.type)
    guard let data = record.data, let say = CDEvent.words(kind) else {
      return left.add(record, "of which CDEvents has no type")
    }
    guard let time = record.time else { return left.add(record, "without a time") }
    switch say(record, data) {
    case .cannot(let reason): left.add(record, reason)
    case .events(let found):
      for event in found {
        buffer.removeAll()
        write(event, record, data, at: event.time ?? ByteString(time))
        try events.append(line: buffer.view)
      }
    }
  }

  private func write(
    _ event: CDEvent, _ record: Record, _ data: JSONValue, at time: ByteString
  ) {
    let id =
      event.suffix.isEmpty ? ByteString(record.id) : ByteString("\(record.id.text)\(event.suffix)")
    let source = URIText.reference(record.source)
    var json = JSONWriter(buffer)
    json.beginObject()
    json.key("data")
    json.beginObject()
    json.key("context")
    json.beginObject()
    if let chain = record.attribute("correlationid"), !chain.isEmpty {
      json.key("chainId")
      json.string(chain)
    }
    json.key("id")
    json.string(id)
    json.key("source")
    json.string(source)
    json.key("specversion")
    json.string("0.5.1")
    json.key("timestamp")
    json.string(time)
    json.key("type")
    json.string(event.type)
    json.endObject()
    json.key("customData")
    custom(record, data, &json)
    json.key("customDataContentType")
    json.string("application/json")
    json.key("subject")
    json.beginObject()
    json.key("content")
    event.content.write(to: &json)
    json.key("id")
    json.string(event.subject)
    json.key("source")
    json.string(source)
    json.endObject()
    json.endObject()
    json.key("datacontenttype")
    json.string("application/json")
    json.key("id")
    json.string(id)
    json.key("source")
    json.string(source)
    json.key("specversion")
    json.string("1.0")
    json.key("subject")
    json.string(event.subject)
    json.key("time")
    json.string(time)
    if let parent = record.attribute("traceparent"), !parent.isEmpty {
      json.key("traceparent")
      json.string(parent)
    }
    json.key("type")
    json.string(event.type)
    json.endObject()
  }

  /// The record but for what CloudEvents says anyway.
  private func custom(_ record: Record, _ data: JSONValue, _ json: inout JSONWriter) {
    let said: [StaticString] = ["data", "id", "source", "specversion", "time", "traceparent"]
    json.beginObject()
    let members = record.root.members.sorted { ByteView.precedes($0.key, $1.key) }
    for (key, value) in members {
      if key == "data" {
        json.key(key)
        json.value(data)
      } else if !said.contains(where: { key == $0 }) {
        json.key(key)
        json.value(value)
      }
    }
    json.endObject()
  }

  /// Writes the events in the order of their records.
  public func write(to writer: RecordWriter) throws(Failure) {
    let output = TextOutput(writer)
    try events.forEachLine { (line) throws(Failure) in
      output.buffer.append(line)
      output.buffer.append("\n")
      try output.settle()
    }
    try output.flush()
  }
}

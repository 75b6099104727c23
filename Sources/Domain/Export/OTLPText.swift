internal import Kernel

/// Pieces of OTLP 1.x in its JSON encoding: 64 bits as text, ids in hexadecimal, enumerations as
/// numbers (opentelemetry-proto, "JSON Protobuf Encoding").
enum OTLPText {
  /// Appends an attribute with a text.
  static func attribute(_ key: ByteString, _ value: ByteView, _ json: inout JSONWriter) {
    json.beginObject()
    json.key("key")
    json.string(key)
    json.key("value")
    json.beginObject()
    json.key("stringValue")
    json.string(value)
    json.endObject()
    json.endObject()
  }

  /// The same, where there is a text.
  static func attribute(_ key: StaticString, _ value: ByteView?, _ json: inout JSONWriter) {
    if let value, !value.isEmpty { attribute(ByteString(ByteView(key)), value, &json) }
  }

  /// The same of a text of our own.
  static func attribute(_ key: StaticString, _ value: ByteString?, _ json: inout JSONWriter) {
    value?.withView { attribute(key, $0, &json) }
  }

  /// Appends an attribute with a whole number.
  static func attribute(_ key: StaticString, integer value: Int?, _ json: inout JSONWriter) {
    guard let value else { return }
    json.beginObject()
    json.key("key")
    json.string(key)
    json.key("value")
    json.beginObject()
    json.key("intValue")
    json.string(String(value))
    json.endObject()
    json.endObject()
  }

  /// Nanoseconds since 1970, nil where they do not fit (before 1970, or behind the year 2262).
  static func nanoseconds(_ time: Instant) -> Int? {
    guard time.seconds >= 0, time.seconds < 9_223_372_036 else { return nil }
    return time.seconds * 1_000_000_000 + time.nanoseconds
  }

  /// Sixteen hexadecimal digits.
  static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The name and version of who says all this.
  static func scope(_ json: inout JSONWriter) {
    json.key("scope")
    json.beginObject()
    json.key("name")
    json.string("sluice")
    json.key("version")
    json.string(Declaration.version)
    json.endObject()
  }
}

/// The resources that records are of, each with its attributes as text.
struct OTLPResources {
  private(set) var texts: [ByteString] = []
  private var numbers: [ByteString: Int] = [:]
  private let service: ByteString
  private let buffer = ByteBuffer()

  /// `service` is the name of what carries none.
  init(service: ByteString) { self.service = service }

  /// The number of a record's resource: OpenTelemetry's semantic conventions for `service`,
  /// `environment` and `region`; `component` and `tenant` they do not have.
  mutating func number(of record: Record) -> Int {
    buffer.removeAll()
    var json = JSONWriter(buffer)
    json.beginArray()
    service.withView { standard in
      OTLPText.attribute("service.name", record.attribute("service") ?? standard, &json)
    }
    OTLPText.attribute("deployment.environment.name", record.attribute("environment"), &json)
    OTLPText.attribute("cloud.region", record.attribute("region"), &json)
    OTLPText.attribute("sluice.component", record.attribute("component"), &json)
    OTLPText.attribute("sluice.tenant", record.attribute("tenant"), &json)
    json.endArray()
    let text = buffer.string
    if let known = numbers[text] { return known }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// `"resource":{…}` of a number.
  func write(_ number: Int, _ json: inout JSONWriter) {
    json.key("resource")
    json.beginObject()
    json.key("attributes")
    texts[number].withView { json.raw($0) }
    json.endObject()
  }
}

public import Kernel

/// Metric records as one OTLP `ExportMetricsServiceRequest` in JSON: all points, as gauges, under the
/// resource that they were measured on.
///
/// Memory: each point as text, in a `StateMemory`.
public final class OTLPMetricExport: Exporter {
  private struct Point: BitwiseCopyable {
    let metric: UInt32
    let sequence: UInt32
    let text: UInt64
  }

  private struct Metric {
    let resource: Int
    let name: ByteString
    let unit: ByteString
  }

  private var resources: OTLPResources
  private var metrics: [Metric] = []
  private var numbers: [ByteString: Int] = [:]
  private let points: StateArray<Point>
  private let texts: StateText
  private let buffer = ByteBuffer()
  private var left = Omissions()

  /// An export that has heard nothing; `service` is the name of what carries none.
  public init(service: ByteString, memory: StateMemory) {
    resources = OTLPResources(service: service)
    points = StateArray(memory)
    texts = StateText(memory)
  }

  /// Points without a time or a number.
  public var omissions: [String] { left.sentences }

  /// Takes a record in; those of other kinds are no metrics.
  public func hear(_ record: Record) throws(Failure) {
    guard record.type == "sluice.metric.v1", let data = record.data,
      let name = data["metric"]?.string
    else { return }
    guard !name.isEmpty else { return left.add(record, "without a name") }
    guard let time = record.time.flatMap({ Instant($0) }).flatMap(OTLPText.nanoseconds) else {
      return left.add(record, "without a time since 1970")
    }
    let text = data["value_text"]?.string
    guard data["value"]?.number != nil || MetricFamilies.number(text) != nil else {
      return left.add(record, "without a number as value")
    }
    let resource = resources.number(of: record)
    let metric = number(resource, name, data["unit"]?.string ?? ByteView("1"))
    buffer.removeAll()
    var json = JSONWriter(buffer)
    json.beginObject()
    json.key("timeUnixNano")
    json.string(String(time))
    write(data["value"], text, &json)
    attributes(data, &json)
    json.endObject()
    try points.append(
      Point(
        metric: UInt32(metric), sequence: UInt32(truncatingIfNeeded: points.count),
        text: try texts.append(buffer.view)))
  }

  private func number(_ resource: Int, _ name: ByteView, _ unit: ByteView) -> Int {
    buffer.removeAll()
    buffer.append(decimal: resource)
    buffer.append(" ")
    buffer.append(decimal: name.count)
    buffer.append(name)
    buffer.append(unit)
    let key = buffer.string
    if let known = numbers[key] { return known }
    numbers[key] = metrics.count
    metrics.append(.init(resource: resource, name: ByteString(name), unit: ByteString(unit)))
    return metrics.count - 1
  }

  /// A number that no record holds stays a whole one of 64 bits, where it is one.
  private func write(_ value: JSONValue?, _ text: ByteView?, _ json: inout JSONWriter) {
    if let text, let whole = Int(text.text) {
      json.key("asInt")
      json.string(String(whole))
      return
    }
    let number = value?.number ?? MetricFamilies.number(text) ?? .nan
    json.key("asDouble")
    if number.isFinite {
      let digits = ByteBuffer(capacity: 32)
      NumberText.write(number, to: digits)
      json.raw(digits.view)
    } else {
      json.string(number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity")
    }
  }

  private func attributes(_ data: JSONValue, _ json: inout JSONWriter) {
    json.key("attributes")
    json.beginArray()
    if let labels = data["labels"] {
      for (name, value) in labels.members {
        // An attribute must have a name.
        guard !name.isEmpty, let text = value.string else { continue }
        OTLPText.attribute(ByteString(name), text, &json)
      }
    }
    if data["labels"]?["stat"] == nil { OTLPText.attribute("stat", data["stat"]?.string, &json) }
    json.endArray()
  }

  /// Writes the request: resources and metrics in the order in which each first came, points of a
  /// metric in theirs.
  public func write(to writer: RecordWriter) throws(Failure) {
    let byResource = metrics.indices.sorted {
      (metrics[$0].resource, $0) < (metrics[$1].resource, $1)
    }
    var rank = metrics.map { _ in 0 }
    for (place, number) in byResource.enumerated() { rank[number] = place }
    points.sort {
      (rank[Int($0.metric)], $0.sequence) < (rank[Int($1.metric)], $1.sequence)
    }
    let output = TextOutput(writer)
    var json = JSONWriter(output.buffer)
    json.beginObject()
    json.key("resourceMetrics")
    json.beginArray()
    var last: Int?
    for index in 0..<points.count {
      let number = Int(points[index].metric)
      if last != number {
        try begin(number, after: last, &json)
        last = number
      }
      json.raw(texts.view(points[index].text))
      try output.settle()
    }
    if last != nil { end(resource: true, &json) }
    json.endArray()
    json.endObject()
    output.buffer.append("\n")
    try output.flush()
  }

  private func begin(_ number: Int, after last: Int?, _ json: inout JSONWriter) throws(Failure) {
    let metric = metrics[number]
    let isNewResource = last.map { metrics[$0].resource != metric.resource } ?? true
    if last != nil { end(resource: isNewResource, &json) }
    if isNewResource {
      json.beginObject()
      resources.write(metric.resource, &json)
      json.key("scopeMetrics")
      json.beginArray()
      json.beginObject()
      OTLPText.scope(&json)
      json.key("metrics")
      json.beginArray()
    }
    json.beginObject()
    json.key("name")
    json.string(metric.name)
    json.key("unit")
    json.string(metric.unit)
    json.key("gauge")
    json.beginObject()
    json.key("dataPoints")
    json.beginArray()
  }

  private func end(resource: Bool, _ json: inout JSONWriter) {
    json.endArray()
    json.endObject()
    json.endObject()
    guard resource else { return }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
  }
}

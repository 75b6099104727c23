internal import Kernel

/// Expressions of Prometheus' query language.
enum PromQL {
  /// `name{a="1",b="2"}`, labels with a value of their own for each.
  static func select(
    _ metric: StateMetric, _ labels: KeyValuePairs<String, ByteString> = [:]
  ) -> String {
    select(metric.name, labels.map { (ByteString($0.key), $0.value) })
  }

  /// The same of any metric.
  static func select(_ name: ByteString, _ labels: [(ByteString, ByteString)]) -> String {
    guard !labels.isEmpty else { return name.description }
    let matchers = labels.map { "\($0.0)=\(string($0.1))" }
    return "\(name){\(matchers.joined(separator: ","))}"
  }

  /// A text in quotes.
  static func string(_ text: ByteString) -> String {
    let buffer = ByteBuffer()
    LabelSet.escape(text, to: buffer)
    return "\"\(buffer.string)\""
  }

  /// A number in its shortest form.
  static func number(_ value: Double) -> String {
    let buffer = ByteBuffer(capacity: 32)
    OpenMetricsExport.append(value, to: buffer)
    return buffer.string.description
  }

  /// The comparison that holds of what is in breach of another.
  static func breach(of comparison: String) -> String {
    switch comparison {
    case "<": ">="
    case "<=": ">"
    case ">": "<="
    case ">=": "<"
    case "==": "!="
    default: "=="
    }
  }
}

/// A family of metric records as the OpenMetrics text of the same records has it.
struct ExportedMetric {
  let name: ByteString
  let metric: ByteString
  let unit: ByteString
  /// Labels that tell it from others of the same name.
  let labels: [(ByteString, ByteString)]

  /// All that the records of an export have, by name.
  static func all(of export: OpenMetricsExport?) -> [ExportedMetric] {
    guard let export else { return [] }
    var all: [ExportedMetric] = []
    for (family, sources) in export.metricFamilies() {
      let name = family.kind == .counter ? ByteString("\(family.name)_total") : family.name
      for source in sources {
        var labels: [(ByteString, ByteString)] = []
        if family.isShared { labels = [("metric", source.metric), ("unit", source.unit)] }
        all.append(
          ExportedMetric(name: name, metric: source.metric, unit: source.unit, labels: labels))
      }
    }
    return all
  }

  /// Its series, or some of them.
  func select(_ matchers: [JSON.Member] = []) -> String {
    let more = matchers.map { (PrometheusName.label($0.key), $0.value.string ?? "") }
    return PromQL.select(name, labels + more)
  }
}

internal import Kernel

extension JSONLayout {
  /// OTLP in JSON: spans, log records and data points, each with its resource's attributes by name.
  /// Several exports may stand one a line, as the collector's file exporter writes them.
  static let otlp = JSONLayout(
    title: "export of OpenTelemetry", requires: [],
    parts: [
      Part(name: "span", path: "/resourceSpans/*/scopeSpans/*/spans/*"),
      Part(name: "span", path: "/resourceSpans/*/instrumentationLibrarySpans/*/spans/*"),
      Part(name: "span", path: "/batches/*/scopeSpans/*/spans/*"),
      Part(name: "span", path: "/batches/*/instrumentationLibrarySpans/*/spans/*"),
      Part(name: "log", path: "/resourceLogs/*/scopeLogs/*/logRecords/*"),
      Part(name: "gauge", path: "/resourceMetrics/*/scopeMetrics/*/metrics/*/gauge/dataPoints/*"),
      Part(name: "sum", path: "/resourceMetrics/*/scopeMetrics/*/metrics/*/sum/dataPoints/*"),
      Part(
        name: "histogram",
        path: "/resourceMetrics/*/scopeMetrics/*/metrics/*/histogram/dataPoints/*"),
      Part(
        name: "exponentialHistogram",
        path: "/resourceMetrics/*/scopeMetrics/*/metrics/*/exponentialHistogram/dataPoints/*"),
      Part(
        name: "summary", path: "/resourceMetrics/*/scopeMetrics/*/metrics/*/summary/dataPoints/*"),
    ],
    context: [
      ("metric", "/resourceMetrics/*/scopeMetrics/*/metrics/*/name"),
      ("unit", "/resourceMetrics/*/scopeMetrics/*/metrics/*/unit"),
      ("monotonic", "/resourceMetrics/*/scopeMetrics/*/metrics/*/sum/isMonotonic"),
    ],
    indexes: resourceAttributes.map { ("resource", $0, "key", attributeValues) }
      + itemAttributes.map { ("attributes", $0, "key", attributeValues) },
    repeats: true)

  /// The forms of an attribute's value that are scalars.
  private static let attributeValues: [JSONPath] = [
    "/value/stringValue", "/value/intValue", "/value/doubleValue", "/value/boolValue",
  ]

  private static let resourceAttributes: [JSONPath] = [
    "/resourceSpans/*/resource/attributes", "/batches/*/resource/attributes",
    "/resourceLogs/*/resource/attributes", "/resourceMetrics/*/resource/attributes",
  ]

  private static let itemAttributes: [JSONPath] = [
    "/resourceSpans/*/scopeSpans/*/spans/*/attributes",
    "/resourceSpans/*/instrumentationLibrarySpans/*/spans/*/attributes",
    "/batches/*/scopeSpans/*/spans/*/attributes",
    "/batches/*/instrumentationLibrarySpans/*/spans/*/attributes",
    "/resourceLogs/*/scopeLogs/*/logRecords/*/attributes",
    "/resourceMetrics/*/scopeMetrics/*/metrics/*/gauge/dataPoints/*/attributes",
    "/resourceMetrics/*/scopeMetrics/*/metrics/*/sum/dataPoints/*/attributes",
    "/resourceMetrics/*/scopeMetrics/*/metrics/*/histogram/dataPoints/*/attributes",
    "/resourceMetrics/*/scopeMetrics/*/metrics/*/exponentialHistogram/dataPoints/*/attributes",
    "/resourceMetrics/*/scopeMetrics/*/metrics/*/summary/dataPoints/*/attributes",
  ]
}

extension Beginning {
  /// One of the three signals, or Tempo's name for spans.
  var isOTLP: Bool {
    !firstItemKeys.isDisjoint(with: ["resourceSpans", "resourceLogs", "resourceMetrics"])
      || firstItemKeys.contains("batches") && holds("\"resource\":{")
  }
}

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
    indexes: [
      ("resource_spans", "/resourceSpans/*/resource/attributes", by: "key"),
      ("resource_batches", "/batches/*/resource/attributes", by: "key"),
      ("resource_logs", "/resourceLogs/*/resource/attributes", by: "key"),
      ("resource_metrics", "/resourceMetrics/*/resource/attributes", by: "key"),
      ("span_attributes", "/resourceSpans/*/scopeSpans/*/spans/*/attributes", by: "key"),
      ("batch_attributes", "/batches/*/scopeSpans/*/spans/*/attributes", by: "key"),
      ("log_attributes", "/resourceLogs/*/scopeLogs/*/logRecords/*/attributes", by: "key"),
    ],
    repeats: true)
}

extension Beginning {
  /// One of the three signals, or Tempo's name for spans.
  var isOTLP: Bool {
    !firstItemKeys.isDisjoint(with: ["resourceSpans", "resourceLogs", "resourceMetrics"])
      || firstItemKeys.contains("batches") && holds("\"resource\":{")
  }
}

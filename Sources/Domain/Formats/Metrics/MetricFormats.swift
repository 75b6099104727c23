internal import Kernel

extension FormatCatalogue {
  /// Metrics of monitoring systems.
  static let metrics: [Format] = [
    Format(
      name: "prometheus-text", alias: "openmetrics-text",
      rule: "a # HELP, # TYPE, # UNIT or # EOF line, or NAME{LABELS} VALUE; "
        + "OpenMetrics where the last line is # EOF, as --from openmetrics-text says it is, "
        + "and --from prometheus-text says it is not",
      example: "curl -s http://HOST:9100/metrics", countedParts: ["sample"],
      told: .byShape,
      matches: \.isExposition, makeReader: { PrometheusReader(askedForAs: $0) })
  ]
}

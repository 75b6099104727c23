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
      matches: \.isExposition, makeReader: { PrometheusReader(askedForAs: $0) }),
    Format(
      name: "prom-api-json",
      rule: "JSON whose first object has \"status\" success or error, and \"data\" or "
        + "\"errorType\"",
      example: "curl -s 'http://HOST:9090/api/v1/query_range?query=up&start=…&end=…&step=60'",
      countedParts: ["alert", "entry", "rule", "scalar", "series", "string", "target"],
      told: .byShape,
      matches: { beginning in
        let keys = beginning.firstItemKeys
        return keys.contains("status") && !keys.isDisjoint(with: ["data", "errorType"])
          && ["\"status\":\"success\"", "\"status\":\"error\""].contains { beginning.holds($0) }
      },
      makeReader: { _ in PrometheusAPIReader() }),
  ]
}

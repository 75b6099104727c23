internal import Kernel

extension FormatCatalogue {
  /// Cost, telemetry, access and audit logs, and language models.
  static let usage: [Format] = [
    Format(
      name: "otlp-json",
      rule: "JSON with \"resourceSpans\", \"resourceLogs\" or \"resourceMetrics\"",
      example: "otelcol with the file exporter", countedParts: [], matches: \.isOTLP,
      makeReader: { _ in JSONDocumentReader(.otlp) }),
    Format(
      name: "litellm-standard-logging-jsonl",
      rule:
        "JSON whose first object has \"call_type\" and a start, or \"request_id\" and \"spend\"",
      example: "litellm with a callback that writes its payload", countedParts: ["call"],
      matches: {
        $0.firstItemKeys.isSuperset(of: ["call_type", "startTime"])
          || $0.firstItemKeys.isSuperset(of: ["request_id", "spend"])
      },
      makeReader: { _ in JSONShapesReader(.liteLLM) }),
    Format(
      name: "promptfoo-json", rule: "a JSON object with \"evalId\" and \"results\"",
      example: "promptfoo eval --output FILE.json", countedParts: ["row"],
      matches: { $0.firstKeys.isSuperset(of: ["evalId", "results"]) },
      makeReader: { _ in JSONDocumentReader(.promptfoo) }),
    Format(
      name: "inspect-json",
      rule: "a JSON object with \"version\", \"status\" and \"eval\"",
      example: "inspect log dump FILE", countedParts: ["score"],
      matches: { $0.firstKeys.isSuperset(of: ["status", "eval"]) },
      makeReader: { _ in JSONDocumentReader(.inspect) }),
    Format(
      name: "lm-eval-json",
      rule: "a JSON object with \"results\" and \"versions\"",
      example: "lm_eval --output_path FOLDER", countedParts: ["metric"], told: .byShape,
      matches: { $0.firstKeys.isSuperset(of: ["results", "versions"]) },
      makeReader: { _ in JSONDocumentReader(.lmEval) }),
    Format(
      name: "focus-csv",
      rule: "CSV with BilledCost, BillingCurrency, ChargePeriodStart and ServiceName",
      example: "the export of a cloud's billing data in FOCUS 1.0", countedParts: ["row"],
      matches: { $0.isCSV(.focus) }, makeReader: { _ in CSVReader(.focus) }),
    Format(
      name: "cloudtrail-json",
      rule: "JSON with \"eventSource\" and \"eventName\", bare or in \"Records\"",
      example: "aws s3 cp s3://BUCKET/LOG - | gzip -dc", countedParts: ["event"],
      matches: {
        $0.compactBegins(with: "{\"Records\":[{") && $0.holds("\"eventSource\":")
          || $0.firstItemKeys.isSuperset(of: ["eventSource", "eventName", "eventTime"])
      },
      makeReader: { _ in JSONShapesReader(.cloudTrail) }),
    Format(
      name: "k8s-audit-jsonl",
      rule: "JSON whose first object has \"auditID\" and \"verb\"",
      example: "kube-apiserver --audit-log-path FILE", countedParts: ["event"],
      matches: { $0.firstItemKeys.isSuperset(of: ["auditID", "verb"]) },
      makeReader: { _ in JSONShapesReader(.kubernetesAudit) }),
    Format(
      name: "access-log",
      rule: "a first line HOST IDENT USER [TIME] \"REQUEST\" STATUS SIZE",
      example: "cat /var/log/nginx/access.log", countedParts: ["request"], told: .byShape,
      matches: \.isAccessLog, makeReader: { _ in AccessLogReader() }),
  ]
}

import Export
import Kernel
import Policy

let declaration = Declaration(
  name: "export",
  summary: "Write records as metrics, traces, events, dashboards and alerts for other tools",
  description: [
    "Reads records and writes one text in a format of others. openmetrics: the latest point of each "
      + "metric series and the state of decisions, trends and forecasts, for Prometheus. otlp-traces: runs "
      + "with their tests and deployments as spans; otlp-metrics: all points of metrics. cdevents: CDEvents "
      + "in CloudEvents, one a line. What a form cannot say is counted on standard error.",
    "grafana-dashboard and prometheus-rules are made from a policy (--policy) and show or watch the "
      + "metrics that openmetrics writes; with records as operands also those of the records.",
    "Only a complete stream is told of. In a shell, export is a command of the shell's own: sluice export, "
      + "or the program's full path, is this one.",
  ],
  memory:
    "About 100 bytes and the labels of each metric series, besides the names of metrics and the "
    + "last decisions; for OTLP and CDEvents the text that is written.",
  options: [
    Option(
      "format", argument: "FORM", help: "What to write",
      choices: [
        "openmetrics", "otlp-traces", "otlp-metrics", "cdevents", "grafana-dashboard",
        "prometheus-rules",
      ]),
    Option(
      "timestamps",
      help: "With openmetrics: write the time of each point, which the textfile collector refuses"),
    Option(
      "service", argument: "NAME", help: "With OTLP: service.name of records without service",
      standard: "unknown_service"),
    Option(
      "policy", argument: "FILE", help: "The policy that a dashboard or alerts are made from"),
    Option(
      "stale-after", argument: "DURATION",
      help: "With a dashboard or alerts: the age from which on a decision is stale",
      standard: "26h"),
    Option(
      "limit-within", argument: "DURATION",
      help: "With prometheus-rules: how near the limit of a forecast may be", standard: "7d"),
    StateMemory.option,
  ],
  examples: [
    .init(
      "Metrics for node-exporter's textfile collector",
      "sluice export --format openmetrics decision.jsonl records.jsonl "
        + "-o /var/lib/prometheus/node-exporter/sluice.prom"),
    .init(
      "Alerts of a policy",
      "sluice export --format prometheus-rules --policy policy.jsonl -o sluice.rules.yml"),
    .init(
      "A trace for a collector",
      "sluice export --format otlp-traces records.jsonl -o trace.json"),
  ],
  writesRecords: false)

Filter.main(declaration) { run throws(Failure) in
  let form = try run.options.required("format")
  let memory = try run.stateMemory()
  switch form {
  case "grafana-dashboard", "prometheus-rules":
    let policy = try policy(run.options, form)
    let records = try metrics(run, memory)
    let staleAfter = try run.options.duration("stale-after") ?? 0
    if form == "grafana-dashboard" {
      let dashboard = Dashboard(policy, records: records, staleAfter: staleAfter)
      if dashboard.omitted > 0 { run.warn("left out: \(dashboard.omitted) metrics, a panel each") }
      try run.writer.write(text: dashboard.json().canonical.description + "\n")
    } else {
      let alerts = AlertRules(
        policy, records: records, staleAfter: staleAfter,
        limitWithin: try run.options.duration("limit-within") ?? 0)
      try run.writer.write(text: alerts.write())
    }
  default:
    let reader = run.reader()
    let exporter = try exporter(form, reader, run.options, memory)
    while let record = try reader.next() { try exporter.hear(record) }
    try run.requireComplete()
    try exporter.write(to: run.writer)
    for sentence in exporter.omissions { run.warn(sentence) }
  }
  return .done
}

private func exporter(
  _ form: String, _ reader: RecordReader, _ options: ParsedOptions, _ memory: StateMemory
) throws(Failure) -> any Exporter {
  let service = ByteString(options.value("service") ?? "")
  switch form {
  case "otlp-traces": return try OTLPTraceExport(service: service, memory: memory)
  case "otlp-metrics": return OTLPMetricExport(service: service, memory: memory)
  case "cdevents": return CDEventsExport(memory: try options.size("memory") ?? .max)
  default:
    return try OpenMetricsExport(
      withTimestamps: options.isGiven("timestamps"), memory: memory, rejects: { reader.rejects })
  }
}

private func policy(_ options: ParsedOptions, _ form: String) throws(Failure) -> Policy {
  guard let path = options.value("policy") else {
    throw .usage("--format \(form) needs --policy FILE")
  }
  return try Policy(try WholeFile.bytes(path), file: path)
}

/// The metrics of the records that are given; standard input is not waited for.
private func metrics(_ run: Run, _ memory: StateMemory) throws(Failure) -> OpenMetricsExport? {
  guard !run.options.operands.isEmpty else { return nil }
  let reader = run.reader()
  let export = try OpenMetricsExport(
    withTimestamps: false, memory: memory, rejects: { reader.rejects })
  while let record = try reader.next() { try export.hear(record) }
  try run.requireComplete()
  return export
}

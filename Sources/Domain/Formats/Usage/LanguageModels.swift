internal import Kernel

extension JSONLayout {
  /// Results of lm-evaluation-harness: one item a metric of a task; of newer ones also how many
  /// samples were used.
  static let lmEval = JSONLayout(
    title: "result of lm-evaluation-harness", requires: ["/results"],
    parts: [
      Part(name: "metric", path: "/results/*/*"),
      Part(name: "samples", path: "/n-samples/*", keeps: ["effective", "original"]),
    ],
    context: [
      ("date", "/date"), ("limit", "/config/limit"), ("model", "/config/model"),
      ("model_name", "/model_name"), ("revision", "/git_hash"),
    ])

  /// promptfoo's `eval --output FILE.json`: one item a row, and its own totals. What was asked and
  /// answered stays behind.
  static let promptfoo = JSONLayout(
    title: "result of promptfoo", requires: ["/results/results"],
    parts: [
      Part(name: "row", path: "/results/results/*", drops: ["prompt", "response", "testCase"]),
      Part(name: "stats", path: "/results", keeps: ["stats"], drops: ["results"]),
    ],
    context: [
      ("created", "/metadata/evaluationCreatedAt"), ("eval", "/evalId"),
      ("timestamp", "/results/timestamp"), ("tool_version", "/metadata/promptfooVersion"),
      ("version", "/results/version"),
    ])

  /// A log of Inspect: the evaluation, the metrics of each score, and the score of each sample.
  static let inspect = JSONLayout(
    title: "log of Inspect", requires: ["/status", "/eval"],
    parts: [
      Part(
        name: "eval", path: "/eval",
        keeps: ["created", "eval_id", "model", "revision", "run_id", "task", "task_id"]),
      Part(name: "metric", path: "/results/scores/*/metrics/*"),
      Part(name: "sample", path: "/samples/*", keeps: ["id", "epoch", "error", "total_time"]),
      Part(name: "score", path: "/samples/*/scores/*", keeps: ["value", "explanation"]),
    ],
    context: [
      ("created", "/eval/created"), ("epoch", "/samples/*/epoch"),
      ("error", "/error/message"), ("finished", "/stats/completed_at"),
      ("model", "/eval/model"), ("run", "/eval/run_id"), ("sample", "/samples/*/id"),
      ("score", "/results/scores/*/name"), ("started", "/stats/started_at"),
      ("status", "/status"), ("task", "/eval/task"), ("version", "/version"),
    ])
}

extension JSONShapes {
  /// LiteLLM's standard logging payloads, and rows of its table of spending.
  static let liteLLM = JSONShapes(
    title: "record of LiteLLM",
    shapes: [Shape("call", "call_type", "startTime"), Shape("call", "request_id", "spend")])

  /// CloudTrail's events, bare or in `Records`.
  static let cloudTrail = JSONShapes(
    title: "event of CloudTrail", shapes: [Shape("event", "eventSource", "eventName")],
    lists: ["Records"])
}

extension CSVLayout {
  /// FOCUS 1.x: one row a charge.
  static let focus = CSVLayout(
    columns: ["BilledCost", "BillingCurrency", "ChargePeriodStart", "ServiceName"])
}

extension Beginning {
  /// Whether the first line has all columns of a layout.
  func isCSV(_ layout: CSVLayout) -> Bool {
    guard let line = lines.first else { return false }
    return ByteString(Array(line)).withView { line in
      layout.delimiters.contains { delimiter in
        let cells = CSVReader.cells(of: line, delimiter)
        return layout.columns.allSatisfy { cells.contains($0) }
      }
    }
  }
}

internal import Kernel

extension JSONLayout {
  /// Google Benchmark: one item for each row of results, aggregates too.
  static let googleBenchmark = JSONLayout(
    title: "report of Google Benchmark", requires: ["/benchmarks"],
    parts: [Part(name: "benchmark", path: "/benchmarks/*", needs: ["name"])],
    context: [
      ("date", "/context/date"), ("executable", "/context/executable"),
      ("host", "/context/host_name"), ("library_build_type", "/context/library_build_type"),
    ])

  /// pytest-benchmark: one item for each benchmark.
  static let pytestBenchmark = JSONLayout(
    title: "report of pytest-benchmark", requires: ["/benchmarks"],
    parts: [Part(name: "benchmark", path: "/benchmarks/*", needs: ["name", "stats"])],
    context: [
      ("commit", "/commit_info/id"), ("datetime", "/datetime"), ("dirty", "/commit_info/dirty"),
      ("machine", "/machine_info/node"), ("version", "/version"),
    ])

  /// JMH: one item for each benchmark, and one for each measured iteration of each fork.
  static let jmh = JSONLayout(
    title: "report of JMH", requires: [],
    parts: [
      Part(name: "benchmark", path: "/*", needs: ["benchmark", "mode", "primaryMetric"]),
      Part(name: "iteration", path: "/*/primaryMetric/rawData/*/*"),
    ],
    context: [
      ("benchmark", "/*/benchmark"), ("mode", "/*/mode"), ("params", "/*/params"),
      ("unit", "/*/primaryMetric/scoreUnit"),
    ])

  /// `vegeta report -type=json`: the report, and one item for each status code.
  static let vegeta = JSONLayout(
    title: "report of vegeta", requires: ["/latencies"],
    parts: [
      Part(name: "status", path: "/status_codes/*"), Part(name: "report", path: ""),
    ],
    context: [("end", "/end")])

  /// `locust --json`: one item for each endpoint.
  static let locust = JSONLayout(
    title: "report of locust", requires: [],
    parts: [Part(name: "endpoint", path: "/*", needs: ["name", "num_requests"])])
}

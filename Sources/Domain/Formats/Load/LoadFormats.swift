internal import Kernel

extension FormatCatalogue {
  /// Load tests and benchmarks.
  static let load: [Format] = [
    Format(
      name: "k6-ndjson",
      rule: "JSON lines whose first has \"metric\", \"data\" and a \"type\" of Metric or Point",
      example: "k6 run --out json=FILE script.js", countedParts: ["Point"],
      matches: {
        $0.firstKeys.isSuperset(of: ["type", "metric", "data"])
          && ($0.holds("\"type\":\"Metric\"") || $0.holds("\"type\":\"Point\""))
      },
      makeReader: { _ in K6Reader() }),
    Format(
      name: "k6-summary",
      rule: "a JSON object with \"metrics\" and \"root_group\", or with \"metrics\" that k6 names",
      example: "k6 run --summary-export FILE script.js", countedParts: ["stat"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return keys.isSuperset(of: ["metrics", "root_group"])
          || keys.contains("root_group") && beginning.holds("\"checks\":")
          || !keys.isDisjoint(with: ["metrics", "options", "state"])
            && ["\"iteration_duration\":{", "\"vus_max\":{", "\"summaryTrendStats\":"]
              .contains { beginning.holds($0) }
      },
      makeReader: { _ in K6SummaryReader() }),
    Format(
      name: "hyperfine-json",
      rule: "a JSON object that begins with \"results\" and a list of objects with a \"command\", "
        + "or with \"schema_version\" and a \"hyperfine_version\"",
      example: "hyperfine --export-json FILE COMMAND", countedParts: ["result"],
      matches: {
        $0.compactBegins(with: "{\"results\":[{\"command\":")
          || $0.compactBegins(with: "{\"results\":[]}")
          || $0.compactBegins(with: "{\"schema_version\":") && $0.holds("\"hyperfine_version\":")
      },
      makeReader: { _ in JSONDocumentReader(.hyperfine) }),
    Format(
      name: "k6-csv", rule: "a header with metric_name, timestamp and metric_value",
      example: "k6 run --out csv=FILE script.js", countedParts: ["point"],
      matches: { beginning in beginning.lines.first.map { CSVLayout.k6.isHeader($0) } ?? false },
      makeReader: { _ in CSVReader(.k6) }),
    Format(
      name: "locust-csv",
      rule: "a header with Name and Request Count or # requests, with Timestamp and User Count, "
        + "with Method, Name and Error, or with Count, Message and Traceback",
      example: "locust --headless --csv PREFIX", countedParts: [],
      matches: { beginning in beginning.lines.first.map { LocustReader.isHeader($0) } ?? false },
      makeReader: { _ in LocustReader() }),
    Format(
      name: "locust-json",
      rule: "an array of JSON objects with \"num_requests\" and \"response_times\"",
      example: "locust --headless --json", countedParts: ["endpoint"],
      matches: { beginning in
        beginning.compactBegins(with: "[{")
          && beginning.firstItemKeys.isSuperset(of: ["num_requests", "name"])
      },
      makeReader: { _ in JSONDocumentReader(.locust) }),
    Format(
      name: "jmeter-csv",
      rule: "a header with timeStamp, elapsed and label, between commas, semicolons, tabs or bars",
      example: "jmeter -n -t PLAN -l FILE.csv", countedParts: ["sample"],
      matches: { beginning in
        beginning.lines.first.map { CSVLayout.jmeter.isHeader($0) } ?? false
      },
      makeReader: { _ in CSVReader(.jmeter) }),
    Format(
      name: "jmeter-xml", rule: "XML whose root element is testResults",
      example: "jmeter -n -t PLAN -l FILE.jtl -J jmeter.save.saveservice.output_format=xml",
      countedParts: ["httpSample", "sample"],
      matches: { $0.rootElement == "testResults" },
      makeReader: { _ in XMLElementsReader(.jmeter) }),
    Format(
      name: "vegeta-json", rule: "a JSON object with \"latencies\" and \"status_codes\"",
      example: "vegeta report -type=json FILE", countedParts: ["report"],
      matches: {
        $0.firstKeys.contains("latencies")
          && !$0.firstKeys.isDisjoint(with: ["bytes_in", "earliest", "status_codes"])
      },
      makeReader: { _ in JSONDocumentReader(.vegeta) }),
    Format(
      name: "pytest-benchmark-json",
      rule: "a JSON object with \"benchmarks\" and \"machine_info\" or \"commit_info\"",
      example: "pytest --benchmark-json=FILE", countedParts: ["benchmark"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return !keys.isDisjoint(with: ["commit_info", "machine_info"])
          || beginning.compactBegins(with: "{\"benchmarks\":[{") && beginning.holds("\"stats\":{")
      },
      makeReader: { _ in JSONDocumentReader(.pytestBenchmark) }),
    Format(
      name: "gbench-json", rule: "a JSON object with \"benchmarks\" and \"context\"",
      example: "BENCHMARK --benchmark_out=FILE --benchmark_out_format=json",
      countedParts: ["benchmark"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return keys.isSuperset(of: ["benchmarks", "context"])
          || keys.contains("benchmarks") && beginning.holds("\"real_time\":")
      },
      makeReader: { _ in JSONDocumentReader(.googleBenchmark) }),
    Format(
      name: "jmh-json", rule: "an array of JSON objects with \"benchmark\" and \"mode\"",
      example: "java -jar benchmarks.jar -rf json -rff FILE", countedParts: ["benchmark"],
      matches: {
        $0.compactBegins(with: "[{")
          && ($0.firstItemKeys.isSuperset(of: ["benchmark", "mode"])
            || $0.firstItemKeys.contains("jmhVersion"))
      },
      makeReader: { _ in JSONDocumentReader(.jmh) }),
    Format(
      name: "go-bench-text",
      rule: "a line that begins with Benchmark, a number of runs, and values with units",
      example: "go test -bench=. -count=10 ./...", countedParts: ["result"], told: .byShape,
      matches: { beginning in
        beginning.lines.contains { line in
          line.starts(with: "Benchmark".utf8)
            && ByteString(Array(line)).withView { GoBenchReader.result($0) != nil }
        }
      },
      makeReader: { _ in GoBenchReader() }),
  ]
}

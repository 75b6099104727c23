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
      rule: "a JSON object that begins with \"results\" and a list of objects with a \"command\"",
      example: "hyperfine --export-json FILE COMMAND", countedParts: ["result"],
      matches: {
        $0.compactBegins(with: "{\"results\":[{\"command\":")
          || $0.compactBegins(with: "{\"results\":[]}")
      },
      makeReader: { _ in JSONDocumentReader(.hyperfine) }),
  ]
}

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

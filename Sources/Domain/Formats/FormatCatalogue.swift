public import Kernel

/// One foreign format: how it is named, told from others, and read.
public struct Format: Sendable {
  /// The name in `--from` and in observations.
  public let name: String
  /// Another name that forces a dialect, if there is one.
  public let alias: String?
  /// How its beginning is told from others, in words.
  public let rule: String
  /// A command that writes it.
  public let example: String
  /// The parts that count as its items in a manifest; all when empty.
  let countedParts: [ByteString]
  /// Whether a beginning is that of this format.
  let matches: @Sendable (Beginning) -> Bool
  /// A reader; the argument is the name it was asked for by, nil when it was detected.
  let makeReader: @Sendable (String?) -> any FormatReader

  /// Whether a part counts among the items of a manifest.
  func counts(_ part: ByteString) -> Bool { countedParts.isEmpty || countedParts.contains(part) }

  /// Reads a file of this format. `name` is what `--from` said, nil for a detected format.
  public func read(into output: ObservationWriter, askedForAs name: String?) throws(Failure) {
    var reader = makeReader(name)
    try reader.read(into: output)
    try output.file.drain()
  }
}

/// All formats, in the order in which they are tried.
public enum FormatCatalogue {
  /// How much of a file is looked at.
  public static let beginningBytes = 4096

  /// The table.
  public static let formats: [Format] = [
    Format(
      name: "junit-xml", alias: nil,
      rule: "XML whose root element is testsuites, testsuite or testcase",
      example: "pytest --junit-xml=FILE", countedParts: ["testcase"],
      matches: {
        $0.rootElement.map { ["testsuites", "testsuite", "testcase"].contains($0) } ?? false
      },
      makeReader: { _ in JUnitReader() }),
    Format(
      name: "swift-testing-jsonl", alias: nil,
      rule: "JSON lines whose first has \"kind\", \"payload\" and \"version\"",
      example: "swift test --event-stream-output-path FILE --event-stream-version 0",
      countedParts: ["result"],
      matches: { $0.firstKeys.isSuperset(of: ["kind", "payload", "version"]) },
      makeReader: { _ in SwiftTestingReader() }),
    Format(
      name: "llvm-cov-json", alias: nil,
      rule: "a JSON object that begins with \"data\" and a list of exports of \"files\"",
      example: "swift test --enable-code-coverage", countedParts: ["file"],
      matches: { beginning in
        beginning.holds("\"llvm.coverage.json.export\"")
          || ["{\"data\":[{\"files\":[", "{\"data\":[{\"functions\":[", "{\"data\":[{\"totals\":"]
            .contains { beginning.compactBegins(with: $0) }
      },
      makeReader: { _ in LLVMCoverageReader() }),
    Format(
      name: "k6-ndjson", alias: nil,
      rule: "JSON lines whose first has \"metric\", \"data\" and a \"type\" of Metric or Point",
      example: "k6 run --out json=FILE script.js", countedParts: ["Point"],
      matches: {
        $0.firstKeys.isSuperset(of: ["type", "metric", "data"])
          && ($0.holds("\"type\":\"Metric\"") || $0.holds("\"type\":\"Point\""))
      },
      makeReader: { _ in K6Reader() }),
    Format(
      name: "hyperfine-json", alias: nil,
      rule: "a JSON object that begins with \"results\" and a list of objects with a \"command\"",
      example: "hyperfine --export-json FILE COMMAND", countedParts: ["result"],
      matches: {
        $0.compactBegins(with: "{\"results\":[{\"command\":")
          || $0.compactBegins(with: "{\"results\":[]}")
      },
      makeReader: { _ in HyperfineReader() }),
    Format(
      name: "git-log", alias: nil,
      rule: "40 or 64 hexadecimal digits and a byte 0x1F", example: GitLogReader.command,
      countedParts: ["commit"], matches: \.isGitLog, makeReader: { _ in GitLogReader() }),
    Format(
      name: "prometheus-text", alias: "openmetrics-text",
      rule: "a # HELP, # TYPE, # UNIT or # EOF line, or NAME{LABELS} VALUE; "
        + "OpenMetrics where the last line is # EOF, as --from openmetrics-text says it is, "
        + "and --from prometheus-text says it is not",
      example: "curl -s http://HOST:9100/metrics", countedParts: ["sample"],
      matches: \.isExposition, makeReader: { PrometheusReader(askedForAs: $0) }),
    Format(
      name: "json-lines", alias: nil,
      rule: "two JSON objects on two lines, none of the above", example: "jq -c '.[]' FILE",
      countedParts: ["line"], matches: \.isJSONLines, makeReader: { _ in JSONLinesReader() }),
  ]

  /// The format of a name or an alias.
  public static func format(named name: String) -> Format? {
    formats.first { $0.name == name || $0.alias == name }
  }

  /// The format of a file by its content; one that is unknown is refused.
  public static func detect(_ file: ForeignFile) throws(Failure) -> Format {
    let beginning = Beginning(try file.lines.peek(beginningBytes))
    if let found = formats.first(where: { $0.matches(beginning) }) { return found }
    let what = beginning.isEmpty ? "an empty file has no format" : "unknown format"
    throw .data(Place(file.name), "\(what), --from NAME would name it; see collect --list-formats")
  }

  /// The table as text: name, rule and example, one format a line.
  public static var text: String {
    formats.map { format in
      let name = format.alias.map { "\(format.name) (\($0))" } ?? format.name
      return "\(name)\t\(format.rule)\t\(format.example)\n"
    }.joined()
  }
}

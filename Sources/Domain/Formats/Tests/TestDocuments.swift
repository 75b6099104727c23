internal import Kernel

/// Test results in JSON documents, as their own tools write them.
extension JSONLayout {
  /// `jest --json`: a test is an assertion; a file that crashed has none.
  static let jest = JSONLayout(
    title: "report of Jest", requires: ["/numTotalTests", "/testResults"],
    parts: [
      Part(name: "assertion", path: "/testResults/*/assertionResults/*", needs: ["status"]),
      Part(name: "file", path: "/testResults/*", drops: ["assertionResults"]),
      Part(name: "run", path: "", drops: ["testResults"]),
    ],
    context: [
      ("file", "/testResults/*/name"), ("fileStart", "/testResults/*/startTime"),
      ("start", "/startTime"),
    ])

  /// `mocha --reporter json`: which list a test stands in is its outcome.
  static let mocha = JSONLayout(
    title: "report of Mocha", requires: ["/stats", "/tests", "/passes", "/failures"],
    parts: [
      Part(name: "pass", path: "/passes/*"), Part(name: "failure", path: "/failures/*"),
      Part(name: "pending", path: "/pending/*"),
      Part(name: "run", path: "", drops: ["failures", "passes", "pending", "tests"]),
    ],
    context: [("start", "/stats/start")])

  /// CTRF, the Common Test Report Format.
  static let ctrf = JSONLayout(
    title: "report in CTRF", requires: ["/results/tool", "/results/tests"],
    parts: [
      Part(name: "test", path: "/results/tests/*", needs: ["name", "status"]),
      Part(name: "run", path: "/results", drops: ["tests"]),
    ],
    context: [("tool", "/results/tool/name")])

  /// `pytest --json-report`.
  static let pytestReport = JSONLayout(
    title: "report of pytest-json-report", requires: ["/created", "/exitcode", "/summary"],
    parts: [
      Part(name: "test", path: "/tests/*", needs: ["nodeid", "outcome"]),
      Part(name: "collector", path: "/collectors/*", drops: ["result"]),
      Part(name: "run", path: "", drops: ["tests", "collectors", "warnings"]),
    ],
    context: [("created", "/created")])

  /// Playwright's JSON reporter. Suites nest: a file, then groups; each depth has its own path.
  static let playwright = JSONLayout(
    title: "report of Playwright", requires: ["/suites", "/stats"],
    parts: playwrightSuites.map { suite in
      Part(name: "test", path: JSONPath("\(suite)/specs/*/tests/*"), needs: ["results"])
    } + [
      Part(name: "error", path: "/errors/*"),
      Part(name: "run", path: "", drops: ["suites", "config"]),
    ],
    context: playwrightSuites.enumerated().flatMap(playwrightContext))

  private static func playwrightContext(
    depth: Int, suite: String
  ) -> [(key: ByteString, path: JSONPath)] {
    let spec = "\(suite)/specs/*"
    return [
      (ByteString("suite\(depth)"), JSONPath("\(suite)/title")),
      ("spec", JSONPath("\(spec)/title")), ("file", JSONPath("\(spec)/file")),
      ("line", JSONPath("\(spec)/line")),
    ]
  }

  /// Where suites stand, up to eight deep.
  private static let playwrightSuites = (1...8).map { String(repeating: "/suites/*", count: $0) }
}

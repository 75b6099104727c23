internal import Kernel

extension FormatCatalogue {
  /// Test results.
  static let tests: [Format] = [
    Format(
      name: "junit-xml",
      rule: "XML whose root element is testsuites, testsuite or testcase",
      example: "pytest --junit-xml=FILE", countedParts: ["testcase"],
      matches: {
        $0.rootElement.map { ["testsuites", "testsuite", "testcase"].contains($0) } ?? false
      },
      makeReader: { _ in JUnitReader() }),
    Format(
      name: "swift-testing-jsonl",
      rule: "JSON lines whose first has \"kind\", \"payload\" and \"version\"",
      example: "swift test --event-stream-output-path FILE --event-stream-version 0",
      countedParts: ["result"],
      matches: { $0.firstKeys.isSuperset(of: ["kind", "payload", "version"]) },
      makeReader: { _ in SwiftTestingReader() }),
  ]
}

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
    Format(
      name: "go-test-json",
      rule: "JSON lines with \"Action\" and \"Package\", \"Test\" or \"ImportPath\"",
      example: "go test -json ./... >FILE", countedParts: ["result"],
      matches: { beginning in
        beginning.lines.prefix(16).contains { line in
          let keys = Beginning(line).firstKeys
          return keys.contains("Action")
            && !keys.isDisjoint(with: ["Package", "Test", "ImportPath"])
        }
      },
      makeReader: { _ in GoTestReader() }),
    Format(
      name: "tap",
      rule: "TAP version N, a plan 1..N, or ok N or ok - TEXT at the start of a line",
      example: "prove -v t/ >FILE", countedParts: ["test"], told: .byShape,
      matches: { beginning in
        beginning.lines.prefix(200).contains { line in
          ByteString(Array(line)).withView { !$0.isEmpty && TAPLine($0).isTelling }
        }
      },
      makeReader: { _ in TAPReader() }),
  ]
}

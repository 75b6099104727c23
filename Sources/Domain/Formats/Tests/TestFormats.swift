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
      makeReader: { _ in XMLElementsReader(.junit) }),
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
    Format(
      name: "cargo-libtest-json",
      rule: "JSON lines whose first has \"type\" and \"event\", and a \"type\" of suite or test",
      example: "cargo test -- -Z unstable-options --format json", countedParts: ["test"],
      matches: {
        $0.firstKeys.isSuperset(of: ["type", "event"])
          && ($0.holds("\"type\":\"suite\"") || $0.holds("\"type\":\"test\""))
      },
      makeReader: { _ in LibtestReader() }),
    Format(
      name: "jest-json", rule: "a JSON object with \"numTotalTests\"",
      example: "jest --json --outputFile=FILE", countedParts: ["assertion"],
      matches: { $0.firstKeys.contains("numTotalTests") || $0.holds("\"numTotalTestSuites\":") },
      makeReader: { _ in JSONDocumentReader(.jest) }),
    Format(
      name: "mocha-json", rule: "a JSON object that begins with \"stats\" of \"suites\"",
      example: "mocha --reporter json >FILE", countedParts: ["pass", "failure", "pending"],
      matches: { $0.compactBegins(with: "{\"stats\":{\"suites\":") },
      makeReader: { _ in JSONDocumentReader(.mocha) }),
    Format(
      name: "ctrf-json", rule: "a JSON object with \"results\" of a \"tool\" and a \"summary\"",
      example: "playwright test --reporter=playwright-ctrf-json-reporter", countedParts: ["test"],
      matches: { beginning in
        beginning.holds("\"reportFormat\":\"CTRF\"")
          || beginning.holds("\"results\":{\"tool\":{")
            && beginning.holds("\"summary\":{\"tests\":")
      },
      makeReader: { _ in JSONDocumentReader(.ctrf) }),
    Format(
      name: "pytest-json-report",
      rule: "a JSON object with \"created\", \"exitcode\" and \"summary\"",
      example: "pytest --json-report --json-report-file=FILE", countedParts: ["test"],
      matches: { $0.firstKeys.isSuperset(of: ["created", "exitcode", "summary"]) },
      makeReader: { _ in JSONDocumentReader(.pytestReport) }),
    Format(
      name: "playwright-json",
      rule: "a JSON object with \"suites\" or \"config\", and \"specs\" or a \"rootDir\"",
      example: "playwright test --reporter=json >FILE", countedParts: ["test"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return keys.contains("config") && beginning.holds("\"rootDir\":")
          || keys.contains("suites") && beginning.holds("\"specs\":[")
      },
      makeReader: { _ in JSONDocumentReader(.playwright) }),
    Format(
      name: "ctest-xml", rule: "XML whose root element is Site",
      example: "ctest -T Test", countedParts: ["Test"],
      matches: { $0.rootElement == "Site" },
      makeReader: { _ in XMLElementsReader(.ctest) }),
    Format(
      name: "trx", rule: "XML whose root element is TestRun",
      example: "dotnet test --logger trx",
      countedParts: XMLLayout.trxResults.map { ByteString($0.description) },
      matches: { $0.rootElement == "TestRun" },
      makeReader: { _ in XMLElementsReader(.trx) }),
    Format(
      name: "nunit3-xml", rule: "XML whose root element is test-run",
      example: "nunit3-console TESTS.dll --result=FILE", countedParts: ["test-case"],
      matches: { $0.rootElement == "test-run" },
      makeReader: { _ in XMLElementsReader(.nunit3) }),
    Format(
      name: "nunit2-xml", rule: "XML whose root element is test-results",
      example: "nunit3-console TESTS.dll --result='FILE;format=nunit2'",
      countedParts: ["test-case"],
      matches: { $0.rootElement == "test-results" },
      makeReader: { _ in XMLElementsReader(.nunit2) }),
    Format(
      name: "xunitnet-xml", rule: "XML whose root element is assemblies or assembly",
      example: "xunit.console TESTS.dll -xml FILE", countedParts: ["test"],
      matches: { $0.rootElement == "assemblies" || $0.rootElement == "assembly" },
      makeReader: { _ in XMLElementsReader(.xunitNet) }),
  ]
}

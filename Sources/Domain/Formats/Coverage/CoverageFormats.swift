internal import Kernel

extension FormatCatalogue {
  /// Coverage of tests.
  static let coverage: [Format] = [
    Format(
      name: "cobertura-xml",
      rule: "XML whose root element is coverage, with a line-rate or packages",
      example: "coverage xml -o FILE", countedParts: ["file"],
      matches: { beginning in
        beginning.rootElement == "coverage"
          && ["line-rate=", "<packages", "<sources"].contains { beginning.holds($0) }
      },
      makeReader: { _ in CoberturaReader() }),
    Format(
      name: "lcov",
      rule: "a line SF: behind none or some of TN:, VER: and # lines",
      example: "geninfo -o FILE FOLDER", countedParts: ["file"],
      matches: \.isLCOV, makeReader: { _ in LCOVReader() }),
    Format(
      name: "llvm-cov-json",
      rule: "a JSON object that begins with \"data\" and a list of exports of \"files\"",
      example: "swift test --enable-code-coverage", countedParts: ["file"],
      matches: { beginning in
        beginning.holds("\"llvm.coverage.json.export\"")
          || ["{\"data\":[{\"files\":[", "{\"data\":[{\"functions\":[", "{\"data\":[{\"totals\":"]
            .contains { beginning.compactBegins(with: $0) }
      },
      makeReader: { _ in JSONDocumentReader(.llvmCoverage) }),
    Format(
      name: "jacoco-xml", rule: "XML whose root element is report, with counters of JaCoCo",
      example: "mvn jacoco:report", countedParts: ["sourcefile"],
      matches: { beginning in
        beginning.rootElement == "report"
          && ["JACOCO", "<sessioninfo", "<counter", "<sourcefile", "<report name=\""]
            .contains { beginning.holds($0) }
      },
      makeReader: { _ in XMLElementsReader(.jacoco) }),
    Format(
      name: "clover-xml", rule: "XML whose root element is coverage, with clover or a project",
      example: "phpunit --coverage-clover FILE", countedParts: ["file"],
      matches: { beginning in
        beginning.rootElement == "coverage"
          && ["clover=", "<project", "<testproject"].contains { beginning.holds($0) }
      },
      makeReader: { _ in XMLElementsReader(.clover) }),
    Format(
      name: "go-coverprofile", rule: "a first line that begins with mode: and set, count or atomic",
      example: "go test -coverprofile=FILE ./...", countedParts: ["file"],
      matches: { beginning in
        ["set", "count", "atomic"].contains { beginning.firstLine == "mode: \($0)" }
      },
      makeReader: { _ in GoCoverProfileReader() }),
  ]
}

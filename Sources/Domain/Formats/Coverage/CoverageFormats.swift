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
  ]
}

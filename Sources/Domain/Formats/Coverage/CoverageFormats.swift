internal import Kernel

extension FormatCatalogue {
  /// Coverage of tests.
  static let coverage: [Format] = [
    Format(
      name: "llvm-cov-json",
      rule: "a JSON object that begins with \"data\" and a list of exports of \"files\"",
      example: "swift test --enable-code-coverage", countedParts: ["file"],
      matches: { beginning in
        beginning.holds("\"llvm.coverage.json.export\"")
          || ["{\"data\":[{\"files\":[", "{\"data\":[{\"functions\":[", "{\"data\":[{\"totals\":"]
            .contains { beginning.compactBegins(with: $0) }
      },
      makeReader: { _ in JSONDocumentReader(.llvmCoverage) })
  ]
}

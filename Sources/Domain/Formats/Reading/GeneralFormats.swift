internal import Kernel

extension FormatCatalogue {
  /// What every other format is a case of.
  static let general: [Format] = [
    Format(
      name: "json-lines",
      rule: "two JSON objects on two lines, none of the above", example: "jq -c '.[]' FILE",
      countedParts: ["line"],
      told: .generally, matches: \.isJSONLines, makeReader: { _ in JSONLinesReader() })
  ]
}

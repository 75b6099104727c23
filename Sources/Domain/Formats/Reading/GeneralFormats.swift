internal import Kernel

extension FormatCatalogue {
  /// What every other format is a case of.
  static let general: [Format] = [
    Format(
      name: "csv",
      rule: "any CSV with a header, between commas, semicolons, tabs or bars; read as this when "
        + "--from csv says so",
      example: "sqlite3 -csv -header FILE.db 'select * from t'", countedParts: ["row"],
      told: .generally, matches: { _ in false }, makeReader: { _ in CSVReader(.any) }),
    Format(
      name: "json-lines",
      rule: "two JSON objects on two lines, none of the above", example: "jq -c '.[]' FILE",
      countedParts: ["line"],
      told: .generally, matches: \.isJSONLines, makeReader: { _ in JSONLinesReader() }),
  ]
}

extension CSVLayout {
  /// Any CSV with a header, for a mapping of one's own.
  static let any = CSVLayout(delimiters: [0x2C, 0x3B, 0x09, 0x7C], columns: [])
}

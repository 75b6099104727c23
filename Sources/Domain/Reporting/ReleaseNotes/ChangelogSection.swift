/// A section of a changelog in the form of Keep a Changelog 1.1.0.
public enum ChangelogSection {
  /// What stands under `## [VERSION]`, else under `## [Unreleased]`, without that heading; its own headings
  /// stay. Nil where there is neither.
  public static func text(of version: String, in changelog: String) -> String? {
    let lines = changelog.split(separator: "\n", omittingEmptySubsequences: false)
    func heading(_ name: String) -> Int? {
      lines.firstIndex { line in
        let title = line.drop { $0 == "#" }.drop { $0 == " " }
        return line.hasPrefix("## ") && (title.hasPrefix("[\(name)]") || title == name)
      }
    }
    guard let start = heading(version) ?? heading("Unreleased") else { return nil }
    let rest = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") && !$0.hasPrefix("[") }
    let text = rest.prefix(upTo: (rest.lastIndex { !$0.isEmpty } ?? start) + 1).drop(
      while: \.isEmpty)
    return text.joined(separator: "\n")
  }
}

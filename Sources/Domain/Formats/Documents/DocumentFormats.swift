internal import Kernel

extension FormatCatalogue {
  /// Documents that people write.
  static let documents: [Format] = [
    Format(
      name: "markdown",
      rule: "front matter and a text, headings as Markdown has them, or a list of tasks",
      example: "cat CHANGELOG.md", countedParts: [], told: .generally, matches: \.isMarkdown,
      makeReader: { _ in MarkdownReader() })
  ]
}

internal import Kernel

extension FormatCatalogue {
  /// Source control, CI and deployments.
  static let delivery: [Format] = [
    Format(
      name: "git-log",
      rule: "40 or 64 hexadecimal digits and a byte 0x1F", example: GitLogReader.command,
      countedParts: ["commit"], matches: \.isGitLog, makeReader: { _ in GitLogReader() })
  ]
}

internal import Kernel

extension JSONLayout {
  /// `hyperfine --export-json`: one item per benchmarked command.
  static let hyperfine = JSONLayout(
    title: "export of hyperfine", requires: ["/results"],
    parts: [Part(name: "result", path: "/results/*", needs: ["command"])])
}

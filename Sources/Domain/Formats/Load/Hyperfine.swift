internal import Kernel

extension JSONLayout {
  /// `hyperfine --export-json`: one item per benchmarked command, with `times` and `exit_codes`, or
  /// since hyperfine 2 with `measurements` of several metrics and when it started.
  static let hyperfine = JSONLayout(
    title: "export of hyperfine", requires: ["/results"],
    parts: [Part(name: "result", path: "/results/*", needs: ["command"])],
    context: [("start_time", "/metadata/start_time")])
}

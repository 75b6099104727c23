internal import Kernel

extension JSONLayout {
  /// `llvm-cov export`: one item per file of each export, and its totals.
  ///
  /// Regions, segments and functions stay behind: they are no figures, and most of the document.
  static let llvmCoverage = JSONLayout(
    title: "coverage of llvm-cov", requires: ["/type", "/data"],
    parts: [
      Part(
        name: "file", path: "/data/*/files/*", needs: ["filename", "summary"],
        keeps: ["filename", "summary"]),
      Part(name: "totals", path: "/data/*/totals"),
    ],
    context: [("type", "/type"), ("version", "/version")])
}

internal import Kernel

extension FormatCatalogue {
  /// Findings of scanners and linters, and bills of materials.
  static let findings: [Format] = []
}

internal import Kernel

extension FormatCatalogue {
  /// Cost, telemetry, access and audit logs, and language models.
  static let usage: [Format] = []
}

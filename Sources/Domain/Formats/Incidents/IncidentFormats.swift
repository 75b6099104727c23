internal import Kernel

extension FormatCatalogue {
  /// Alerts, incidents and rosters.
  static let incidents: [Format] = []
}

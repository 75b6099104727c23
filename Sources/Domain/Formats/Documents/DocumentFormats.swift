internal import Kernel

extension FormatCatalogue {
  /// Documents that people write.
  static let documents: [Format] = []
}

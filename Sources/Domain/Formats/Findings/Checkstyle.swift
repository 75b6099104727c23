internal import Kernel

extension XMLLayout {
  /// Checkstyle's XML, which many linters write: one item for each error, with its file around it.
  static let checkstyle = XMLLayout(
    roots: ["checkstyle"], items: ["error"], containers: ["checkstyle", "file"])
}

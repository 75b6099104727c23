internal import Kernel

extension XMLLayout {
  /// JaCoCo's XML report (report.dtd 1.1): one item for each source file and class, and for each
  /// package, group and the report when it ends, with the counters of its own level.
  static let jacoco = XMLLayout(
    roots: ["report"], items: ["class", "sourcefile"], containers: ["group", "package", "report"],
    allowsDTDName: true)

  /// Clover's XML report: one item for each file, and for each package and project.
  static let clover = XMLLayout(
    roots: ["coverage"], items: ["file"],
    containers: ["package", "project", "testproject", "coverage"], allowsDTDName: true)
}

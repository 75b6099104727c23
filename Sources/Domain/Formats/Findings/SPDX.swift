internal import Kernel

extension JSONLayout {
  /// SPDX 2.2 and 2.3 in JSON: one item for each package, file, snippet and relationship, and for
  /// the document.
  static let spdx = JSONLayout(
    title: "SPDX 2 document", requires: ["/spdxVersion", "/SPDXID"],
    parts: [
      Part(name: "package", path: "/packages/*", needs: ["SPDXID", "name"]),
      Part(name: "file", path: "/files/*", needs: ["SPDXID", "fileName"]),
      Part(name: "snippet", path: "/snippets/*"),
      Part(name: "relationship", path: "/relationships/*", needs: ["relationshipType"]),
      Part(name: "document", path: "", drops: ["files", "packages", "relationships", "snippets"]),
    ],
    context: [
      ("created", "/creationInfo/created"), ("document", "/documentNamespace"),
      ("version", "/spdxVersion"),
    ])

  /// SPDX 3 in JSON-LD: one item for each element of the graph.
  static let spdx3 = JSONLayout(
    title: "SPDX 3 document", requires: ["/@graph"],
    parts: [Part(name: "element", path: "/@graph/*")], context: [])

  /// `npm audit --json` since npm 7, and before it with pnpm and yarn: one item for each package
  /// or advisory, and for the report.
  static let npmAudit = JSONLayout(
    title: "report of npm audit", requires: [],
    parts: [
      Part(name: "package", path: "/vulnerabilities/*", needs: ["severity"]),
      Part(name: "advisory", path: "/advisories/*", needs: ["severity"]),
      Part(name: "advisory", path: "/data/advisory", needs: ["severity"]),
      Part(name: "summary", path: "/data/vulnerabilities"),
      Part(name: "report", path: "", drops: ["actions", "data"]),
    ],
    context: [("kind", "/type"), ("version", "/auditReportVersion")], repeats: true)
}

internal import Kernel

extension JSONLayout {
  /// `trivy --format json` of an artifact or a cluster: one item for each vulnerability,
  /// misconfiguration, secret, licence and package, for each target, and for the report.
  static let trivy: JSONLayout = {
    let lists: [ByteString] = [
      "CustomResources", "ExperimentalModifiedFindings", "Licenses", "Misconfigurations",
      "Packages", "Secrets", "Vulnerabilities",
    ]
    func parts(_ results: String) -> [Part] {
      [
        Part(name: "vulnerability", path: .init("\(results)/Vulnerabilities/*")),
        Part(name: "misconfiguration", path: .init("\(results)/Misconfigurations/*")),
        Part(name: "secret", path: .init("\(results)/Secrets/*")),
        Part(name: "licence", path: .init("\(results)/Licenses/*")),
        Part(name: "package", path: .init("\(results)/Packages/*")),
        Part(name: "suppressed", path: .init("\(results)/ExperimentalModifiedFindings/*")),
        Part(name: "target", path: .init(results), drops: lists),
      ]
    }
    func context(_ results: String) -> [(key: ByteString, path: JSONPath)] {
      ["Target", "Class", "Type"].map {
        (ByteString(String($0.lowercased())), .init("\(results)/\($0)"))
      }
    }
    return JSONLayout(
      title: "report of trivy", requires: [],
      parts: parts("/Results/*") + parts("/Resources/*/Results/*")
        + [Part(name: "report", path: "", drops: ["Findings", "Resources", "Results"])],
      context: context("/Results/*") + context("/Resources/*/Results/*") + [
        ("artifact", "/ArtifactName"), ("cluster", "/ClusterName"), ("created", "/CreatedAt"),
        ("digest", "/Metadata/RepoDigests/0"), ("resource", "/Resources/*/Name"),
        ("version", "/Trivy/Version"),
      ])
  }()

  /// `grype -o json`: one item for each match, each match that was ignored, and for the report.
  static let grype = JSONLayout(
    title: "report of grype", requires: ["/matches"],
    parts: [
      Part(name: "match", path: "/matches/*", needs: ["vulnerability"]),
      Part(name: "ignored", path: "/ignoredMatches/*", needs: ["vulnerability"]),
      Part(name: "report", path: "", drops: ["ignoredMatches", "matches"]),
    ],
    context: [
      ("created", "/descriptor/timestamp"), ("target", "/source/target"),
      ("version", "/descriptor/version"),
    ])
}

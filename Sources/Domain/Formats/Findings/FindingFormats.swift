internal import Kernel

extension FormatCatalogue {
  /// Findings of scanners and linters, and bills of materials.
  static let findings: [Format] = [
    Format(
      name: "sarif",
      rule: "a JSON object with \"runs\" and \"version\", or with a \"$schema\" of SARIF",
      example: "semgrep scan --sarif -o FILE", countedParts: ["result"],
      matches: { beginning in
        let keys = beginning.firstItemKeys
        return keys.isSuperset(of: ["runs", "version"])
          || !keys.isDisjoint(with: ["runs", "$schema"])
            && [
              "/sarif-", "/sarif/", "{\"runs\":[{\"tool\":{\"driver\":", "{\"runs\":[{\"results\":",
            ]
            .contains { beginning.holds($0) }
      },
      makeReader: { _ in SARIFReader() }),
    Format(
      name: "trivy-json",
      rule: "a JSON object with \"SchemaVersion\" and \"ArtifactName\" or \"Results\", "
        + "or with \"ClusterName\" and \"Resources\"",
      example: "trivy image --format json -o FILE IMAGE",
      countedParts: ["vulnerability", "misconfiguration", "secret", "licence"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return keys.contains("SchemaVersion")
          && !keys.isDisjoint(with: ["ArtifactName", "ArtifactType", "Results"])
          || keys.isSuperset(of: ["ClusterName", "Resources"])
      },
      makeReader: { _ in JSONDocumentReader(.trivy) }),
    Format(
      name: "grype-json",
      rule: "a JSON object with \"matches\" whose elements have a \"vulnerability\", "
        + "or with \"descriptor\", \"matches\" and \"source\"",
      example: "grype -o json --file FILE IMAGE", countedParts: ["match"],
      matches: {
        $0.compactBegins(with: "{\"matches\":[{\"vulnerability\":")
          || $0.firstKeys.isSuperset(of: ["descriptor", "matches", "source"])
      },
      makeReader: { _ in JSONDocumentReader(.grype) }),
    Format(
      name: "cyclonedx-json", rule: "a JSON object with \"bomFormat\"",
      example: "syft scan -o cyclonedx-json=FILE IMAGE", countedParts: ["component", "service"],
      matches: { $0.firstKeys.contains("bomFormat") || $0.holds("\"bomFormat\":\"CycloneDX\"") },
      makeReader: { _ in CycloneDXReader() }),
    Format(
      name: "spdx-json", rule: "a JSON object with \"spdxVersion\" and \"SPDXID\"",
      example: "syft scan -o spdx-json=FILE IMAGE", countedParts: ["package", "file"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return keys.contains("SPDXID") && !keys.contains("@graph")
          && (keys.contains("spdxVersion") || beginning.holds("\"SPDXRef-"))
      },
      makeReader: { _ in JSONDocumentReader(.spdx) }),
    Format(
      name: "spdx3-json", rule: "a JSON object with \"@graph\" and a \"@context\" of spdx.org",
      example: "sbom-tool convert --to SPDX:3.0 FILE", countedParts: ["element"],
      matches: {
        $0.firstKeys.isSuperset(of: ["@context"]) && $0.holds("spdx.org/rdf/3")
      },
      makeReader: { _ in JSONDocumentReader(.spdx3) }),
    Format(
      name: "npm-audit-json",
      rule: "a JSON object with \"auditReportVersion\", or with \"advisories\" and \"metadata\" "
        + "or \"actions\", or JSON lines of auditAdvisory and auditSummary",
      example: "npm audit --json", countedParts: ["advisory", "package"],
      matches: { beginning in
        let keys = beginning.firstKeys
        return keys.contains("auditReportVersion")
          || keys.contains("advisories")
            && !keys.isDisjoint(with: ["actions", "metadata", "muted"])
          || keys.isSuperset(of: ["actions", "advisories"])
          || keys.isSuperset(of: ["type", "data"])
            && ["\"type\":\"auditAdvisory\"", "\"type\":\"auditSummary\""]
              .contains { beginning.holds($0) }
          || beginning.compactBegins(with: "{\"actions\":[{\"") && beginning.holds("\"resolves\":[")
          || beginning.compactBegins(with: "{\"advisories\":{")
      },
      makeReader: { _ in JSONDocumentReader(.npmAudit) }),
    Format(
      name: "checkstyle-xml", rule: "XML whose root element is checkstyle",
      example: "eslint --format checkstyle -o FILE .", countedParts: ["error"],
      matches: { $0.rootElement == "checkstyle" },
      makeReader: { _ in XMLElementsReader(.checkstyle) }),
  ]
}

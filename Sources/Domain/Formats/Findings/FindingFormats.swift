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
            && ["/sarif-", "/sarif/", "{\"runs\":[{\"tool\":{\"driver\":", "{\"runs\":[{\"results\":"]
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
  ]
}

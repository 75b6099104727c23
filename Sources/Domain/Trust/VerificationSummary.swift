public import Kernel

/// A decision as a SLSA verification summary (spec 1.2, verification_summary v1): a projection, since it
/// has no place for reasons, levels and waivers.
public enum VerificationSummary {
  /// The statement about subjects.
  /// - Parameters:
  ///   - decision: the `sluice.decision.v1` record, and the SHA-256 of its line.
  ///   - verifier: who decided, a URI.
  ///   - resource: what the subjects are of, a URI such as `pkg:generic/app@1.4.0`.
  ///   - policy: where the policy is to be found, a URI.
  /// - Returns: nil when the decision lacks verdict, time or policy.
  public static func statement(
    of decision: JSON, digest: Digest, subjects: [InTotoStatement.Subject], verifier: ByteString,
    resource: ByteString, policy: ByteString
  ) -> JSON? {
    guard let data = decision["data"], let verdict = data["verdict"]?.string,
      let at = data["at"]?.string, let policyDigest = data["policy"]?["sha256"]?.string,
      let id = decision["id"]?.string
    else { return nil }
    let waived = (data["rules"]?.array ?? []).filter { $0["state"]?.string == "waived" }.count
    // Values of our own must not begin with SLSA_.
    var levels: [JSON] = ["RELEASE_GATE_GO"]
    if waived > 0 { levels.append(.text("RELEASE_GATE_WAIVERS_\(waived)")) }
    let isGo = verdict == "go"
    let predicate = JSON.members([
      "inputAttestations": .array([
        .members([
          "digest": .members(["sha256": .text(digest.hex)]),
          "uri": .text("urn:sluice:decision:\(id)"),
        ])
      ]),
      "policy": .members([
        "digest": .members(["sha256": .string(policyDigest)]), "uri": .string(policy),
      ]),
      "resourceUri": .string(resource),
      "timeVerified": .string(at),
      "verificationResult": isGo ? "PASSED" : "FAILED",
      "verifiedLevels": .array(isGo ? levels : ["FAILED"]),
      "verifier": .members([
        "id": .string(verifier), "version": .members(["sluice": .text(Declaration.version)]),
      ]),
    ])
    return InTotoStatement.json(
      of: subjects, predicateType: InTotoStatement.summaryPredicate, predicate: predicate)
  }
}

public import Kernel

/// The schemas of all record kinds: `docs/schema`, embedded as they stand.
public enum SchemaCatalogue {
  private static let files: [(kind: String, text: @Sendable () -> [UInt8])] = [
    ("alert", { PackageResources.alert_json }),
    ("approval", { PackageResources.approval_json }),
    ("artifact", { PackageResources.artifact_json }),
    ("audit", { PackageResources.audit_json }),
    ("call", { PackageResources.call_json }),
    ("change", { PackageResources.change_json }),
    ("check", { PackageResources.check_json }),
    ("comparison", { PackageResources.comparison_json }),
    ("component", { PackageResources.component_json }),
    ("cost", { PackageResources.cost_json }),
    ("coverage", { PackageResources.coverage_json }),
    ("decision", { PackageResources.decision_json }),
    ("deployment", { PackageResources.deployment_json }),
    ("difference", { PackageResources.difference_json }),
    ("document", { PackageResources.document_json }),
    ("edge", { PackageResources.edge_json }),
    ("end", { PackageResources.end_json }),
    ("evidence", { PackageResources.evidence_json }),
    ("finding", { PackageResources.finding_json }),
    ("forecast", { PackageResources.forecast_json }),
    ("hole", { PackageResources.hole_json }),
    ("incident", { PackageResources.incident_json }),
    ("manifest", { PackageResources.manifest_json }),
    ("matrix", { PackageResources.matrix_json }),
    ("metric", { PackageResources.metric_json }),
    ("observation", { PackageResources.observation_json }),
    ("oncall", { PackageResources.oncall_json }),
    ("plan", { PackageResources.plan_json }),
    ("reject", { PackageResources.reject_json }),
    ("request", { PackageResources.request_json }),
    ("run", { PackageResources.run_json }),
    ("tally", { PackageResources.tally_json }),
    ("task", { PackageResources.task_json }),
    ("test", { PackageResources.test_json }),
    ("testsuite", { PackageResources.testsuite_json }),
    ("threshold", { PackageResources.threshold_json }),
    ("timeline", { PackageResources.timeline_json }),
    ("trend", { PackageResources.trend_json }),
    ("waiver", { PackageResources.waiver_json }),
  ]

  /// The kinds, in alphabetical order.
  public static var kinds: [String] { files.map(\.kind) }

  /// The text of a kind's schema, nil for a kind that has none.
  public static func text(for kind: String) -> ByteString? {
    files.first { $0.kind == kind }.map { ByteString($0.text()) }
  }

  /// The table as text: kind and what its records say, one a line.
  public static func list() throws(Failure) -> ByteString {
    let buffer = ByteBuffer(capacity: 4096)
    for kind in kinds {
      let title = try tree(of: kind)["title"]?.string ?? ""
      buffer.append("\(kind)\t")
      buffer.append(title)
      buffer.append("\n")
    }
    return buffer.string
  }

  /// The parsed schema of a kind.
  static func tree(of kind: String) throws(Failure) -> JSON {
    do {
      return try JSONParser.tree(text(for: kind) ?? "{}")
    } catch {
      throw .software("the schema of \(kind): \(error.message)")
    }
  }
}

public import Kernel

/// The mappings that come with the program: `builtin/FORMAT.jsonl`, embedded as they stand.
public enum BuiltinMapping {
  private static let files: [(format: String, text: @Sendable () -> [UInt8])] = [
    ("cdevents-json", { PackageResources.cdevents_json_jsonl }),
    ("cloudevents-json", { PackageResources.cloudevents_json_jsonl }),
    ("cloudtrail-json", { PackageResources.cloudtrail_json_jsonl }),
    ("focus-csv", { PackageResources.focus_csv_jsonl }),
    ("git-log", { PackageResources.git_log_jsonl }),
    ("github-rest", { PackageResources.github_jsonl }),
    ("github-webhook", { PackageResources.github_jsonl }),
    ("gitlab-api", { PackageResources.gitlab_api_jsonl }),
    ("hyperfine-json", { PackageResources.hyperfine_json_jsonl }),
    ("icalendar", { PackageResources.icalendar_jsonl }),
    ("inspect-json", { PackageResources.inspect_json_jsonl }),
    ("junit-xml", { PackageResources.junit_xml_jsonl }),
    ("k6-ndjson", { PackageResources.k6_ndjson_jsonl }),
    ("k8s-audit-jsonl", { PackageResources.k8s_audit_jsonl_jsonl }),
    ("k8s-json", { PackageResources.k8s_json_jsonl }),
    ("litellm-standard-logging-jsonl", { PackageResources.litellm_standard_logging_jsonl_jsonl }),
    ("llvm-cov-json", { PackageResources.llvm_cov_json_jsonl }),
    ("lm-eval-json", { PackageResources.lm_eval_json_jsonl }),
    ("markdown", { PackageResources.markdown_jsonl }),
    ("opsgenie-webhook", { PackageResources.opsgenie_webhook_jsonl }),
    ("otlp-json", { PackageResources.otlp_json_jsonl }),
    ("pagerduty-webhook", { PackageResources.pagerduty_webhook_jsonl }),
    ("prometheus-text", { PackageResources.prometheus_text_jsonl }),
    ("promptfoo-json", { PackageResources.promptfoo_json_jsonl }),
    ("swift-testing-jsonl", { PackageResources.swift_testing_jsonl_jsonl }),
    ("terraform-log-jsonl", { PackageResources.terraform_log_jsonl_jsonl }),
    ("terraform-plan-json", { PackageResources.terraform_plan_json_jsonl }),
  ]

  /// The formats that have one.
  public static var formats: [String] { files.map(\.format) }

  /// The text of a format's mapping file, nil when there is none.
  public static func text(for format: ByteString) -> ByteString? {
    let name = format.description
    return files.first { $0.format == name }.map { ByteString($0.text()) }
  }
}

/// The mappings of one run: the user's first, then ours.
public final class MappingCatalogue {
  private let given: [JSON.Member]
  private let forLines: Mapper?
  private var byFormat: [ByteString: Mapper]

  /// Reads the user's mapping files, given as name and text. One with a `format` is for
  /// observations of that format; the first without one is for bare JSON lines.
  public init(
    files: [(name: String, text: ByteString)], given: [JSON.Member]
  ) throws(Failure) {
    self.given = given
    var forLines: Mapper?
    var byFormat: [ByteString: Mapper] = [:]
    for (name, text) in files {
      let mapping = try MappingFile(text, file: name, layout: .line)
      if let format = mapping.format {
        let mapping = try MappingFile(text, file: name, layout: .observation)
        guard byFormat[format] == nil else {
          throw .configuration(Place(name), "a second mapping for format \"\(format)\"")
        }
        byFormat[format] = Mapper(mapping, given: given)
      } else {
        guard forLines == nil else {
          throw .configuration(
            Place(name), "a second mapping without \"format\"; one for bare lines is right")
        }
        forLines = Mapper(mapping, given: given)
      }
    }
    self.forLines = forLines
    self.byFormat = byFormat
  }

  /// Whether bare JSON lines can be mapped.
  public var mapsLines: Bool { forLines != nil }

  /// The mapper for bare JSON lines.
  public var lineMapper: Mapper? { forLines }

  /// The mapper for observations of a format; nil when nobody knows it.
  public func mapper(for format: ByteView) throws(Failure) -> Mapper? {
    let format = ByteString(format)
    if let known = byFormat[format] { return known }
    guard let text = BuiltinMapping.text(for: format) else { return nil }
    let mapping = try MappingFile(text, file: "\(format).jsonl", layout: .observation)
    let mapper = Mapper(mapping, given: given)
    byFormat[format] = mapper
    return mapper
  }
}

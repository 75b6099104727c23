public import Kernel

/// The mappings that come with the program: `builtin/FORMAT.jsonl`, embedded as they stand.
public enum BuiltinMapping {
  private static let files: [(format: String, text: @Sendable () -> [UInt8])] = [
    ("access-log", { PackageResources.access_log_jsonl }),
    ("alertmanager-api", { PackageResources.alertmanager_api_jsonl }),
    ("alertmanager-webhook", { PackageResources.alertmanager_webhook_jsonl }),
    ("cargo-libtest-json", { PackageResources.cargo_libtest_json_jsonl }),
    ("cdevents-json", { PackageResources.cdevents_json_jsonl }),
    ("checkstyle-xml", { PackageResources.checkstyle_xml_jsonl }),
    ("cloudevents-json", { PackageResources.cloudevents_json_jsonl }),
    ("cloudtrail-json", { PackageResources.cloudtrail_json_jsonl }),
    ("clover-xml", { PackageResources.clover_xml_jsonl }),
    ("cobertura-xml", { PackageResources.cobertura_xml_jsonl }),
    ("ctest-xml", { PackageResources.ctest_xml_jsonl }),
    ("ctrf-json", { PackageResources.ctrf_json_jsonl }),
    ("cyclonedx-json", { PackageResources.cyclonedx_json_jsonl }),
    ("focus-csv", { PackageResources.focus_csv_jsonl }),
    ("gbench-json", { PackageResources.gbench_json_jsonl }),
    ("git-log", { PackageResources.git_log_jsonl }),
    ("git-tags", { PackageResources.git_tags_jsonl }),
    ("github-rest", { PackageResources.github_jsonl }),
    ("github-webhook", { PackageResources.github_jsonl }),
    ("gitlab-api", { PackageResources.gitlab_api_jsonl }),
    ("go-bench-text", { PackageResources.go_bench_text_jsonl }),
    ("go-coverprofile", { PackageResources.go_coverprofile_jsonl }),
    ("go-test-json", { PackageResources.go_test_json_jsonl }),
    ("grype-json", { PackageResources.grype_json_jsonl }),
    ("hyperfine-json", { PackageResources.hyperfine_json_jsonl }),
    ("icalendar", { PackageResources.icalendar_jsonl }),
    ("inspect-json", { PackageResources.inspect_json_jsonl }),
    ("jacoco-xml", { PackageResources.jacoco_xml_jsonl }),
    ("jest-json", { PackageResources.jest_json_jsonl }),
    ("jmeter-csv", { PackageResources.jmeter_csv_jsonl }),
    ("jmeter-xml", { PackageResources.jmeter_xml_jsonl }),
    ("jmh-json", { PackageResources.jmh_json_jsonl }),
    ("junit-xml", { PackageResources.junit_xml_jsonl }),
    ("k6-csv", { PackageResources.k6_csv_jsonl }),
    ("k6-ndjson", { PackageResources.k6_ndjson_jsonl }),
    ("k6-summary", { PackageResources.k6_summary_jsonl }),
    ("k8s-audit-jsonl", { PackageResources.k8s_audit_jsonl_jsonl }),
    ("k8s-json", { PackageResources.k8s_json_jsonl }),
    ("lcov", { PackageResources.lcov_jsonl }),
    ("litellm-standard-logging-jsonl", { PackageResources.litellm_standard_logging_jsonl_jsonl }),
    ("llvm-cov-json", { PackageResources.llvm_cov_json_jsonl }),
    ("lm-eval-json", { PackageResources.lm_eval_json_jsonl }),
    ("locust-csv", { PackageResources.locust_csv_jsonl }),
    ("locust-json", { PackageResources.locust_json_jsonl }),
    ("markdown", { PackageResources.markdown_jsonl }),
    ("mocha-json", { PackageResources.mocha_json_jsonl }),
    ("npm-audit-json", { PackageResources.npm_audit_json_jsonl }),
    ("nunit2-xml", { PackageResources.nunit2_xml_jsonl }),
    ("nunit3-xml", { PackageResources.nunit3_xml_jsonl }),
    ("opsgenie-webhook", { PackageResources.opsgenie_webhook_jsonl }),
    ("otlp-json", { PackageResources.otlp_json_jsonl }),
    ("pagerduty-webhook", { PackageResources.pagerduty_webhook_jsonl }),
    ("playwright-json", { PackageResources.playwright_json_jsonl }),
    ("prom-api-json", { PackageResources.prom_api_json_jsonl }),
    ("prometheus-text", { PackageResources.prometheus_text_jsonl }),
    ("promptfoo-json", { PackageResources.promptfoo_json_jsonl }),
    ("pytest-benchmark-json", { PackageResources.pytest_benchmark_json_jsonl }),
    ("pytest-json-report", { PackageResources.pytest_json_report_jsonl }),
    ("sarif", { PackageResources.sarif_jsonl }),
    ("spdx-json", { PackageResources.spdx_json_jsonl }),
    ("spdx3-json", { PackageResources.spdx3_json_jsonl }),
    ("swift-testing-jsonl", { PackageResources.swift_testing_jsonl_jsonl }),
    ("tap", { PackageResources.tap_jsonl }),
    ("terraform-log-jsonl", { PackageResources.terraform_log_jsonl_jsonl }),
    ("terraform-plan-json", { PackageResources.terraform_plan_json_jsonl }),
    ("trivy-json", { PackageResources.trivy_json_jsonl }),
    ("trx", { PackageResources.trx_jsonl }),
    ("vegeta-json", { PackageResources.vegeta_json_jsonl }),
    ("xunitnet-xml", { PackageResources.xunitnet_xml_jsonl }),
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
  private let zone: LocalZone?
  private let forLines: Mapper?
  private let fileForLines: (name: String, text: ByteString)?
  private var byFormat: [ByteString: Mapper]

  /// Reads the user's mapping files, given as name and text. One with a `format` is for
  /// observations of that format; the first without one is for bare JSON lines. `zone` is what
  /// times mean that have none.
  public init(
    files: [(name: String, text: ByteString)], given: [JSON.Member], zone: LocalZone? = nil
  ) throws(Failure) {
    self.given = given
    self.zone = zone
    var forLines: Mapper?
    var fileForLines: (name: String, text: ByteString)?
    var byFormat: [ByteString: Mapper] = [:]
    for (name, text) in files {
      let mapping = try MappingFile(text, file: name, layout: .line)
      if let format = mapping.format {
        let mapping = try MappingFile(text, file: name, layout: .observation)
        guard byFormat[format] == nil else {
          throw .configuration(Place(name), "a second mapping for format \"\(format)\"")
        }
        byFormat[format] = Mapper(mapping, given: given, zone: zone)
      } else {
        guard forLines == nil else {
          throw .configuration(
            Place(name), "a second mapping without \"format\"; one for bare lines is right")
        }
        forLines = Mapper(mapping, given: given, zone: zone)
        fileForLines = (name, text)
      }
    }
    self.forLines = forLines
    self.fileForLines = fileForLines
    self.byFormat = byFormat
  }

  /// Whether bare JSON lines can be mapped.
  public var mapsLines: Bool { forLines != nil }

  /// The mapper for bare JSON lines.
  public var lineMapper: Mapper? { forLines }

  /// What makes another such mapper, for another thread.
  public var lineMapperMaker: @Sendable () -> Mapper? {
    let file = fileForLines
    let given = given
    let zone = zone
    return {
      guard let (name, text) = file else { return nil }
      let mapping = try? MappingFile(text, file: name, layout: .line)
      return mapping.map { Mapper($0, given: given, zone: zone) }
    }
  }

  /// The mapper for observations of a format; nil when nobody knows it.
  public func mapper(for format: ByteView) throws(Failure) -> Mapper? {
    let format = ByteString(format)
    if let known = byFormat[format] { return known }
    guard let text = BuiltinMapping.text(for: format) else { return nil }
    let mapping = try MappingFile(text, file: "\(format).jsonl", layout: .observation)
    let mapper = Mapper(mapping, given: given, zone: zone)
    byFormat[format] = mapper
    return mapper
  }
}

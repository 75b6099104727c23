public import Kernel

/// The mappings that come with the program: `builtin/FORMAT.jsonl`, embedded as they stand.
public enum BuiltinMapping {
  private static let files: [(format: String, text: @Sendable () -> [UInt8])] = [
    ("alertmanager-api", { PackageResources.alertmanager_api_jsonl }),
    ("alertmanager-webhook", { PackageResources.alertmanager_webhook_jsonl }),
    ("checkstyle-xml", { PackageResources.checkstyle_xml_jsonl }),
    ("clover-xml", { PackageResources.clover_xml_jsonl }),
    ("cobertura-xml", { PackageResources.cobertura_xml_jsonl }),
    ("cyclonedx-json", { PackageResources.cyclonedx_json_jsonl }),
    ("gbench-json", { PackageResources.gbench_json_jsonl }),
    ("git-log", { PackageResources.git_log_jsonl }),
    ("go-bench-text", { PackageResources.go_bench_text_jsonl }),
    ("go-coverprofile", { PackageResources.go_coverprofile_jsonl }),
    ("grype-json", { PackageResources.grype_json_jsonl }),
    ("hyperfine-json", { PackageResources.hyperfine_json_jsonl }),
    ("jacoco-xml", { PackageResources.jacoco_xml_jsonl }),
    ("jmeter-csv", { PackageResources.jmeter_csv_jsonl }),
    ("jmh-json", { PackageResources.jmh_json_jsonl }),
    ("junit-xml", { PackageResources.junit_xml_jsonl }),
    ("k6-csv", { PackageResources.k6_csv_jsonl }),
    ("k6-ndjson", { PackageResources.k6_ndjson_jsonl }),
    ("k6-summary", { PackageResources.k6_summary_jsonl }),
    ("lcov", { PackageResources.lcov_jsonl }),
    ("llvm-cov-json", { PackageResources.llvm_cov_json_jsonl }),
    ("locust-csv", { PackageResources.locust_csv_jsonl }),
    ("locust-json", { PackageResources.locust_json_jsonl }),
    ("npm-audit-json", { PackageResources.npm_audit_json_jsonl }),
    ("prom-api-json", { PackageResources.prom_api_json_jsonl }),
    ("prometheus-text", { PackageResources.prometheus_text_jsonl }),
    ("pytest-benchmark-json", { PackageResources.pytest_benchmark_json_jsonl }),
    ("sarif", { PackageResources.sarif_jsonl }),
    ("spdx-json", { PackageResources.spdx_json_jsonl }),
    ("spdx3-json", { PackageResources.spdx3_json_jsonl }),
    ("swift-testing-jsonl", { PackageResources.swift_testing_jsonl_jsonl }),
    ("trivy-json", { PackageResources.trivy_json_jsonl }),
    ("vegeta-json", { PackageResources.vegeta_json_jsonl }),
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

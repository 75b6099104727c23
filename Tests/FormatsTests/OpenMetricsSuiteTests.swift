import Glibc
import Kernel
import Testing

@testable import Formats

/// The conformance suite of OpenMetrics (OpenObservability/OpenMetrics, tests/testdata/parsers):
/// what its name calls bad is refused, all else is read.
@Suite struct OpenMetricsSuiteTests {
  static let folder: String? = {
    let root = Descriptor.environment("SLUICE_SHARED") ?? "../shared"
    let path = "\(root)/data/inputs/openmetrics-text"
    return access(path, R_OK) == 0 ? path : nil
  }()

  @Test(.enabled(if: folder != nil, "the conformance suite is not here"))
  func acceptsAndRefusesAsTheSuiteSays() throws {
    let folder = try #require(Self.folder)
    let directory = try #require(opendir(folder))
    defer { closedir(directory) }
    var counts = (good: 0, bad: 0)
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix("openmetrics__") else { continue }
      let isBad = name.contains("_parsers_bad_")
      #expect(try isRefused("\(folder)/\(name)") == isBad, "\(name)")
      if isBad { counts.bad += 1 } else { counts.good += 1 }
    }
    #expect(counts.good > 20)
    #expect(counts.bad > 100)
  }

  private func isRefused(_ path: String) throws -> Bool {
    let format = try #require(FormatCatalogue.format(named: "openmetrics-text"))
    let output = ObservationWriter(
      format: "prometheus-text", file: try ForeignFile(path: path), source: "test", attributes: [],
      output: RecordWriter(try OutputFile(path: "/dev/null")), onError: .stop, warn: { _ in })
    do {
      try format.read(into: output, askedForAs: "openmetrics-text")
      return false
    } catch {
      return true
    }
  }
}

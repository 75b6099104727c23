import Kernel
import TestSupport

@testable import Export

/// What tests of exports share.
enum Exported {
  /// The lines of an export of records.
  static func lines(_ exporter: any Exporter, _ records: [String]) throws -> [String] {
    try TestRecords.read(records) { try exporter.hear($0) }
    return try TestRecords.written { try exporter.write(to: $0) }
  }

  /// The OpenMetrics text of records.
  static func metrics(_ records: [String], withTimestamps: Bool = false) throws -> [String] {
    let export = try OpenMetricsExport(
      withTimestamps: withTimestamps, memory: StateMemory(), rejects: { 0 })
    return try lines(export, records)
  }

  /// A metric record.
  static func metric(
    _ name: String, unit: String = "1", value: String = "1", labels: String = "",
    at time: String = "2026-11-20T01:00:00Z", id: Int = 0
  ) -> String {
    TestRecords.record(
      "metric", id: "\(id)",
      data:
        "\"labels\":{\(labels)},\"metric\":\"\(name)\",\"unit\":\"\(unit)\",\"value\":\(value)",
      attributes: "\"time\":\"\(time)\"")
  }
}

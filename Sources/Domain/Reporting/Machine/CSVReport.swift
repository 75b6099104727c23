public import Kernel
internal import Records

/// Comma-separated values (RFC 4180, but with LF as the end of a line) of the records of one kind: a
/// header, then a line a record or a line for each element of a list in it. Values are written as the
/// record has them, lists and objects as JSON, absent ones as empty cells.
public struct CSVReport {
  /// What one table shows.
  public struct Table: Sendable {
    /// Its name.
    public let name: String
    fileprivate let type: ByteString?
    fileprivate let each: RecordPath?
    fileprivate let columns: [Column]
  }

  /// A column: a value of the record, or of its element.
  fileprivate struct Column: Sendable {
    let name: String
    let path: RecordPath
    let isOfElement: Bool
  }

  private let table: Table
  private let out = ByteBuffer(capacity: 1 << 16)

  /// A table, whose header is written first.
  public init(_ table: Table) {
    self.table = table
    endLine(table.columns.map { ByteString($0.name) })
  }

  /// The table of a name.
  public static func table(named name: String) -> Table? { tables.first { $0.name == name } }

  /// A table of columns that the user names: attributes or JSON Pointers, of all records that have
  /// at least one of them.
  public static func table(columns: [String]) -> Table {
    Table(
      name: "", type: nil, each: nil,
      columns: columns.map {
        Column(name: $0, path: RecordPath(ByteString($0)), isOfElement: false)
      })
  }

  /// Writes the lines of a record, where it has any, by `write`.
  public func add(
    _ record: Record, to write: (ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) {
    if let type = table.type, !type.withView({ record.type == $0 }) { return }
    if let each = table.each {
      for element in each.value(in: record.root).map({ Array($0.elements) }) ?? [] {
        addLine(record.root, element)
      }
    } else {
      addLine(record.root, nil)
    }
    if out.count > 1 << 16 { try finish(to: write) }
  }

  /// Writes what is left.
  public func finish(to write: (ByteBuffer) throws(Failure) -> Void) throws(Failure) {
    try write(out)
    out.removeAll()
  }

  private func addLine(_ root: JSONValue, _ element: JSONValue?) {
    let values = table.columns.map { column in
      column.path.value(in: column.isOfElement ? element ?? root : root)
    }
    if table.type == nil, values.allSatisfy({ $0 == nil }) { return }
    endLine(values.map { $0.map(CSVReport.text) ?? "" })
  }

  private static func text(_ value: JSONValue) -> ByteString {
    if let text = value.string { return ByteString(text) }
    return value.isNull ? "" : JSON(value).canonical
  }

  private func endLine(_ cells: [ByteString]) {
    // An empty line is none to most readers.
    if cells == [""] { out.append("\"\"" as StaticString) }
    for (index, cell) in cells.enumerated() {
      if index > 0 { out.append(0x2C) }
      let isPlain = cell.bytes.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
      if isPlain {
        out.append(cell)
        continue
      }
      out.append(0x22)
      for byte in cell.bytes {
        if byte == 0x22 { out.append(byte) }
        out.append(byte)
      }
      out.append(0x22)
    }
    out.append(0x0A)
  }
}

extension CSVReport {
  /// All tables.
  public static let tables: [Table] = [
    table(
      "rules", of: "decision", each: "/data/rules",
      ["release", "commit", "/data/verdict", "/data/at"],
      ["id", "level", "state", "want", "got", "reason", "waiver", "why"]),
    table(
      "tests", of: "test",
      [
        "time", "commit", "component", "/data/suite", "/data/classname", "/data/name",
        "/data/status", "/data/duration_ns", "/data/file", "/data/line", "/data/message",
      ]),
    table(
      "coverage", of: "coverage",
      [
        "time", "commit", "component", "/data/scope", "/data/file", "/data/unit", "/data/hit",
        "/data/found", "/data/ratio",
      ]),
    table(
      "findings", of: "finding",
      [
        "/data/tool", "/data/class", "/data/rule", "/data/level", "/data/score", "/data/state",
        "/data/file", "/data/line", "/data/component", "/data/component_version",
        "/data/fixed_version", "/data/message",
      ]),
    table(
      "metrics", of: "metric",
      ["time"] + series
        + ["/data/value", "/data/limit", "/data/direction", "/data/replicate", "release", "commit"]),
    table(
      "trends", of: "trend",
      named(series, in: "/data/series")
        + [
          "/data/verdict", "/data/n", "/data/from", "/data/to", "/data/level/value",
          "/data/level/lo", "/data/level/hi", "/data/slope/per_day", "/data/changes",
        ]),
    table(
      "forecasts", of: "forecast", each: "/data/points",
      named(series, in: "/data/series")
        + ["/data/verdict", "/data/limit/value", "/data/time_to_limit/p50"],
      ["time", "mean", "p10", "p50", "p90", "lo80", "hi80", "lo95", "hi95", "p_cross"]),
    table(
      "costs", of: "cost",
      [
        "/data/period_start", "/data/period_end", "/data/provider", "/data/service",
        "/data/account", "/data/region", "/data/category", "/data/currency", "/data/billed",
        "/data/effective", "/data/quantity", "/data/quantity_unit",
      ]),
    table(
      "holes", of: "hole", ["release", "commit", "subject", "/data/rule", "/data/missing"]),
  ]

  /// What tells one series from another.
  private static let series = [
    "/data/metric", "/data/unit", "/data/labels", "environment", "service", "component", "region",
    "tenant",
  ]

  /// The same columns of a record about a series, which has all of them at one place.
  private static func named(_ paths: [String], in place: String) -> [String] {
    paths.map { "\(place)/\($0.split(separator: "/").last ?? "")" }
  }

  private static func table(
    _ name: String, of kind: String, each list: String? = nil, _ paths: [String],
    _ elements: [String] = []
  ) -> Table {
    func column(_ path: String, isOfElement: Bool) -> Column {
      let parts = path.split(separator: "/").filter { $0 != "data" && $0 != "series" }
      return Column(
        name: parts.joined(separator: "_"), path: RecordPath(ByteString(path)),
        isOfElement: isOfElement)
    }
    return Table(
      name: name, type: ByteString("sluice.\(kind).v1"),
      each: list.map { RecordPath(ByteString($0)) },
      columns: paths.map { column($0, isOfElement: false) }
        + elements.map { column($0, isOfElement: true) })
  }
}

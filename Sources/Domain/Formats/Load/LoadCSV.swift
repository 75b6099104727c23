internal import Kernel

/// Locust's CSV files: statistics, their history, failures and exceptions, told by their headers,
/// whose words changed over the versions.
struct LocustReader: FormatReader {
  private static let layouts = [
    CSVLayout(part: "history", columns: ["Timestamp", "User Count", "Name"]),
    CSVLayout(part: "stats", columns: ["Name", "Request Count"]),
    CSVLayout(part: "stats", columns: ["Name", "# requests"]),
    CSVLayout(part: "failure", columns: ["Method", "Name", "Error"]),
    CSVLayout(part: "exception", columns: ["Count", "Message", "Traceback"]),
  ]

  /// Whether a first line is a header of one of the files.
  static func isHeader(_ line: ArraySlice<UInt8>) -> Bool { layout(of: line) != nil }

  private static func layout(of line: ArraySlice<UInt8>) -> CSVLayout? {
    let cells = ByteString(Array(line)).withView { CSVReader.cells(of: $0, 0x2C) }
    return layouts.first { $0.columns.allSatisfy { cells.contains($0) } }
  }

  func read(into output: ObservationWriter) throws(Failure) {
    let text = try output.file.lines.peek(4096)
    let line = ByteString(text.slice(0, text.firstIndex(of: 0x0A) ?? text.count)).bytes
    var reader = CSVReader(Self.layout(of: line[...]) ?? Self.layouts[1])
    try reader.read(into: output)
  }
}

extension CSVLayout {
  /// JMeter's CSV results (JTL): one row for each sample; the delimiter is a property of JMeter.
  static let jmeter = CSVLayout(
    part: "sample", delimiters: [0x2C, 0x3B, 0x09, 0x7C],
    columns: ["timeStamp", "elapsed", "label"])

  /// `k6 run --out csv`: one row for each point.
  static let k6 = CSVLayout(
    part: "point", columns: ["metric_name", "timestamp", "metric_value"])

  /// Whether a first line is a header of this layout.
  func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    delimiters.contains { delimiter in
      let cells = ByteString(Array(line)).withView { CSVReader.cells(of: $0, delimiter) }
      return columns.allSatisfy { cells.contains($0) }
    }
  }
}

extension XMLLayout {
  /// JMeter's XML results (JTL 1.2): one item for each sample, with the samples it is made of.
  static let jmeter = XMLLayout(roots: ["testResults"], items: ["httpSample", "sample"])
}

import Kernel
import Lineage
import TestSupport
import Testing

@Suite struct LineageTests {
  /// Edges and holes as `from rel to` and `rule node`.
  static func trace(_ lines: [String]) throws -> [String] {
    var lineage = try Lineage()
    try TestRecords.read(lines) { try lineage.add($0) }
    var found: [JSON] = []
    try lineage.forEachEdge(.all) { found.append(lineage.record(ofEdge: $0)) }
    return try (found + lineage.findings().holes).map { record in
      let data = try #require(record["data"])
      if let rule = data["rule"]?.string { return "\(rule) \(data["node"]?.string ?? "")" }
      return
        "\(data["from"]?.string ?? "") \(data["rel"]?.string ?? "") \(data["to"]?.string ?? "")"
    }
  }

  static let change = TestRecords.record(
    "change", id: "c1", data: #""parents":["b"],"revision":"a""#, attributes: #""commit":"a""#)

  @Test func tracesEvidenceToItsRunAndCommit() throws {
    let test = TestRecords.record(
      "test", id: "t1", data: "", attributes: #""commit":"a","release":"rc","runid":"r""#)
    #expect(
      try Self.trace([Self.change, test]) == [
        "commit:a wasDerivedFrom commit:b", "release:rc wasDerivedFrom commit:a",
        "run:r used commit:a", "record:t1 wasGeneratedBy run:r",
      ])
  }

  @Test func namesAnEdgeOnce() throws {
    let tests = (0..<3).map {
      TestRecords.record("test", id: "t\($0)", data: "", attributes: #""commit":"a","runid":"r""#)
    }
    #expect(try Self.trace([Self.change] + tests).filter { $0.contains(" used ") }.count == 1)
  }

  @Test func listsWhatDoesNotTrace() throws {
    let untraced = TestRecords.record("test", id: "t1", data: "")
    let unknown = TestRecords.record("test", id: "t2", data: "", attributes: #""commit":"z""#)
    #expect(
      try Self.trace([Self.change, untraced, unknown]).suffix(2)
        == ["commit-has-change commit:z", "evidence-has-commit record:t1"])
  }

  @Test func writesEdgesFastAndTheSame() throws {
    var lineage = try Lineage()
    let test = TestRecords.record(
      "test", id: "t\\\"1", data: "",
      attributes: #""commit":"a","release":"rc","runid":"r \u0001""#)
    try TestRecords.read([Self.change, test]) { try lineage.add($0) }
    var edges = 0
    try lineage.forEachEdge(.all) { edge in
      edges += 1
      let buffer = ByteBuffer()
      lineage.write(edge: edge, to: buffer, scratch: ByteBuffer())
      #expect(buffer.string == lineage.record(ofEdge: edge).canonical)
    }
    #expect(edges == 4)
  }
}

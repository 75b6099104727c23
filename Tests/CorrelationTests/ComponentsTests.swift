import Correlation
import Kernel
import TestSupport
import Testing

@Suite struct ComponentsTests {
  /// The id of each record's component.
  static func ids(
    _ lines: [String], _ given: Components? = nil
  ) throws -> [Checksum?] {
    let components = try given ?? Components()
    var groups: [[UInt32]] = []
    var group: [UInt32] = []
    try TestRecords.read(lines) { record in
      try components.add(record, group: &group)
      groups.append(group)
    }
    if components.hasHubs {
      components.separate()
      for group in groups { components.joinAgain(group) }
    }
    for group in groups { try components.noteBoundaries(group) }
    for group in groups { try components.part(group) }
    return groups.map { components.id($0) }
  }

  /// The component of each record, as the index of the first record that is in it.
  static func components(_ attributes: [String]) throws -> [Int?] {
    let lines = attributes.enumerated().map { index, text in
      TestRecords.record("test", id: "\(index)", data: "", attributes: text)
    }
    let ids = try Self.ids(lines)
    return ids.map { id in id.flatMap { ids.firstIndex(of: $0) } }
  }

  @Test func joinsWhatSharesAKey() throws {
    #expect(
      try Self.components([#""commit":"a""#, #""commit":"b""#, #""commit":"a""#]) == [0, 1, 0])
  }

  @Test func joinsThroughOthers() throws {
    #expect(
      try Self.components([
        #""commit":"a""#, #""artifact":"sha256:1""#, #""artifact":"sha256:1","commit":"a""#,
        #""commit":"b""#,
      ]) == [0, 0, 0, 3])
  }

  @Test func leavesRecordsWithoutKeysAlone() throws {
    #expect(try Self.components([#""service":"s""#, #""service":"s""#]) == [nil, nil])
    #expect(try Self.components([#""commit":"""#]) == [nil])
  }

  @Test func tellsKeysOfOneValueApart() throws {
    #expect(try Self.components([#""commit":"a""#, #""runid":"a""#]) == [0, 1])
  }

  @Test func joinsSpansOfOneTrace() throws {
    let trace = "0af7651916cd43dd8448eb211c80319c"
    #expect(
      try Self.components([
        "\"traceparent\":\"00-\(trace)-b7ad6b7169203331-01\"",
        "\"traceparent\":\"00-\(trace)-00f067aa0ba902b7-01\"",
      ]) == [0, 0])
  }

  @Test func namesAComponentTheSameInEveryOrder() throws {
    let lines = [#""commit":"a""#, #""commit":"a","runid":"r""#, #""runid":"r""#].enumerated().map {
      TestRecords.record("test", id: "\($0)", data: "", attributes: $1)
    }
    var found: Set<Checksum?> = []
    for order in [lines, lines.reversed()] {
      found.formUnion(try Self.ids(order))
    }
    #expect(found.count == 1)
  }
}

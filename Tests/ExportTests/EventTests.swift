import Kernel
import TestSupport
import Testing

@testable import Export

@Suite struct EventTests {
  @Test(arguments: [
    ("https://ci.example.com/a", "https://ci.example.com/a"), ("a b", "a%20b"),
    ("100%", "100%25"), ("a%2Fb", "a%2Fb"), ("a#b#c", "a#b%23c"), ("é", "%C3%A9"),
    ("a[1]\"", "a%5B1%5D%22"),
  ])
  func makesURIReferences(_ text: String, _ reference: String) {
    let found = ByteString(text).withView { URIText.reference($0) }
    #expect(found == ByteString(reference))
  }

  @Test(arguments: [
    ("https://a", true), ("urn:x", true), ("a/b:c", false), (":a", false), ("a:", false),
    ("1a:b", false), ("", false), ("/a", false),
  ])
  func knowsAbsoluteURIs(_ text: String, _ isAbsolute: Bool) {
    #expect(ByteString(text).withView { URIText.isAbsolute($0) } == isAbsolute)
  }

  @Test func namesArtifactsByPackageURLs() {
    #expect(URIText.package("pkg:oci/a@1", version: "2", digest: nil) == "pkg:oci/a@1")
    #expect(
      URIText.package("team/app 1", version: "1.0+b", digest: "sha256:ab")
        == "pkg:generic/team/app%201@1.0%2Bb?checksum=sha256:ab")
  }

  /// What is not known to be good is never said to be.
  @Test(arguments: [
    ("run", #""state":"done","result":"unknown""#), ("run", #""state":"done","result":"skipped""#),
    ("run", #""state":"unknown""#), ("testsuite", #""name":"s","status":"unknown""#),
    ("test", #""name":"t","status":"unknown""#), ("test", #""name":"t""#),
    ("deployment", #""state":"unknown","image":"i""#),
    ("deployment", #""state":"progressing","image":"i""#),
  ])
  func unknownIsNoSuccess(_ kind: String, _ data: String) throws {
    let record = TestRecords.record(
      kind, id: "1", data: data,
      attributes: #""environment":"e","time":"2026-11-20T01:00:00Z""#)
    let export = CDEventsExport(memory: .max)
    for line in try Exported.lines(export, [record]) {
      #expect(!line.contains(#""outcome":"success""#))
      #expect(!line.contains("service."))
    }
    let trace = try OTLPTraceExport(service: "s", memory: StateMemory())
    for line in try Exported.lines(trace, [record]) { #expect(!line.contains(#""code":1"#)) }
  }

  @Test func knowsWhichTimeOfATestIsItsEnd() throws {
    func span(_ data: String, kind: String = "test") throws -> String? {
      var found: String?
      let record = TestRecords.record(
        kind, id: "1", data: data, attributes: #""time":"2026-11-20T01:00:00Z""#)
      try TestRecords.read([record]) { record in
        guard let kind = SpanText.Kind(record), let data = record.data else { return }
        found = SpanTimes.read(record, data, kind).map { "\($0.0.description) \($0.1.description)" }
      }
      return found
    }
    let later = "2026-11-20T01:00:00Z 2026-11-20T01:00:01.5Z"
    #expect(try span(#""duration_ns":1500000000,"runner":"ctest""#) == later)
    #expect(
      try span(#""duration_ns":1500000000,"runner":"go""#)
        == "2026-11-20T00:59:58.5Z 2026-11-20T01:00:00Z")
    #expect(
      try span(#""runner":"swift-testing","started_at":"2026-11-20T00:59:59Z""#)
        == "2026-11-20T00:59:59Z 2026-11-20T01:00:00Z")
    #expect(try span(#""runner":"go""#) == nil)
    #expect(try span(#""state":"running","started_at":"2026-11-20T00:59:59Z""#, kind: "run") == nil)
    #expect(
      try span(#""state":"done","started_at":"2026-11-20T00:59:59Z""#, kind: "run")
        == "2026-11-20T00:59:59Z 2026-11-20T01:00:00Z")
  }
}

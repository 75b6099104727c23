import Glibc
import Kernel
import Testing

/// The JSON test suite (nst/JSONTestSuite): the file's name is the verdict.
@Suite struct JSONConformanceTests {
  static let folder = SharedData.path("data/json-test-suite")

  /// Legal JSON that a record may not hold, as stated in `docs/records.md`.
  static let refusedByRecordRules = [
    "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
  ]

  @Test(.enabled(if: folder != nil, "the JSON test suite is not here"))
  func acceptsAndRefusesAsTheSuiteSays() throws {
    let folder = try #require(Self.folder)
    let parser = JSONParser(integers: .asWritten)
    var counts = (accepted: 0, refused: 0, either: 0)
    for name in try SharedData.files(in: folder) where name.hasSuffix(".json") {
      let text = try SharedData.bytes("\(folder)/\(name)")
      let buffer = ByteBuffer(capacity: text.bytes.count + JSONParser.padding)
      buffer.append(text)
      var fault: JSONError?
      do { _ = try parser.parse(buffer.view) } catch { fault = error }
      let twin = JSONScanner.firstError(in: buffer.view)
      #expect((fault == nil) == (twin == nil), "\(name): the scanner and the parser differ")
      if name.hasPrefix("y_") {
        counts.accepted += 1
        #expect((fault == nil) != Self.refusedByRecordRules.contains(name), "\(name)")
      } else if name.hasPrefix("n_") {
        counts.refused += 1
        #expect(fault != nil, "\(name)")
      } else {
        counts.either += 1
      }
    }
    #expect(counts == (95, 188, 35))
  }
}

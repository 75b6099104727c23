import Glibc
import Kernel
import TestSupport
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
    for path in SharedData.files(below: folder, suffix: ".json") {
      let name = String(path.dropFirst(folder.count + 1))
      // Below the folder lie more files, without a verdict.
      if name.contains("/") { continue }
      let text = try WholeFile.bytes(path)
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

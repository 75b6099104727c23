import Kernel
import Testing

/// Other people's JSON comes out sorted and loses nothing.
@Suite struct ForeignValueWriterTests {
  private func write(_ text: String) throws -> (text: String, pointers: [String], depth: Int) {
    let source = ByteBuffer(capacity: text.utf8.count + JSONParser.padding)
    source.append(text)
    let parser = JSONParser(integers: .asWritten)
    let value = try parser.parse(source.view)
    let out = ByteBuffer()
    var json = JSONWriter(out)
    var writer = ForeignValueWriter()
    // The value is a place in these two.
    withExtendedLifetime((source, parser)) { writer.write(value, to: &json) }
    return (out.view.text, writer.numberPointers.map(\.description), writer.depth)
  }

  @Test func sortsKeysAtEveryDepth() throws {
    #expect(
      try write(#"{"b":{"z":1,"a":[{"d":2,"c":3}]},"a":null}"#).text
        == #"{"a":null,"b":{"a":[{"c":3,"d":2}],"z":1}}"#)
  }

  @Test func sortsObjectsOfManyKeys() throws {
    let keys = (0..<100).map { "k\(($0 * 37) % 100 + 100)" }
    let text = try write("{\(keys.map { "\"\($0)\":0" }.joined(separator: ","))}").text
    #expect(text == "{\(keys.sorted().map { "\"\($0)\":0" }.joined(separator: ","))}")
  }

  @Test(arguments: ["1", "-1", "0.25", "9007199254740991", "1e-7", "1e+21", "123456789.125"])
  func leavesCanonicalNumbers(text: String) throws {
    #expect(try write(text).text == text)
    #expect(try write(text).pointers.isEmpty)
  }

  @Test(arguments: ["1.0", "-0", "1e3", "1E-7", "9007199254740993", "0.10", "18446744073709551615"])
  func keepsTheTextOfOtherNumbers(text: String) throws {
    let (written, pointers, _) = try write("{\"a\":[0,{\"b/~c\":\(text)}]}")
    #expect(written == "{\"a\":[0,{\"b/~c\":\"\(text)\"}]}")
    #expect(pointers == ["/a/1/b~1~0c"])
  }

  @Test func pointsToTheRoot() throws {
    #expect(try write("1.0").pointers == [""])
  }

  @Test func countsLevels() throws {
    #expect(try write("1").depth == 0)
    #expect(try write("[{\"a\":[]},[]]").depth == 3)
  }
}

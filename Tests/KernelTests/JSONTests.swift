import Kernel
import Testing

@Suite struct JSONTests {
  static func parse(_ text: String) throws(JSONError) -> JSON {
    try JSONParser.tree(ByteString(text))
  }

  static func error(_ text: String) -> JSONError? {
    do {
      _ = try parse(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func refusesDuplicateKeys() {
    #expect(Self.error(#"{"a":1,"b":2,"a":3}"#) == JSONError(.duplicateKey("a"), offset: 13))
    #expect(Self.error(#"{"x":{"a":1,"a":1}}"#)?.reason == .duplicateKey("a"))
    #expect(Self.error(#"{"a":1,"\u0061":2}"#)?.reason == .duplicateKey("a"))
  }

  @Test func findsOneDuplicateAmongThousandsOfKeys() {
    let keys = (0..<5000).map { "\"k\(($0 * 7919) % 5000)\":0" }
    #expect(Self.error("{" + keys.joined(separator: ",") + "}") == nil)
    #expect(
      Self.error("{" + (keys + ["\"k17\":1"]).joined(separator: ",") + "}")?.reason
        == .duplicateKey("k17"))
  }

  @Test func acceptsKeysThatDifferOnlyInTheMiddle() {
    #expect(Self.error(#"{"abcdefgh1xyz":1,"abcdefgh2xyz":2,"":3}"#) == nil)
  }

  @Test func refusesIntegersBeyondTwoToThe53() {
    #expect(Self.error("9007199254740991") == nil)
    #expect(Self.error("-9007199254740991") == nil)
    #expect(Self.error("[9007199254740992]") == JSONError(.integerTooLarge, offset: 1))
    #expect(Self.error("-9007199254740992")?.reason == .integerTooLarge)
    #expect(Self.error("18446744073709551615")?.reason == .integerTooLarge)
  }

  /// Found by fuzzing: as a double the largest integer of 64 bits is 2^64.
  @Test func bothReadersTakeTheLargestIntegersOf64Bits() throws {
    for text in ["18446744073709551615", "-9223372036854775808"] {
      #expect(ByteString(text).withView { JSONScanner.firstError(in: $0) } == nil)
      _ = try JSONParser.tree(ByteString(text), integers: .asWritten)
    }
    for text in ["18446744073709551616", "-9223372036854775809"] {
      #expect(ByteString(text).withView { JSONScanner.firstError(in: $0) } != nil)
      #expect(throws: JSONError.self) {
        try JSONParser.tree(ByteString(text), integers: .asWritten)
      }
    }
  }

  @Test func refusesLoneSurrogates() {
    #expect(Self.error(#""\ud800""#)?.reason == .loneSurrogate)
    #expect(Self.error(#""\udc00""#)?.reason == .loneSurrogate)
    #expect(Self.error(#""\ud83d\ude00""#) == nil)
  }

  @Test func refusesWhatIsNotANumber() {
    for text in ["NaN", "Infinity", "-Infinity", "1e400", "01", "+1", ".5", "1."] {
      #expect(Self.error(text) != nil, "\(text)")
    }
  }

  @Test func refusesInvalidUTF8AndTellsWhere() {
    let text = ByteString(Array("\"ab".utf8) + [0xC3, 0x28] + Array("\"".utf8))
    #expect(throws: JSONError(.invalidUTF8, offset: 3)) { try JSONParser.tree(text) }
  }

  @Test func refusesNestingBeyondTheLimit() {
    let deep = JSONParser.depthLimit
    #expect(
      Self.error(String(repeating: "[", count: deep) + String(repeating: "]", count: deep)) == nil)
    let deeper = String(repeating: "[", count: deep + 1) + String(repeating: "]", count: deep + 1)
    #expect(Self.error(deeper)?.reason == .tooDeep(limit: deep))
    #expect(Self.error(String(repeating: "[", count: 100_000)) != nil)
  }

  @Test func sortsKeysByUTF16CodeUnits() throws {
    // RFC 8785 section 3.2.3.
    let text = #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#
    let canonical = try Self.parse(text).canonical.description
    #expect(canonical == #"{"\r":2,"1":4,"\#u{80}":6,"ö":7,"€":1,"😀":5,"\#u{fb33}":3}"#)
  }

  @Test func escapesOnlyWhatMustBeEscaped() throws {
    let text = #""\u0000\u001f\b\f\n\r\t\"\\\/\u007f\u00e9""#
    let canonical = try Self.parse(text).canonical.description
    #expect(canonical == #""\u0000\u001f\b\f\n\r\t\"\\/\#u{7f}é""#)
  }

  /// Texts are searched for escapes eight bytes at a time; no place in a word may be missed.
  @Test(arguments: ["\"", "\\", "\n", "\u{0}", "\u{1f}", "é", "\u{7f}", "\u{10ffff}"])
  func escapesAtEveryPlaceOfAText(special: String) throws {
    for length in 0...40 {
      for place in 0...length {
        let head = String(repeating: "a", count: place)
        let tail = String(repeating: "z", count: length - place)
        let text = head + special + tail
        let written = JSON.text(text).canonical
        let one = JSON.text(special).canonical.description.dropFirst().dropLast()
        #expect(written.description == "\"\(head)\(one)\(tail)\"")
        #expect(try JSONParser.tree(written) == .text(text))
      }
    }
  }

  @Test func refusesDuplicateKeysAtEveryDepth() {
    for depth in 0..<20 {
      let open = String(repeating: #"{"a":"#, count: depth)
      let close = String(repeating: "}", count: depth)
      #expect(Self.error(open + #"{"b":{"b":1},"c":[{"b":2}],"d":3}"# + close) == nil)
      #expect(
        Self.error(open + #"{"b":{"b":1},"c":[{"b":2}],"b":3}"# + close)?.reason
          == .duplicateKey("b"))
    }
  }

  @Test func findsTheTextOfEveryNumberAmongAllKindsOfValues() throws {
    let source = #"[{},[],{"a":[],"b":{}},-1,"2",{"c":{"d":[true,3.50,null,[4e0]]}},5,[[6],7]]"#
    let buffer = ByteBuffer(capacity: 1024)
    buffer.append(source)
    buffer.reserve(JSONParser.padding)
    let parser = JSONParser(integers: .asWritten)
    let value = try parser.parse(buffer.view)
    var found: [String] = []
    func collect(_ value: JSONValue) {
      if let text = value.numberText { found.append(text.text) }
      for element in value.elements { collect(element) }
      for member in value.members { collect(member.value) }
    }
    collect(value)
    #expect(found == ["-1", "3.50", "4e0", "5", "6", "7"])
  }

  @Test func endsANumberWhereTheTextEnds() throws {
    let buffer = ByteBuffer(capacity: 1024)
    buffer.append(" 1.50 \n99")
    for _ in 0..<JSONParser.padding { buffer.append(0x39) }
    let parser = JSONParser(integers: .asWritten)
    #expect(try parser.parse(buffer.view.slice(0, 6)).numberText?.text == "1.50")
    #expect(try parser.parse(buffer.view.slice(1, 4)).numberText?.text == "1.5")
    #expect(try parser.parse(buffer.view.slice(8, 9)).numberText?.text == "9")
  }

  @Test func keepsTheTextOfForeignNumbers() throws {
    let source = #"{"id":12345678901234567890,"one":1.0,"plain":1.5,"deep":[{"a/b":1e2}]}"#
    let buffer = ByteBuffer(capacity: 1024)
    buffer.append(source)
    buffer.reserve(JSONParser.padding)
    let parser = JSONParser(integers: .asWritten)
    let value = try parser.parse(buffer.view)
    let output = ByteBuffer()
    var json = JSONWriter(output)
    var foreign = ForeignValueWriter()
    withExtendedLifetime((buffer, parser)) { foreign.write(value, to: &json) }
    #expect(
      output.string.description
        == #"{"deep":[{"a/b":"1e2"}],"id":"12345678901234567890","one":"1.0","plain":1.5}"#)
    #expect(foreign.numberPointers.map(\.description) == ["/deep/0/a~1b", "/id", "/one"])
  }
}

import Kernel
import Testing
import Trust

@Suite struct LogEntryTests {
  static let hex = String(repeating: "ab", count: 32)

  private static func line(
    digest: String = "sha256:\(hex)", id: String = "a", prev: String = hex, seq: String = "7",
    rest: String = ",\"time\":\"t\",\"type\":\"x\""
  ) -> String {
    "{\"digest\":\"\(digest)\",\"id\":\"\(id)\",\"prev\":\"\(prev)\",\"seq\":\(seq)\(rest)}"
  }

  private static func isEntry(_ line: String) -> Bool {
    ByteString(line).withView { LogEntry($0) != nil }
  }

  @Test func readsItsFields() throws {
    let line = ByteString(Self.line(id: "a\\\"ä"))
    try line.withView { view in
      let entry = try #require(LogEntry(view))
      #expect(entry.digest.hex == Self.hex)
      #expect(entry.sequence == 7)
      #expect(entry.id.text == "a\\\"ä")
      #expect(entry.time?.text == "t")
      #expect(entry.type.text == "x")
    }
    #expect(Self.isEntry(Self.line(rest: ",\"type\":\"x\"")))
  }

  @Test(arguments: [
    line(digest: hex), line(digest: "sha256:\(hex.uppercased())"), line(digest: "sha256:ab"),
    line(prev: "00"), line(seq: "07"), line(seq: "-1"), line(seq: "1.0"), line(seq: ""),
    line(seq: "99999999999999999"), line(seq: "1e3"), line(rest: ""), line(rest: ",\"type\":1"),
    line(rest: ",\"type\":\"x\",\"time\":\"t\""), line(rest: ",\"type\":\"x\",\"z\":1"),
    line() + " ", " " + line(), line() + "\r", line(id: "a\\u0041"), line(id: "a\\/b"),
    line(id: "\\ud800"), line(id: "a\tb"), line(id: "a\"b"), line(id: "a\\"), "", "{}", "null",
  ])
  func refusesAnyOtherSpelling(line: String) {
    #expect(!Self.isEntry(line))
  }

  @Test func refusesInvalidUTF8() {
    var line = ByteString(Self.line(id: "ab"))
    let place = line.bytes.count - 100
    line.bytes[place] = 0xFF
    #expect(line.withView { LogEntry($0) } == nil)
  }

  /// The slow twin: parses the line as JSON and looks at what came out.
  private static func isEntryToTheParser(_ line: ByteString) -> Bool {
    guard let json = try? JSONParser.tree(line), json.canonical == line,
      let members = json.object, json["id"]?.string != nil, json["type"]?.string != nil,
      let digest = json["digest"]?.string?.description, digest.hasPrefix("sha256:"),
      let previous = json["prev"]?.string, let sequence = json["seq"]?.number,
      sequence >= 0, sequence == sequence.rounded(),
      json["time"] == nil || json["time"]?.string != nil
    else { return false }
    return members.count == (json["time"] == nil ? 5 : 6)
      && ByteString(String(digest.dropFirst(7))).withView { Digest(hex: $0) } != nil
      && previous.withView { Digest(hex: $0) } != nil
  }

  @Test func agreesWithTheParserOnChangedLines() {
    let lines = [
      Self.line(), Self.line(id: "a\\\\b\\n", seq: "0"), Self.line(id: "ä€😀", seq: "120"),
      Self.line(rest: ",\"type\":\"\\u0001\""),
    ]
    let bytes: [UInt8] =
      Array("\"\\{}[]:,0159aefnux -+.eE/\t\u{01}ä\u{7F}".utf8) + [0xFF, 0xC3, 0x00]
    var accepted = 0
    for line in lines.map({ ByteString($0) }) {
      #expect(line.withView { LogEntry($0) != nil } && Self.isEntryToTheParser(line))
      for place in line.bytes.indices {
        for byte in bytes {
          var replaced = line
          replaced.bytes[place] = byte
          var inserted = line
          inserted.bytes.insert(byte, at: place)
          for changed in [replaced, inserted] {
            let isEntry = changed.withView { LogEntry($0) != nil }
            #expect(isEntry == Self.isEntryToTheParser(changed), "\(changed)")
            if isEntry { accepted += 1 }
          }
        }
        var removed = line
        removed.bytes.remove(at: place)
        #expect(
          removed.withView { LogEntry($0) != nil } == Self.isEntryToTheParser(removed), "\(removed)"
        )
      }
    }
    #expect(accepted > 100)
  }
}

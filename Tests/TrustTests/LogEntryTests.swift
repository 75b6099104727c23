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
}

import Kernel
import Testing

@Suite struct OptionTests {
  static let declaration = Declaration(
    name: "example", summary: "Show options", description: [],
    options: [
      Option("count", short: "n", argument: "N", help: "A number", standard: "3"),
      Option("flag", short: "f", help: "A switch"),
      Option("where", argument: "X", help: "Several", repeats: true),
      Option("mode", argument: "M", help: "A choice", choices: ["fast", "slow"]),
      .at,
    ])

  static func parse(_ arguments: String...) throws(Failure) -> ParsedOptions {
    try ParsedOptions(arguments, for: declaration)
  }

  @Test func readsAllSpellings() throws {
    for arguments in [["--count", "7"], ["--count=7"], ["-n", "7"], ["-n7"], ["-fn7"]] {
      let options = try ParsedOptions(arguments, for: Self.declaration)
      #expect(try options.integer("count", in: 0...9) == 7)
    }
  }

  @Test func keepsOperandsInOrder() throws {
    #expect(try Self.parse("a", "-f", "-", "--", "-n").operands == ["a", "-", "-n"])
  }

  @Test func fallsBackToTheStandard() throws {
    #expect(try Self.parse().value("count") == "3")
    #expect(try !Self.parse().isGiven("count"))
    #expect(try Self.parse().value("mode") == nil)
  }

  @Test func readsAnAliasAsTheOptionItself() throws {
    #expect(try Self.parse("--now", "2026-11-20T06:00:00Z").instant("at") != nil)
  }

  @Test(arguments: [
    ["--nope"], ["-x"], ["--count"], ["-n"], ["--flag=1"], ["--count", "1", "-n", "2"],
    ["--mode", "other"],
  ])
  func refusesWrongUsage(arguments: [String]) {
    #expect {
      try ParsedOptions(arguments, for: Self.declaration)
    } throws: { error in
      (error as? Failure)?.status == .usage
    }
  }

  @Test func refusesValuesOutOfRange() throws {
    let options = try Self.parse("--count", "12")
    #expect(throws: Failure.self) { try options.integer("count", in: 0...9) }
    #expect(throws: Failure.self) { try options.instant("count") }
    #expect(throws: Failure.self) { try options.duration("count") }
  }

  @Test(arguments: [("90s", 90), ("15m", 900), ("12h", 43200), ("7d", 604_800), ("2w", 1_209_600)])
  func readsDurations(text: String, seconds: Int) { #expect(Duration.seconds(text) == seconds) }

  @Test func readsSizes() throws {
    let options = try Self.parse("--count", "64M")
    #expect(try options.size("count") == 64 << 20)
  }
}

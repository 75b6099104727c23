import Kernel
import Testing

@testable import Schema

@Suite struct MigrationTests {
  static func path(_ steps: String..., back: Bool = false) throws -> MigrationPath {
    let header = #"{"migration":"k","from":1,"to":2}"#
    let text = ([header] + steps).joined(separator: "\n")
    let migration = try Migration(ByteString(text), file: "k.jsonl")
    let (from, to) = back ? (2, 1) : (1, 2)
    return try #require(MigrationPath("k", from: from, to: to, among: [migration]))
  }

  static func record(_ data: String, version: Int = 1) throws -> JSON {
    try JSONParser.tree(ByteString(#"{"data":\#(data),"type":"sluice.k.v\#(version)"}"#))
  }

  /// Each step, a value before and after it, and whether the way back finds it again.
  @Test(arguments: [
    (#"{"rename":"/data/a","to":"/data/b/c"}"#, #"{"a":1}"#, #"{"b":{"c":1}}"#),
    (#"{"rename":"/data/a/b","to":"/data/b"}"#, #"{"a":{"b":1}}"#, #"{"b":1}"#),
    (#"{"rename":"/data/a/b","to":"/data/b"}"#, #"{"a":{"b":1,"c":2}}"#, #"{"a":{"c":2},"b":1}"#),
    (#"{"rename":"/data/a","to":"/data/b"}"#, #"{"x":1}"#, #"{"x":1}"#),
    (#"{"add":"/data/a","value":[1]}"#, #"{"x":1}"#, #"{"a":[1],"x":1}"#),
    (#"{"remove":"/data/a","value":0}"#, #"{"a":0,"x":1}"#, #"{"x":1}"#),
    (#"{"scale":"/data/a","over":1000}"#, #"{"a":1250}"#, #"{"a":1.25}"#),
    (#"{"scale":"/data/a","times":9,"over":5}"#, #"{"a":37}"#, #"{"a":66.6}"#),
    (#"{"scale":"/data/a","times":100}"#, #"{"a":0.57}"#, #"{"a":57}"#),
    (#"{"rename":"/data/a~1b","to":"/data/c~0d"}"#, #"{"a/b":1}"#, #"{"c~d":1}"#),
    (#"{"values":"/data/a","map":{"x":1,"y":2}}"#, #"{"a":"y"}"#, #"{"a":2}"#),
    (#"{"wrap":"/data/a"}"#, #"{"a":{"b":1}}"#, #"{"a":[{"b":1}]}"#),
    (#"{"wrap":"/data/*/a"}"#, #"[{"a":1},{"b":2}]"#, #"[{"a":[1]},{"b":2}]"#),
  ])
  func goesThereAndBack(_ step: String, _ before: String, _ after: String) throws {
    let there = try Self.path(step).migrate(Self.record(before))
    #expect(there.sorted == MigrationPath.Outcome.exact(try Self.record(after, version: 2)).sorted)
    let back = try Self.path(step, back: true).migrate(Self.record(after, version: 2))
    #expect(back.sorted == MigrationPath.Outcome.exact(try Self.record(before)).sorted)
  }

  @Test(arguments: [
    (#"{"remove":"/data/a"}"#, #"{"a":1}"#, "/data/a"),
    (#"{"remove":"/data/a","value":0}"#, #"{"a":1}"#, "/data/a"),
    (#"{"add":"/data/a","value":0}"#, #"{"a":1}"#, "/data/a"),
    (#"{"rename":"/data/a","to":"/data/b"}"#, #"{"x":{}}"#, nil),
    (#"{"rename":"/data/a/b","to":"/data/b"}"#, #"{"a":{}}"#, nil),
  ])
  func findsWhatWouldNotComeBack(_ step: String, _ data: String, _ pointer: String?) throws {
    switch try Self.path(step).migrate(Self.record(data)) {
    case .lossy(_, let at): #expect(at == pointer)
    case .exact: #expect(pointer == nil)
    case .invalid(let problem): Issue.record("\(problem)")
    }
  }

  @Test(arguments: [
    (#"{"scale":"/data/a","over":1000}"#, #"{"a":"1"}"#),
    (#"{"scale":"/data/a","times":1000}"#, #"{"a":1e308}"#),
    (#"{"scale":"/data/a","times":1000}"#, #"{"a":9007199254740991}"#),
    (#"{"values":"/data/a","map":{"x":1}}"#, #"{"a":"z"}"#),
    (#"{"rename":"/data/a","to":"/data/b"}"#, #"{"a":1,"b":2}"#),
    (#"{"rename":"/data/a","to":"/data/b/c"}"#, #"{"a":1,"b":2}"#),
  ])
  func refusesWhatCannotGo(_ step: String, _ data: String) throws {
    guard case .invalid = try Self.path(step).migrate(Self.record(data)) else {
      Issue.record("went")
      return
    }
  }

  /// What is called exact does come back, whatever the numbers.
  @Test func anExactScaleIsExact() throws {
    var seed: UInt64 = 7
    let there = try Self.path(#"{"scale":"/data/a","times":3,"over":1000}"#)
    let back = try Self.path(#"{"scale":"/data/a","times":3,"over":1000}"#, back: true)
    var exact = 0
    for _ in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(seed >> 40) / 8
      let record = JSON.members([
        "data": .members(["a": .number(value)]), "type": "sluice.k.v1",
      ])
      guard case .exact(let gone) = there.migrate(record) else { continue }
      exact += 1
      guard case .exact(let again) = back.migrate(gone) else {
        Issue.record("\(value) went and did not come back")
        continue
      }
      #expect(again.difference(from: record) == nil)
    }
    #expect(exact > 1500)
  }

  /// Of every decimal with few digits, in all units that have them.
  @Test(arguments: [
    (1, 1000.0), (1000, 1), (1, 60), (1, 3600), (100, 1), (9, 5), (1, 1_048_576), (-1, 3),
  ])
  func decimalsComeBack(_ times: Double, _ over: Double) {
    let scale = MigrationScale(times: times, over: over)
    for number in stride(from: 1, to: 20_000, by: 37) {
      for value in [Double(number), Double(number) / 100, -Double(number) / 1e15] {
        #expect(scale.back(scale.forward(value)) == value)
        #expect(scale.forward(scale.back(value)) == value)
      }
    }
  }

  @Test(arguments: [
    #"{"rename":"/data/a~2b","to":"/data/b"}"#, #"{"rename":"/data/a~","to":"/data/b"}"#,
    #"{"remove":"/id"}"#, #"{"rename":"/data/a","to":"/type"}"#,
    #"{"scale":"/data/a","times":"2","over":3}"#, #"{"scale":"/data/a","times":0}"#,
  ])
  func refusesStepsThatAreNone(_ step: String) {
    #expect(throws: Failure.self) { try Self.path(step) }
  }

  @Test(arguments: ["sluice.k.v01", "sluice.k.v+1", "sluice.k.v-1", "sluice.k.v1.1", "k.v1"])
  func knowsVersionsInOneSpellingOnly(_ type: String) {
    ByteString(type).withView { #expect(MigrationPath.kindAndVersion($0) == nil) }
  }
}

extension MigrationPath.Outcome {
  /// The same with members in the order of their names, which says nothing.
  var sorted: MigrationPath.Outcome {
    guard case .exact(let json) = self, let tree = try? JSONParser.tree(json.canonical) else {
      return self
    }
    return .exact(tree)
  }
}

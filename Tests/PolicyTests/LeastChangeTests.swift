import Kernel
import Testing

@testable import Policy

/// The least change is what trying every set of records would find.
@Suite struct LeastChangeTests {
  /// The size of the smallest set that meets all demands, by trying all of them.
  static func least(_ demands: [LeastChange.Demand], of records: [ByteString]) -> Int? {
    (0..<(1 << records.count)).filter { mask in
      demands.allSatisfy { demand in
        records.indices.filter { mask >> $0 & 1 == 1 && demand.records.contains(records[$0]) }
          .count >= demand.count
      }
    }.map(\.nonzeroBitCount).min()
  }

  @Test func findsTheSmallestSet() {
    var random = SplitMix(seed: 7)
    let names = (0..<9).map { ByteString("r\($0)") }
    for _ in 0..<400 {
      let demands = (0..<random.below(5)).map { number -> LeastChange.Demand in
        let records = names.filter { _ in random.below(2) == 0 }
        return .init(
          rule: ByteString("rule\(number)"), records: records,
          count: random.below(records.count + 1))
      }
      let found = LeastChange.records(demands)
      #expect(Set(found).count == found.count)
      #expect(found.count == Self.least(demands, of: names))
      for demand in demands {
        #expect(demand.records.filter { found.contains($0) }.count >= demand.count)
      }
    }
  }

  @Test func meetsDemandsOverManySharedRecords() {
    let names = (0..<40).map { ByteString("r\($0)") }
    let demands = (0..<6).map { number in
      LeastChange.Demand(
        rule: ByteString("rule\(number)"), records: Array(names[number * 2..<number * 2 + 25]),
        count: 10)
    }
    let found = LeastChange.records(demands)
    for demand in demands {
      #expect(demand.records.filter { found.contains($0) }.count >= demand.count)
    }
    #expect(found.count == 10)
  }

  @Test(arguments: [
    (["data", "x"], ".data.x"), (["x"], ".x"), (["a-b"], ".[\"a-b\"]"),
    (["data", "a b", "0"], ".data[\"a b\"][0]"),
  ])
  func writesPathsForJQ(names: [String], path: String) {
    #expect(JQCommand.path(names.map { ByteString($0) }) == path)
  }

  @Test(arguments: [("a.jsonl", "a.jsonl"), ("it's", "'it'\\''s'"), ("a b", "'a b'"), ("", "''")])
  func quotesForTheShell(word: String, quoted: String) {
    #expect(JQCommand.quoted(word) == quoted)
  }
}

/// Numbers that look random and are the same in every run (splitmix64, Steele and others 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 on and below `bound`; 0 when that is 0.
  mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }
}

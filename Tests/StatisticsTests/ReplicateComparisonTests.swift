import Testing

@testable import Statistics

@Suite struct ReplicateComparisonTests {
  /// Two-sided probabilities of Mann and Whitney's U, by enumeration of all arrangements.
  @Test func rankSumAgreesWithEnumeration() {
    let first = [1.0, 4, 4, 9, 12]
    let second = [2.0, 4, 10, 13, 14, 20]
    let all = first + second
    let ranks = Ranks.midRanks(all)
    let middle = Double(first.count) * Double(all.count + 1) / 2
    let distance = abs(ranks[..<first.count].reduce(0, +) - middle)
    var extreme = 0
    var ways = 0
    for chosen in 0..<(1 << all.count) where chosen.nonzeroBitCount == first.count {
      ways += 1
      let sum = ranks.indices.filter { chosen >> $0 & 1 == 1 }.reduce(0) { $0 + ranks[$1] }
      if abs(sum - middle) >= distance - 1e-9 { extreme += 1 }
    }
    #expect(abs(RankSum.pValue(first, second) - Double(extreme) / Double(ways)) < 1e-12)
  }

  /// Critical values of U at 5 % on both sides (Mann and Whitney's table as in Siegel 1956, table K):
  /// the interval leaves out that many differences at either end, and one more would be too many.
  @Test(arguments: [(5, 5, 2), (5, 8, 6), (6, 6, 5), (8, 8, 13), (10, 10, 23), (12, 15, 49)])
  func intervalsFollowTheTable(first: Int, second: Int, critical: Int) {
    let earlier = (0..<first).map { Double($0) * 1000 }
    let later = (0..<second).map { Double($0) }
    var differences: [Double] = []
    for one in later { for other in earlier { differences.append(one - other) } }
    differences.sort()
    let shift = RankSum.shift(earlier, later, alpha: 0.05)
    #expect(shift.low == differences[critical])
    #expect(shift.high == differences[differences.count - 1 - critical])
  }

  @Test func threeAgainstThreeHaveNoInterval() {
    let shift = RankSum.shift([1, 2, 3], [4, 5, 6], alpha: 0.05)
    #expect(shift.low == -.infinity && shift.high == .infinity)
  }

  @Test func exactAndNormalMeet() {
    var random = RandomSource(seed: 11)
    for _ in 0..<20 {
      let first = (0..<15).map { _ in random.normal() }
      let second = (0..<15).map { _ in random.normal() + 0.5 }
      let exact = RankSum.pValue(first, second)
      let normal = RankSum.pValue(first, second, inflation: 1 + 1e-9)
      #expect(abs(exact - normal) < 0.02)
    }
  }

  static func compare(
    _ first: [Double], _ second: [Double], _ direction: Trend.Direction = .lower
  ) -> ReplicateComparison {
    ReplicateComparison(
      .init(replicates: first.map { [$0] }), .init(replicates: second.map { [$0] }),
      .init(direction: direction))
  }

  static let steady = (0..<12).map { 100 + Double($0 * 7 % 12) / 10 }

  @Test func tellsTheFiveVerdictsApart() {
    #expect(Self.compare(Self.steady, Self.steady.map { $0 * 1.1 }).verdict == .worse)
    #expect(Self.compare(Self.steady, Self.steady.map { $0 * 1.1 }, .higher).verdict == .better)
    #expect(Self.compare(Self.steady, Self.steady.map { $0 / 1.1 }).verdict == .better)
    #expect(Self.compare(Self.steady, Self.steady.map { $0 / 1.1 }, .none).verdict == .worse)
    #expect(Self.compare(Self.steady, Self.steady.reversed()).verdict == .same)
    #expect(Self.compare(Self.steady, Self.steady.map { $0 * 1.015 }).verdict == .inconclusive)
    #expect(Self.compare(Array(Self.steady[..<4]), Self.steady).verdict == .insufficient)
    #expect(Self.compare([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]).verdict == .same)
    #expect(Self.compare([0, 0, 0, 0, 0], [0, 1, 0, 2, 0]).verdict == .inconclusive)
    #expect(Self.compare([-5, -5, -5, -5, -5], [-6, -6, -6, -6, -6]).verdict == .better)
  }

  /// Many values of few processes are few.
  @Test func valuesOfOneProcessAreOneReplicate() {
    let first = ReplicateComparison.Side(replicates: [(0..<500).map { 100 + Double($0 % 7) }])
    let second = ReplicateComparison.Side(replicates: [(0..<500).map { 150 + Double($0 % 7) }])
    #expect(ReplicateComparison(first, second, .init(direction: .lower)).verdict == .insufficient)
  }

  /// With no margin, equals are told apart in at most `alpha` of 800 comparisons (and three standard
  /// errors), independent or with a lag-1 correlation of 0.5.
  @Test(arguments: [0.0, 0.5]) func equalsAreSeldomToldApart(correlation: Double) {
    var random = RandomSource(seed: 3)
    func side() -> [Double] {
      var last = random.normal()
      return (0..<30).map { _ in
        last = correlation * last + (1 - correlation * correlation).squareRoot() * random.normal()
        return 100 + last
      }
    }
    var flagged = 0
    for _ in 0..<800 {
      let comparison = ReplicateComparison(
        .init(replicates: side().map { [$0] }), .init(replicates: side().map { [$0] }),
        .init(alpha: 0.05, margin: 0, direction: .lower))
      if comparison.verdict == .worse || comparison.verdict == .better { flagged += 1 }
    }
    #expect(Double(flagged) / 800 <= (correlation == 0 ? 0.05 : 0.11) + 3 * 0.0077)
  }
}

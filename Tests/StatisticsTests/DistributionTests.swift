import Testing

@testable import Statistics

@Suite struct DistributionTests {
  /// Abramowitz and Stegun, table 26.5, and the constant 1.959964 of every textbook.
  @Test(arguments: [
    (0.5, 0.0), (0.975, 1.959963984540054), (0.995, 2.575829303548901),
    (0.001, -3.090232306167813), (1e-10, -6.361340902404056),
  ])
  func quantileMatchesTables(probability: Double, expected: Double) {
    #expect(abs(NormalDistribution.quantile(probability) - expected) < 1e-9)
  }

  @Test func quantileInvertsCumulative() {
    for step in 1..<200 {
      let probability = Double(step) / 200
      let back = NormalDistribution.cumulative(NormalDistribution.quantile(probability))
      #expect(abs(back - probability) < 1e-14)
    }
  }

  @Test func equalValuesShareTheMeanRank() {
    #expect(Ranks.midRanks([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
  }

  @Test func scoresAddUpToNothing() {
    #expect(abs(Ranks.normalScores([5, 5, 1, 9, 2, 2]).reduce(0, +)) < 1e-12)
    #expect(Ranks.normalScores([7, 7, 7]) == [0, 0, 0])
  }

  /// Hyndman and Fan 1996, type 7, the standard of R: quantile(1:10, .25) is 3.25.
  @Test func quantileIsThatOfR() {
    #expect(Summary.quantile(sorted: (1...10).map(Double.init), 0.25) == 3.25)
  }

  @Test func deviationSurvivesMostlyEqualValues() {
    #expect(Summary.robustDeviation([1, 1, 1, 1, 5]) > 0)
    #expect(Summary.robustDeviation([1, 1, 1]) == 0)
  }

  @Test(arguments: [(123456.7891234, 123456.789), (-0.00012345678949, -0.000123456789), (0, 0)])
  func roundsToNineDigits(value: Double, expected: Double) {
    #expect(Significant.rounded(value) == expected)
  }
}

@Suite struct RandomSourceTests {
  /// The reference sequence of xoshiro256** from the state 1, 2, 3, 4 (rand_xoshiro's test, made
  /// with the authors' C code).
  @Test func followsTheReferenceSequence() {
    var random = RandomSource(state: (1, 2, 3, 4))
    let words = (0..<4).map { _ in random.nextWord() }
    #expect(words == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test func sameSeedGivesSameNumbers() {
    var first = RandomSource(seed: 7)
    var second = RandomSource(seed: 7)
    var other = RandomSource(seed: 8)
    let numbers = (0..<100).map { _ in first.normal() }
    #expect(numbers == (0..<100).map { _ in second.normal() })
    #expect(numbers != (0..<100).map { _ in other.normal() })
  }

  @Test func normalNumbersHaveMeanZeroAndSpreadOne() {
    var random = RandomSource(seed: 1)
    let numbers = (0..<20_000).map { _ in random.normal() }
    #expect(abs(Summary.mean(numbers)) < 0.03)
    #expect(abs(Summary.deviation(numbers) - 1) < 0.03)
  }
}

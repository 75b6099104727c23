import Testing

@testable import Policy

/// Sums that do not depend on the order of what is added.
@Suite struct ExactSumTests {
  static func sum(_ values: [Double]) -> Double {
    var sum = ExactSum()
    for value in values { sum.add(value) }
    return sum.value
  }

  /// The cases of Python's `math.fsum` tests, and what large values do.
  @Test(
    arguments: [
      ([], 0), ([0], 0), ([1e100, 1, -1e100], 1), ([1e16, 1, 1e-16], 1e16 + 2),
      ([0x1p53, -0.5, -0x1p-54], 0x1p53 - 1), ([0x1p53, 1, 0x1p-100], 0x1p53 + 2),
      ([0x1p53 + 10, 1, 0x1p-100], 0x1p53 + 12), ([0x1p53 - 4, 0.5, 0x1p-54], 0x1p53 - 3),
      ([1e308, 1e308, -1e308], 1e308), ([1e308, 1, -1e308], 1), ([1.7e308, 1.7e308], .infinity),
    ] as [([Double], Double)])
  func isRoundedOnce(values: [Double], expected: Double) {
    #expect(Self.sum(values) == expected)
    #expect(Self.sum(values.reversed()) == expected)
  }

  @Test func isTheSameForEveryOrder() {
    var random = SplitMix(seed: 11)
    for _ in 0..<300 {
      let values = (0..<40).map { _ in
        let exponent = random.below(2040) - 1020
        let sign = random.below(2) == 0 ? 1.0 : -1
        let significand = 1 + Double(random.next() >> 12) * 0x1p-52
        return sign * Double(sign: .plus, exponent: exponent, significand: significand)
      }
      let first = Self.sum(values)
      for _ in 0..<4 { #expect(Self.sum(values.shuffled(using: &random)) == first) }
      #expect(Self.sum(values + values.map { -$0 }) == 0)
    }
  }

  @Test func tenTenthsAreOne() { #expect(Self.sum(Array(repeating: 0.1, count: 10)) == 1) }
}

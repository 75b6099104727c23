internal import Glibc

/// A seeded generator of random numbers: xoshiro256** (Blackman and Vigna 2018), its state filled
/// by SplitMix64. Same seed, same numbers, on every machine.
public struct RandomSource: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spare: Double?

  /// A generator for a seed; every seed gives another stream.
  public init(seed: UInt64) {
    var counter = seed
    func next() -> UInt64 {
      counter &+= 0x9E37_79B9_7F4A_7C15
      var word = counter
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
    state = (next(), next(), next(), next())
  }

  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// The next 64 bits.
  mutating func nextWord() -> UInt64 {
    func rotate(_ word: UInt64, _ by: UInt64) -> UInt64 { (word << by) | (word >> (64 - by)) }
    let result = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return result
  }

  /// A number in 0..<1, in steps of 2^-53.
  mutating func uniform() -> Double { Double(nextWord() >> 11) * 0x1p-53 }

  /// A whole number in 0..<bound, which must be positive (Lemire's multiplication; the bias is below
  /// bound / 2^64).
  public mutating func index(below bound: Int) -> Int {
    Int(nextWord().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A standard normal number (Marsaglia's polar method).
  public mutating func normal() -> Double {
    if let ready = spare {
      spare = nil
      return ready
    }
    while true {
      let first = 2 * uniform() - 1
      let second = 2 * uniform() - 1
      let square = first * first + second * second
      guard square > 0, square < 1 else { continue }
      let scale = (-2 * log(square) / square).squareRoot()
      spare = second * scale
      return first * scale
    }
  }
}

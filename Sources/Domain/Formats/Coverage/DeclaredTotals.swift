internal import Kernel

/// What LCOV states itself of how many there are: sums by key, none of which was said is absent.
struct DeclaredTotals {
  private static let keys: [StaticString] = [
    "BRF", "BRH", "FNF", "FNH", "LF", "LH", "MCF", "MCH",
  ]

  private var sums: SIMD8<Int> = .zero
  private var said: UInt8 = 0

  /// Takes up what a section says; false for a key that is none of these.
  mutating func add(_ key: ByteView, _ value: Int) -> Bool {
    guard let index = Self.keys.firstIndex(where: { key == $0 }) else { return false }
    sums[index] &+= value
    said |= 1 << UInt8(index)
    return true
  }

  /// Adds those of another section or file.
  mutating func add(_ other: DeclaredTotals) {
    sums &+= other.sums
    said |= other.said
  }

  /// An object by key; nil where nothing was said.
  var json: JSON? {
    if said == 0 { return nil }
    return .object(
      Self.keys.indices.filter { said & 1 << UInt8($0) != 0 }.map {
        .init(ByteString(ByteView(Self.keys[$0])), .integer(sums[$0]))
      })
  }
}

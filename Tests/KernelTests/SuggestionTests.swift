import Kernel
import Testing

@Suite struct SuggestionTests {
  static let names = ["collect", "seal", "sign", "soak-trend", "lineage-build", "recall", "retain"]

  @Test(arguments: [
    ("colect", "collect"), ("collekt", "collect"), ("colletc", "collect"),
    ("saek-trend", "soak-trend"),
    ("sing", "sign"), ("lineage", "lineage-build"), ("recal", "recall"),
  ])
  func findsWhatWasMeant(word: String, name: String) {
    #expect(Suggestion.nearest(to: word, among: Self.names) == name)
  }

  @Test(arguments: ["", "x", "re", "gate", "linage-trend", String(repeating: "seal", count: 100)])
  func saysNothingWhereNothingIsNear(word: String) {
    #expect(Suggestion.nearest(to: word, among: Self.names) == nil)
  }
}

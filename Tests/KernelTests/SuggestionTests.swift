import Kernel
import Testing

@Suite struct SuggestionTests {
  static let names = ["policy", "release", "store", "on-error", "output", "at"]

  @Test(arguments: [
    ("polcy", "policy"), ("pollicy", "policy"), ("poilcy", "policy"), ("relase", "release"),
    ("rel", "release"), ("on-eror", "on-error"), ("otuput", "output"), ("ta", "at"),
    ("POLICY", "policy"), ("Rel", "release"),
  ])
  func findsWhatWasMeant(_ written: String, _ meant: String) {
    #expect(Suggestion.nearest(to: written, among: Self.names) == meant)
  }

  @Test(arguments: ["", "x", "o", "verdict", "polarity", "stare-at"])
  func isSilentWhereNothingIsNear(_ written: String) {
    #expect(Suggestion.nearest(to: written, among: Self.names) == nil)
    #expect(Suggestion.hint(written, among: Self.names) == "")
  }

  @Test func prefersOneWrongLetterToABeginning() {
    #expect(Suggestion.nearest(to: "tests", among: ["test", "testsuite"]) == "test")
  }

  @Test func takesABeginningOfSeveralForNone() {
    #expect(Suggestion.nearest(to: "colle", among: ["collect-a", "collect-b"]) == nil)
  }

  @Test func namesTheKeyOfASetting() throws {
    let setting = try JSONParser.tree(#"{"hrad":1,"id":"a"}"#)
    #expect(
      setting.unknownKey(among: ["hard", "id"]) == #"unknown key "hrad", perhaps "hard" is meant"#)
    #expect(setting.unknownKey(among: ["hrad", "id"]) == nil)
  }
}

import Testing

@testable import Kernel

@Suite struct TerminalColumnsTests {
  @Test(arguments: [
    ("abc", 3), ("e\u{301}", 1), ("日本語", 6), ("한글", 4), ("ｆｕｌｌ", 8), ("✅", 2), ("⚠\u{FE0F}", 2),
    ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("\u{200B}\u{7}", 0), ("▁█…", 3), ("", 0),
  ])
  func countsTheColumnsOfATerminal(_ text: String, _ columns: Int) {
    #expect(text.columns == columns)
  }

  @Test func cutsBetweenCharacters() {
    #expect("日本語".prefix(columns: 5) == "日本")
    #expect("e\u{301}x".prefix(columns: 1) == "e\u{301}")
    #expect("ab".prefix(columns: 0) == "")
  }
}

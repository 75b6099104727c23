import Testing

@testable import Reporting

@Suite struct ReleaseNotesTests {
  /// Subjects of the examples of Conventional Commits 1.0.0, and what is none.
  @Test(
    arguments: [
      ("feat: allow provided config object", "feat", nil, "allow provided config object", false),
      ("feat!: send an email", "feat", nil, "send an email", true),
      ("feat(api)!: send an email", "feat", "api", "send an email", true),
      ("Fix(parser):  count", "fix", "parser", "count", false),
      ("Note: a sentence", nil, nil, "Note: a sentence", false),
      ("note!: a type of another", "note", nil, "a type of another", true),
      ("feat:no space", nil, nil, "feat:no space", false),
      ("Merge branch 'a: b'", nil, nil, "Merge branch 'a: b'", false),
      (": nothing", nil, nil, ": nothing", false),
      ("(api): no type", nil, nil, "(api): no type", false),
      ("", nil, nil, "", false),
    ] as [(String, String?, String?, String, Bool)])
  func readsSubjects(
    subject: String, type: String?, scope: String?, description: String, breaks: Bool
  ) {
    let message = CommitMessage(subject: subject, body: "", trailers: [])
    #expect(message.type == type)
    #expect(message.scope == scope)
    #expect(message.description == description)
    #expect((message.breaking != nil) == breaks)
  }

  @Test func readsFootersOfTheLastParagraphOnly() {
    let body =
      "First: not a footer.\n\nBREAKING CHANGE: all\n\nReviewed-by: Z\nRefs #133\n and more\n\n"
    let message = CommitMessage(subject: "fix: x", body: body, trailers: [])
    #expect(message.breaking == "all")
    #expect(message.values("reviewed-by") == ["Z"])
    #expect(message.values("refs") == ["#133 and more"])
    #expect(message.values("first").isEmpty)
  }

  @Test func takesTrailersThatGitFoundOnce() {
    let message = CommitMessage(
      subject: "x", body: "Fixes: #1\n",
      trailers: [.init(key: "Fixes", value: "#1"), .init(key: "Closes", value: "#2")])
    #expect(message.values("fixes") == ["#1"])
    #expect(message.values("closes") == ["#2"])
  }

  @Test func findsASectionOrTheUnreleasedOne() {
    let text = "# C\n\n## [Unreleased]\n\n- a\n\n## 1.0\n\n### Added\n- b\n\n## [0.9]\n"
    #expect(ChangelogSection.text(of: "1.0", in: text) == "### Added\n- b")
    #expect(ChangelogSection.text(of: "2.0", in: text) == "- a")
    #expect(ChangelogSection.text(of: "0.9", in: text) == "")
    #expect(ChangelogSection.text(of: "1.0", in: "# C") == nil)
  }
}

import Testing

@testable import Documents
@testable import Kernel

@Suite struct DocumentTextTests {
  private func document(_ text: String) throws(Failure) -> DocumentText {
    try DocumentText(Array(text.utf8), file: "a.md")
  }

  @Test func replacesWhatStandsBetweenTheMarks() throws {
    let before = "a  \r\n<!-- sync: x -->\r\nold\r\n<!-- /sync -->\r\nno end"
    let after = try document(before).replacing(["x": Array("one\ntwo".utf8)])
    #expect(
      String(decoding: after.bytes, as: UTF8.self)
        == "a  \r\n<!-- sync: x -->\r\none\r\ntwo\r\n<!-- /sync -->\r\nno end")
    #expect(try after.replacing(["x": Array("one\r\ntwo\r\n".utf8)]).bytes == after.bytes)
    #expect(try after.replacing(["x": Array("one\ntwo\n".utf8)]).bytes == after.bytes)
  }

  @Test func marksInCodeListsAndTextAreNone() throws {
    let text = """
      ```
      <!-- sync: x -->
      ```
      - item
        <!-- sync: y -->

      text <!-- sync: z --> text

          <!-- sync: code -->

      <!-- sync this with the other page -->
      """
    #expect(try document(text).sections.isEmpty)
  }

  @Test(arguments: [
    ("<!-- sync: a -->\nx", "a.md:1: section a has no end"),
    ("<!-- /sync -->", "a.md:1: <!-- /sync --> without"),
    ("<!-- sync: a -->\n<!-- sync: b -->\n", "a.md:2: section b begins inside of section a"),
    ("<!-- sync: a -->\n<!-- /sync -->\n<!-- sync: a -->\n", "a.md:3: section a is there twice"),
    ("\n<!-- sync: -->\n", "a.md:2: no mark of a section"),
    ("<!-- sync: a b -->\n", "a.md:1: no mark of a section"),
    ("<!-- /sync: a -->\n", "a.md:1: no mark of a section"),
    ("---\ntitle: x\n", "a.md:1: front matter without an end"),
  ]) func refusesWhatIsNoSection(text: String, message: String) {
    #expect {
      try document(text)
    } throws: { error in
      (error as? Failure)?.message.hasPrefix(message) == true
    }
  }

  @Test(arguments: ["```\n", "<!-- /sync -->\n", "<!-- sync: y -->\n", "<!-- \n", "<pre>\n"])
  func refusesContentThatLeavesItsSection(content: String) throws {
    let before = try document("<!-- sync: x -->\n<!-- /sync -->\n")
    #expect(throws: Failure.self) { try before.replacing(["x": Array(content.utf8)]) }
  }

  @Test(
    arguments: [
      ("b.md", "docs/b.md", nil), ("../README.md#x-y", "README.md", "x-y"),
      ("#x", "docs/a.md", "x"), ("/docs/b%20c.md?raw=1#%C3%BC", "./docs/b c.md", "ü"),
      ("./x/../y.png", "docs/y.png", nil), ("b.md#", "docs/b.md", nil), ("../../x", "../x", nil),
    ] as [(String, String, String?)])
  func resolvesLinks(destination: String, path: String, anchor: String?) {
    let target = LinkTarget(ByteString(destination), in: "docs/a.md", root: ".")
    #expect(
      target == .file(path: LinkTarget.normal(path), anchor: anchor.map { ByteString($0) }))
  }

  @Test(arguments: ["https://x.example/a.md", "mailto:a@b.example", "//cdn.example/x", "tel:+1"])
  func leavesTheNetworkAlone(destination: String) {
    #expect(LinkTarget(ByteString(destination), in: "a.md", root: ".") == .network)
  }
}

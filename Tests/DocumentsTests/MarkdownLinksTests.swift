import Testing

@testable import Documents
@testable import Kernel

/// The outline of a document that is given as text.
func outline(_ text: String) -> MarkdownDocument.Outline {
  var document = MarkdownDocument()
  var number = 0
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    number += 1
    if line.isEmpty { continue }
    _ = document.take(Array(line.utf8), number: number)
  }
  return document.finish()
}

@Suite struct MarkdownLinksTests {
  /// Examples of CommonMark 0.31, sections 6.1 to 6.6, by their meaning: where links lead.
  @Test(arguments: [
    ("[link](/uri \"title\")", ["/uri"]),
    ("[link]()", [""]),
    ("[link](<>)", [""]),
    ("[link](/my uri)", []),
    ("[link](</my uri>)", ["/my uri"]),
    ("[link](foo\nbar)", []),
    ("[a](<b)c>)", ["b)c"]),
    ("[link](<foo\\>)", []),
    ("[link](\\(foo\\))", ["(foo)"]),
    ("[link](foo(and(bar)))", ["foo(and(bar))"]),
    ("[link](foo(and(bar))", []),
    ("[link](foo\\bar)", ["foo\\bar"]),
    ("[link](foo%20b&auml;)", ["foo%20bä"]),
    ("[link](\"title\")", ["\"title\""]),
    ("[link](/url 'title \"and\" title')", ["/url"]),
    ("[link](/url \"title \"and\" title\")", []),
    ("[link] (/uri)", []),
    ("[link [foo [bar]]](/uri)", ["/uri"]),
    ("[link] bar](/uri)", []),
    ("[link [bar](/uri)", ["/uri"]),
    ("[link \\[bar](/uri)", ["/uri"]),
    ("[foo [bar](/uri)](/uri2)", ["/uri"]),
    ("[![moon](moon.jpg)](/uri)", ["/uri", "moon.jpg"]),
    ("![[[foo](uri1)](uri2)](uri3)", ["uri3", "uri1"]),
    ("[foo`](/uri)`", []),
    ("[foo<https://example.com/?search=](uri)>", ["https://example.com/?search=](uri)"]),
    ("[foo <bar attr=\"](baz)\">", []),
    ("<https://foo.bar.baz/test?q=hello&id=22>", ["https://foo.bar.baz/test?q=hello&id=22"]),
    ("<foo@bar.example.com>", ["mailto:foo@bar.example.com"]),
    ("<m:abc> <>", []),
    ("\\<https://example.com>", []),
    ("`<https://example.com>`", []),
    ("``a ` [b](c)`` [d](e)", ["e"]),
    ("`a [b](c)", ["c"]),
    ("![foo](/url \"title\")", ["/url"]),
    ("!\\[foo](/url)", []),
    ("\\![foo](/url)", ["/url"]),
  ]) func followsCommonMark(text: String, destinations: [String]) {
    #expect(outline(text).links.map(\.destination.description) == destinations)
  }

  @Test(arguments: [
    ("[foo]\n\n[foo]: /url 'title'", ["/url"]),
    ("[foo]: /url\n\n[Foo][] and [text][FOO]", ["/url", "/url"]),
    ("[foo]: /one\n[foo]: /two\n\n[foo]", ["/one"]),
    ("[foo]:\n   /url\n   'the title'\n\n[foo]", ["/url"]),
    ("[foo]: /url 'title' ok\n\n[foo]", []),
    ("[foo]: /url\n'title' ok\n\n[foo]", ["/url"]),
    ("[foo]: <>\n\n[foo]", [""]),
    ("[foo]:\n\n[foo]", []),
    ("[ΑΓΩ]: /φου\n\n[αγω]", ["/φου"]),
    ("Foo\n[bar]: /baz\n\n[bar]", []),
    ("# [Foo]\n[foo]: /url\n> bar", ["/url"]),
    ("[foo][bar][baz]\n\n[baz]: /url", ["/url"]),
    ("[foo][bar][baz]\n\n[baz]: /url1\n[bar]: /url2", ["/url2", "/url1"]),
    ("> [foo]: /url\n\n[foo]", ["/url"]),
    ("```\n[foo]: /url\n```\n[foo]", []),
    ("[^1] note\n\n[^1]: https://example.com", []),
    ("| [a](b) | `|` |\n|---|---|\n| [c](d) | ![e](f) |", ["b", "d", "f"]),
    ("text\n[a](\n  b\n)", ["b"]),
    ("    [a](b)\n\n<div>\n[c](d)\n</div>\n\n<!-- [e](f)\n-->\n- [ ] [g](h)", ["h"]),
  ]) func readsReferencesAndBlocks(text: String, destinations: [String]) {
    #expect(outline(text).links.map(\.destination.description) == destinations)
  }

  @Test func tellsTheLineAndTheForm() {
    let links = outline("# A [b](c)\n\none\ntwo ![x][y]\n<https://e.f>\n\n[y]: z 't'").links
    #expect(links.map(\.line) == [1, 4, 5])
    #expect(links.map(\.form) == [.inline, .reference, .autolink])
    #expect(links.map(\.isImage) == [false, true, false])
    #expect(links[1].title == "t")
    #expect(links[1].text == "x")
    #expect(links[1].label == "y")
  }

  @Test func namesAnchorsAsGitHubDoes() {
    let text = """
      # Hello, World!
      ## Hello World
      ## hello world
      ## `code_block()` and _emphasis_ of snake_case
      ## [A link](there.md) & more
      ## Über Größe
      ## 日本語 テスト
      ## foo
      ## foo-1
      ## foo
      ## ![image](x.png)Text
      Set <a name="own"></a>
      text
      ===
      <div id="block">
      """
    #expect(
      outline(text).anchors.map(\.name.description) == [
        "hello-world", "hello-world-1", "hello-world-2",
        "code_block-and-emphasis-of-snake_case", "a-link--more", "über-größe", "日本語-テスト",
        "foo", "foo-1", "foo-2", "text", "set-text", "own", "block",
      ])
  }

  @Test func findsFencesThatNothingCloses() {
    #expect(outline("```\na\n```\n~~~\nb").unclosedFences == [4])
    #expect(outline("- ```\n  a\n\nb").unclosedFences == [1])
    #expect(outline("> ```\nb\n\n````\n```\n````").unclosedFences == [1])
  }

  /// Texts that take quadratic time where brackets, marks or tags are looked for again and again.
  @Test(arguments: [
    "[", "![", "[a](", "[a](<b", "[a](b", "`a``b", "<!--a", "<a b='", "<?x", "](x", "[a]: b\n",
    "_a_", "][", "[a][", "<a id='b'>", "a\n",
  ]) func takesHostileTexts(piece: String) {
    // Behind a letter, so that it is one paragraph and no block of HTML.
    let text = "x" + String(repeating: piece, count: 60_000 / piece.utf8.count)
    let found = outline(text)
    #expect(found.links.count <= text.utf8.count)
    #expect(outline(text + "\n\n[end](x)").links.last?.destination == "x")
  }
}

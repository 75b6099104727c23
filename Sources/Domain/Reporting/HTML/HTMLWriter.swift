internal import Kernel

/// Writes HTML; what is not ours is escaped.
final class HTMLWriter {
  let buffer = ByteBuffer(capacity: 64 << 10)

  /// Text of our own, as it stands.
  func raw(_ text: String) { buffer.append(text) }

  /// Any text.
  func text(_ text: String) { ByteString(text).withView { MarkupText.append($0, to: buffer) } }

  /// An element with what `body` writes in it.
  func element(_ name: String, _ attributes: String = "", _ body: () -> Void) {
    raw(attributes.isEmpty ? "<\(name)>" : "<\(name) \(attributes)>")
    body()
    raw("</\(name)>")
  }

  /// What `body` writes, as a link to a record where that is on the page.
  func link(to record: Document.Anchor?, _ body: () -> Void) {
    guard let record else { return body() }
    element("a", "href=\"#r-\(record.number)\"", body)
  }

  /// A picture with its caption, a link to the record that it is drawn from.
  func figure(
    tone: Document.Tone, record: Document.Anchor?, caption: String, _ picture: () -> Void
  ) {
    element("figure", "class=\"\(tone.name)\"") {
      element("div", "class=\"wide\" tabindex=\"0\"", picture)
      element("figcaption") { link(to: record) { text(caption) } }
    }
  }

  /// An SVG picture, never smaller than can be read or larger than half as large again.
  func picture(
    width: Double, height: Double, describedAs words: String, _ body: () -> Void
  ) {
    let (narrowest, widest) = (Canvas.text(min(width * 0.8, 640)), Canvas.text(width * 1.4))
    element(
      "svg",
      "role=\"img\" viewBox=\"0 0 \(Canvas.text(width)) \(Canvas.text(height))\" "
        + "style=\"min-width:\(narrowest)px;max-width:\(widest)px\" "
        + "aria-label=\"\(HTMLWriter.escaped(words))\"", body)
  }

  /// Any text as the value of an attribute.
  private static func escaped(_ text: String) -> String {
    let buffer = ByteBuffer()
    ByteString(text).withView { MarkupText.append($0, inAttribute: true, to: buffer) }
    return buffer.string.description
  }
}

extension Document.Tone {
  /// Its class in the style sheet.
  var name: String {
    switch self {
    case .good: "good"
    case .notable: "notable"
    case .bad: "bad"
    case .plain: "plain"
    }
  }
}

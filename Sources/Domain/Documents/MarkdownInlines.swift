internal import Kernel

/// The links of one text, by the algorithm of CommonMark 0.31's appendix: a stack of brackets, and
/// code, autolinks and tags before all else. Its time is linear in the text.
struct MarkdownInlines {
  private struct Bracket {
    let place: Int
    let isImage: Bool
    /// Links hold no links: those around one are none.
    var isActive = true
    /// Whether another bracket opened behind it: then what is between is no label.
    var holdsBracket = false
  }

  private(set) var links: [(place: Int, link: MarkdownLink)] = []
  /// What tags name, and the lines they stand on.
  private(set) var anchors: [(name: ByteString, line: Int)] = []

  let text: [UInt8]
  private let parts: LinkParts
  private let line: Int
  private let definitions: [ByteString: LinkDefinition]
  private var brackets: [Bracket] = []
  /// For each length of a run of backticks where the runs stand that are not passed yet.
  private var ticks: [Int: ArraySlice<Int>] = [:]
  /// What is not seen when the text is shown: ranges in the order they were found.
  private(set) var unseen: [Range<Int>] = []
  private(set) var code: [Range<Int>] = []
  /// Behind which no comment, instruction or declaration ends.
  private var noSpecial = Set<UInt8>()
  private var lineEnds: [Int] = []

  init(_ text: MarkdownText, _ definitions: [ByteString: LinkDefinition]) {
    self.text = text.bytes
    parts = LinkParts(text: text.bytes)
    line = text.line
    self.definitions = definitions
    for index in self.text.indices where self.text[index] == 0x0A { lineEnds.append(index) }
    findTicks()
    if text.kind == .html { readTags() } else { read() }
    links.sort { $0.place < $1.place }
  }

  private mutating func findTicks() {
    var found: [Int: [Int]] = [:]
    var index = 0
    while let start = text[index...].firstIndex(of: 0x60) {
      let length = text[start...].prefix { $0 == 0x60 }.count
      found[length, default: []].append(start)
      index = start + length
    }
    ticks = found.mapValues { $0[...] }
  }

  private mutating func readTags() {
    var index = 0
    while let start = text[index...].firstIndex(of: 0x3C) {
      index = readTag(start) ?? start + 1
    }
  }

  private mutating func read() {
    var index = 0
    while index < text.count {
      switch text[index] {
      case 0x5C:
        if parts.isEscape(index) {
          unseen.append(index..<(index + 1))
          index += 1
        }
        index += 1
      case 0x60: index = readCode(index)
      case 0x3C: index = readAngle(index)
      case 0x21 where index + 1 < text.count && text[index + 1] == 0x5B:
        push(Bracket(place: index, isImage: true))
        index += 2
      case 0x5B:
        push(Bracket(place: index, isImage: false))
        index += 1
      case 0x5D: index = close(index)
      default: index += 1
      }
    }
  }

  private mutating func push(_ bracket: Bracket) {
    if let last = brackets.indices.last { brackets[last].holdsBracket = true }
    brackets.append(bracket)
  }

  private mutating func readCode(_ start: Int) -> Int {
    let length = text[start...].prefix { $0 == 0x60 }.count
    let next = ticks[length]?.drop { $0 <= start } ?? []
    ticks[length] = next
    guard let end = next.first else { return start + length }
    unseen.append(start..<(start + length))
    unseen.append(end..<(end + length))
    code.append((start + length)..<end)
    return end + length
  }

  private mutating func readAngle(_ start: Int) -> Int {
    if let (destination, end) = autolink(start) {
      let words = ByteString(Array(text[(start + 1)..<(end - 1)]))
      add(
        .autolink, start, isImage: false, destination: destination, title: nil, text: words,
        label: nil)
      unseen.append(start..<(start + 1))
      unseen.append((end - 1)..<end)
      code.append((start + 1)..<(end - 1))
      return end
    }
    guard let end = readTag(start) else { return start + 1 }
    unseen.append(start..<end)
    return end
  }

  /// The end of a tag or the like, whose anchors are kept.
  private mutating func readTag(_ start: Int) -> Int? {
    // Comments, CDATA, declarations and instructions, of which each form has an end of its own.
    let form: UInt8 =
      switch (byte(start + 1), byte(start + 2)) {
      case (0x3F, _): 0x3F
      case (0x21, let next): HTMLTag.isLetter(next) ? 0x21 : next
      default: 0
      }
    guard !noSpecial.contains(form) else { return nil }
    guard let tag = HTMLTag(text, at: start) else {
      if form != 0 { noSpecial.insert(form) }
      return nil
    }
    for anchor in tag.anchors { anchors.append((anchor, lineNumber(at: start))) }
    return tag.end
  }

  private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  /// `<scheme:…>` or `<name@host>`: where it leads, and its end.
  private func autolink(_ start: Int) -> (ByteString, Int)? {
    let inside = text[(start + 1)...].prefix { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E }
    guard inside.endIndex < text.count, text[inside.endIndex] == 0x3E, let first = inside.first
    else { return nil }
    let scheme = inside.prefix {
      HTMLTag.isLetter($0) || HTMLTag.isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0)
    }
    if HTMLTag.isLetter(first), (2...32).contains(scheme.count), scheme.endIndex < inside.endIndex,
      text[scheme.endIndex] == 0x3A
    {
      return (ByteString(Array(inside)), inside.endIndex + 1)
    }
    guard isMail(inside) else { return nil }
    return (ByteString(Array("mailto:".utf8) + inside), inside.endIndex + 1)
  }

  private func isMail(_ inside: ArraySlice<UInt8>) -> Bool {
    guard let at = inside.firstIndex(of: 0x40), at > inside.startIndex else { return false }
    let isAlphanumeric = { (byte: UInt8) in HTMLTag.isLetter(byte) || HTMLTag.isDigit(byte) }
    let name = inside[..<at].allSatisfy {
      isAlphanumeric($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0)
    }
    let hosts = inside[(at + 1)...].split(separator: 0x2E, omittingEmptySubsequences: false)
    return name
      && hosts.allSatisfy { host in
        guard let first = host.first, let last = host.last, host.count <= 63 else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
          && host.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
      }
  }

  private mutating func close(_ index: Int) -> Int {
    guard let opener = brackets.popLast(), opener.isActive else { return index + 1 }
    let first = opener.place + (opener.isImage ? 2 : 1)
    let words = text[first..<index]
    let isImage = opener.isImage
    var end = index + 1
    if let found = parts.resource(index + 1) {
      end = found.end
      add(
        .inline, opener.place, isImage: isImage, destination: found.destination,
        title: found.title, text: ByteString(Array(words)), label: nil)
    } else {
      var label: ArraySlice<UInt8>? = opener.holdsBracket ? nil : words
      if let (given, labelEnd) = parts.label(index + 1) {
        end = labelEnd
        if !given.isEmpty { label = given }
      }
      guard let label, LinkParts.isLabel(label),
        let definition = definitions[LinkDefinition.key(of: label)]
      else { return index + 1 }
      add(
        .reference, opener.place, isImage: isImage, destination: definition.destination,
        title: definition.title, text: ByteString(Array(words)), label: ByteString(Array(label)))
    }
    if isImage {
      unseen.append(opener.place..<end)
    } else {
      unseen.append(opener.place..<first)
      unseen.append(index..<end)
      for outer in brackets.indices.reversed() where !brackets[outer].isImage {
        if !brackets[outer].isActive { break }
        brackets[outer].isActive = false
      }
    }
    return end
  }

  private mutating func add(
    _ form: MarkdownLink.Form, _ place: Int, isImage: Bool, destination: ByteString,
    title: ByteString?, text: ByteString, label: ByteString?
  ) {
    let link = MarkdownLink(
      form: form, isImage: isImage, destination: destination, title: title, text: text,
      label: label, line: lineNumber(at: place))
    links.append((place, link))
  }

  /// Looked up by halves: a paragraph may have very many lines.
  private func lineNumber(at place: Int) -> Int {
    var lower = 0
    var upper = lineEnds.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if lineEnds[middle] < place { lower = middle + 1 } else { upper = middle }
    }
    return line + lower
  }
}

internal import Documents
internal import Kernel

/// A heading of a changelog: `[1.2.3] - 2026-01-31 [YANKED]`, `v1.2.3 (2026-01-31)`, `Unreleased`.
struct ChangelogHeading {
  /// The version as it is written, without brackets; Unreleased too.
  let version: ByteString
  /// The first date in the form YYYY-MM-DD.
  let date: ByteString?
  /// Whether it says YANKED.
  let isYanked: Bool

  /// Reads the text of a heading; nil where it begins with no version.
  init?(_ text: ByteString) {
    var rest = text.bytes[...]
    for prefix in ["Version ", "version ", "Release ", "release "]
    where rest.starts(with: prefix.utf8) {
      rest = rest.dropFirst(prefix.utf8.count)
    }
    if rest.first == 0x5B { rest = rest.dropFirst() }
    let word = rest.prefix { !isSpace($0) && ![0x5D, 0x28, 0x2C, 0x3A].contains($0) }
    guard Self.isVersion(word) else { return nil }
    version = ByteString(Array(word))
    date = Self.date(in: Array(rest.dropFirst(word.count)))
    isYanked = ByteString(Array(rest)).withView { $0.firstIndex(of: ByteView("[YANKED]")) != nil }
  }

  private static func isVersion(_ word: ArraySlice<UInt8>) -> Bool {
    let small = word.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if small == Array("unreleased".utf8) { return true }
    let digits = small.first == 0x76 ? small.dropFirst() : small[...]
    let numbers = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard numbers.count > 1, let first = numbers.first, let second = numbers.dropFirst().first
    else {
      return false
    }
    return !first.isEmpty && first.allSatisfy { $0 &- 0x30 < 10 }
      && second.first.map { $0 &- 0x30 < 10 || $0 == 0x78 } == true
  }

  private static func date(in text: [UInt8]) -> ByteString? {
    guard text.count >= 10 else { return nil }
    for start in 0...(text.count - 10) {
      let part = text[start..<start + 10]
      let fits = part.enumerated().allSatisfy { offset, byte in
        offset == 4 || offset == 7 ? byte == 0x2D : byte &- 0x30 < 10
      }
      if fits { return ByteString(Array(part)) }
    }
    return nil
  }
}

extension Beginning {
  /// Front matter with text behind it, two headings, or a task.
  var isMarkdown: Bool {
    var texts = lines[...]
    var hasMatter = false
    if texts.first.map({ $0.elementsEqual("---".utf8) }) == true {
      guard let end = texts.dropFirst().firstIndex(where: { $0.elementsEqual("---".utf8) }) else {
        return false
      }
      texts = texts[(end + 1)...]
      hasMatter = true
    }
    var blocks = MarkdownBlocks()
    var headings = 0
    for (number, line) in texts.enumerated() {
      switch blocks.take(Array(line), number: number) {
      case .task: return true
      case .heading(let level, _): headings += level > 1 || headings == 0 ? 1 : 0
      default: break
      }
    }
    if hasMatter { return headings > 0 || texts.first.map { !$0.contains(0x3A) } ?? true }
    let first = firstLine
    let isComment = first.hasPrefix("#!") || first.hasPrefix("# HELP") || first.hasPrefix("#<")
    return headings > 0 && !isComment
      && (headings > 1 || texts.first?.first == 0x23 && !holds("\n#") && texts.count > 1)
  }
}

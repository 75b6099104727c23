internal import Kernel

/// What a line of TAP says, whatever its indentation.
enum TAPLine {
  /// `TAP version N`.
  case version(ByteView)
  /// `1..N`, with what stands behind it, mostly after a `#`.
  case plan(last: ByteView, comment: ByteView)
  /// `ok` or `not ok`.
  case point(TAPPoint)
  /// `Bail out!` and why.
  case bailOut(ByteView)
  /// `pragma +name`.
  case pragma(ByteView)
  /// `# Subtest: NAME`.
  case subtest(ByteView)
  /// Another comment.
  case comment(ByteView)
  /// Anything else: what a program printed.
  case text

  /// Reads a line without its indentation.
  init(_ line: ByteView) {
    if line[0] == 0x23 {
      let text = line.slice(1, line.count).trimmed
      let name = ByteView("Subtest:")
      self =
        text.hasPrefix(name) ? .subtest(text.slice(name.count, text.count).trimmed) : .comment(text)
    } else if let point = TAPPoint(line) {
      self = .point(point)
    } else if let plan = Self.plan(line) {
      self = plan
    } else if line.lowercased(hasPrefix: "bail out!") {
      self = .bailOut(line.slice(9, line.count).trimmed)
    } else if line.lowercased(hasPrefix: "tap version ") {
      self = .version(line.slice(12, line.count).trimmed)
    } else if line.hasPrefix(ByteView("pragma ")) {
      self = .pragma(line.slice(7, line.count).trimmed)
    } else {
      self = .text
    }
  }

  /// Whether a line is one that hardly any other text has.
  var isTelling: Bool {
    switch self {
    case .version, .plan: true
    case .point(let point): point.number != nil || point.hasDash
    default: false
    }
  }

  private static func plan(_ line: ByteView) -> TAPLine? {
    guard line.hasPrefix(ByteView("1..")) else { return nil }
    let last = line.digits(from: 3)
    var rest = line.slice(3 + last.count, line.count)
    guard !last.isEmpty, rest.isEmpty || isSpace(rest[0]) || rest[0] == 0x23 else { return nil }
    rest = rest.trimmed
    if !rest.isEmpty, rest[0] == 0x23 { rest = rest.slice(1, rest.count).trimmed }
    return .plan(last: last, comment: rest)
  }
}

/// A test point: what TAP says of one test on one line.
struct TAPPoint {
  /// What makes a test point more than `ok` or `not ok`.
  enum Directive {
    case skip, todo

    /// The word in small letters.
    var name: StaticString { self == .skip ? "skip" : "todo" }
  }

  let isOK: Bool
  /// The number, where it is written.
  let number: ByteView?
  /// Whether a dash stands before the description.
  let hasDash: Bool
  /// The text up to the directive, escapes as they are written.
  let description: ByteView
  /// The directive, in whatever case it is written.
  private(set) var directive: Directive?
  /// All that stands behind the `#`.
  private(set) var directiveText = ByteView("")
  /// What stands behind the directive, or after `#` where that is none.
  private(set) var reason = ByteView("")
  /// Whether `{` opens a subtest.
  let opensBlock: Bool

  init?(_ line: ByteView) {
    let isNot = line.hasPrefix(ByteView("not ok"))
    guard isNot || line.hasPrefix(ByteView("ok")) else { return nil }
    isOK = !isNot
    var rest = line.slice(isNot ? 6 : 2, line.count)
    guard rest.isEmpty || rest[0] == 0x20 || rest[0] == 0x09 else { return nil }
    rest = rest.trimmed
    opensBlock = rest == "{" || rest.hasSuffix(ByteView(" {"))
    if opensBlock { rest = rest.slice(0, rest.count - 1).trimmed }
    let digits = rest.digits(from: 0)
    let isNumber =
      !digits.isEmpty && (digits.count == rest.count || isSpace(rest[digits.count]))
    number = isNumber ? digits : nil
    if isNumber { rest = rest.slice(digits.count, rest.count).trimmed }
    hasDash = rest == "-" || rest.hasPrefix(ByteView("- "))
    if hasDash { rest = rest.slice(1, rest.count).trimmed }
    guard let hash = Self.directive(in: rest) else {
      description = rest
      return
    }
    description = rest.slice(0, hash).trimmed
    directiveText = rest.slice(hash + 1, rest.count).trimmed
    let word = directiveText.slice(0, directiveText.letters)
    // A word that only begins so hides no failure.
    if hash + 1 < rest.count, isSpace(rest[hash + 1]) {
      if word.isWord("skip") || word.isWord("skipped") { directive = .skip }
      if word.isWord("todo") { directive = .todo }
    }
    var start = directive == nil ? 0 : word.count
    if directive != nil, start < directiveText.count, directiveText[start] == 0x3A { start += 1 }
    reason = directiveText.slice(start, directiveText.count).trimmed
  }

  /// The first `#` that a backslash does not escape and that stands behind white space, or at the
  /// start.
  private static func directive(in text: ByteView) -> Int? {
    var index = 0
    while index < text.count {
      if text[index] == 0x5C {
        index += 1
      } else if text[index] == 0x23, index == 0 || isSpace(text[index - 1]) {
        return index
      }
      index += 1
    }
    return nil
  }
}

extension ByteView {
  /// The decimal digits from an index on.
  fileprivate func digits(from start: Int) -> ByteView {
    var end = start
    while end < count, self[end] &- 0x30 < 10 { end += 1 }
    return slice(start, end)
  }

  /// How many ASCII letters, digits and underscores it begins with.
  fileprivate var letters: Int {
    var end = 0
    while end < count,
      (self[end] | 0x20) &- 0x61 < 26 || self[end] &- 0x30 < 10 || self[end] == 0x5F
    {
      end += 1
    }
    return end
  }

  /// Whether the text is that word, in any mix of ASCII upper and lower case.
  fileprivate func isWord(_ word: StaticString) -> Bool {
    count == ByteView(word).count && lowercased(hasPrefix: word)
  }

  /// Whether the text begins so, in any mix of ASCII upper and lower case.
  func lowercased(hasPrefix prefix: StaticString) -> Bool {
    let prefix = ByteView(prefix)
    guard count >= prefix.count else { return false }
    for index in 0..<prefix.count {
      let byte = self[index]
      guard (byte &- 0x41 < 26 ? byte | 0x20 : byte) == prefix[index] else { return false }
    }
    return true
  }
}

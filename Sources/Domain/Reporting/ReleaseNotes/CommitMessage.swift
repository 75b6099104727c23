/// What the message of a commit says about itself: Conventional Commits 1.0.0
/// (`type(scope)!: description`), its footers, and git's trailers.
struct CommitMessage {
  /// A line `Key: value` or `Key #value` at the end of a message.
  struct Footer {
    let key: String
    let value: String
  }

  /// `feat`, `fix`, … in lower case; nil where the subject begins with no type that a section has.
  let type: String?
  let scope: String?
  /// The subject without type and scope.
  let description: String
  let footers: [Footer]
  /// What `!` or a footer `BREAKING CHANGE` says; the description where the `!` stands alone.
  let breaking: String?

  /// The commit that this one undoes, as `git revert` says it.
  let reverts: String?

  /// Reads a subject and a body; `trailers` are those that git found, which stand in the body too.
  init(subject: String, body: String, trailers: [Footer]) {
    let header = CommitMessage.header(of: subject)
    type = header?.type
    scope = header?.scope
    description = header?.description ?? subject
    let found = CommitMessage.footers(of: body)
    footers =
      found
      + trailers.filter { trailer in
        !found.contains { $0.key == trailer.key && $0.value == trailer.value }
      }
    let notice = footers.first { $0.key == "BREAKING CHANGE" || $0.key == "BREAKING-CHANGE" }
    breaking = notice?.value ?? (header?.isBreaking == true ? description : nil)
    let sentence = "This reverts commit "
    reverts = body.split(separator: "\n").lazy.filter { $0.hasPrefix(sentence) }.first.map {
      String($0.dropFirst(sentence.count).prefix { $0.isHexDigit })
    }
  }

  /// The values of the footers of a name, whatever the case of its letters.
  func values(_ name: String) -> [String] {
    footers.filter { $0.key.lowercased() == name }.map(\.value)
  }

  private static func header(
    of subject: String
  ) -> (type: String, scope: String?, isBreaking: Bool, description: String)? {
    guard let colon = subject.firstIndex(of: ":") else { return nil }
    let description = subject[subject.index(after: colon)...]
    guard description.first == " " else { return nil }
    var head = subject[..<colon]
    let isBreaking = head.last == "!"
    if isBreaking { head.removeLast() }
    var scope: String?
    if head.last == ")", let open = head.firstIndex(of: "(") {
      scope = String(head[head.index(after: open)...].dropLast())
      head = head[..<open]
    }
    let type = head.lowercased()
    let isWord = !type.isEmpty && type.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    // Any other word may as well be the beginning of a sentence.
    guard ReleaseSection.knows(type) || (isWord && isBreaking) else { return nil }
    return (type, scope, isBreaking, description.trimmed)
  }

  /// The footers of the last paragraph, and what is said to break wherever it stands. A line that
  /// begins with a space goes on with the one above.
  private static func footers(of body: String) -> [Footer] {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(\.trimmedRight)
    let text = lines.prefix((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)
    let start = (text.lastIndex { $0.isEmpty } ?? -1) + 1
    var footers: [Footer] = []
    for (index, line) in text.enumerated() {
      let isLast = index >= start
      if let footer = footer(line), isLast || footer.key.hasPrefix("BREAKING") {
        footers.append(footer)
      } else if isLast, line.first == " ", let above = footers.popLast() {
        footers.append(Footer(key: above.key, value: above.value + " " + line.trimmed))
      }
    }
    return footers
  }

  private static func footer(_ line: Substring) -> Footer? {
    let isBreaking = line.hasPrefix("BREAKING CHANGE")
    let key =
      isBreaking
      ? line.prefix("BREAKING CHANGE".count)
      : line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let rest = line.dropFirst(key.count)
    guard !key.isEmpty, rest.hasPrefix(": ") || rest.hasPrefix(" #") else { return nil }
    let value = rest.hasPrefix(": ") ? rest.dropFirst(2) : rest.dropFirst()
    return Footer(key: String(key), value: value.trimmed)
  }
}

extension StringProtocol {
  /// Without spaces at either end.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }).trimmedRight.description
  }

  fileprivate var trimmedRight: Substring {
    var text = Substring(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

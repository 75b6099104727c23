public import Kernel

/// The notes of a release, made from its changes: what breaks first, then the sections of Keep a
/// Changelog 1.1.0, then what says nothing known about itself. Every change of the range stands in a
/// section or is counted at the end.
public struct ReleaseNotes {
  /// Which changes belong to the release.
  public struct Scope: Sendable {
    /// The release: its heading, and whose changes count where changes name one.
    public var release: String?
    /// The point behind which it begins, and that with which it ends.
    public var since: String?
    public var until: String?

    /// A scope; everything read where nothing is given.
    public init(release: String? = nil, since: String? = nil, until: String? = nil) {
      self.release = release
      self.since = since
      self.until = until
    }
  }

  private struct Change {
    let revision: String
    let message: CommitMessage
    let author: String
    let isMerge: Bool
  }

  private let scope: Scope
  private var changes: [Change] = []
  private var range = CommitRange()
  private var seen: Set<String> = []
  private var statements: [String] = []

  /// Notes without changes yet.
  public init(_ scope: Scope) { self.scope = scope }

  /// Takes a change, an approval or a decision; passes over other records, and those of another
  /// release. A change that comes twice counts once.
  public mutating func hear(_ record: Record) {
    guard let data = record.data else { return }
    if let release = scope.release, let named = record.attribute("release"), named.text != release {
      return
    }
    if record.type == "sluice.change.v1" {
      hear(change: data)
    } else if record.type == "sluice.decision.v1", let verdict = data["verdict"]?.string {
      let policy = data["policy"]?["name"]?.string?.text ?? "a policy"
      let at = data["at"]?.string?.text ?? "unknown"
      statements.append("Decided \(verdict.text) by \(policy) at \(at).")
    } else if record.type == "sluice.approval.v1", let state = data["state"]?.string {
      let actor = data["actor"]?.string?.text ?? "somebody"
      statements.append("\(state.text.capitalizedFirst) by \(actor).")
    }
  }

  private mutating func hear(change data: JSONValue) {
    guard let revision = data["revision"]?.string?.text, seen.insert(revision).inserted else {
      return
    }
    let parents = data["parents"].map(texts) ?? []
    range.add(revision, parents: parents, refs: data["refs"].map(texts) ?? [])
    let trailers = data["trailers"].map { $0.elements.compactMap(trailer) } ?? []
    let message = CommitMessage(
      subject: data["subject"]?.string?.text ?? "", body: data["body"]?.string?.text ?? "",
      trailers: trailers)
    changes.append(
      Change(
        revision: revision, message: message, author: data["author"]?.string?.text ?? "",
        isMerge: parents.count > 1))
  }

  /// The notes as Markdown. `changelog` is a section of a changelog, put in front as it stands.
  /// Throws where the range is unknown or holds nothing.
  public func markdown(changelog: String? = nil) throws(Failure) -> String {
    let wanted = try range.commits(since: scope.since, until: scope.until)
    let listed = changes.filter { wanted.contains($0.revision) }
    guard !listed.isEmpty else {
      throw .data(Place("input"), "no changes of the release, there is nothing to write of")
    }
    var lines = ["# \(MarkdownRenderer.escape(scope.release ?? "Release"))", ""]
    for statement in statements { lines += [MarkdownRenderer.escape(statement), ""] }
    if let changelog { lines += [changelog, ""] }
    var sections: [ReleaseSection: [String]] = [:]
    var merges = 0
    var silent = 0
    let undone = Reverts(listed.map { ($0.revision, $0.message.reverts) }).cancelled
    for change in listed where !undone.contains(change.revision) {
      let section = ReleaseSection(of: change.message)
      if change.message.values("release-note").contains(where: { $0.lowercased() == "none" }) {
        silent += 1
      } else if change.isMerge, section == .other {
        merges += 1
      } else {
        sections[section, default: []].append(line(of: change))
      }
    }
    for section in ReleaseSection.allCases {
      guard let items = sections[section] else { continue }
      lines += ["## \(section.rawValue)", ""] + items + [""]
    }
    lines.append(summary(of: listed, merges: merges, undone: undone.count, silent: silent))
    return lines.joined(separator: "\n") + "\n"
  }

  /// `- **scope**: text (fixes #1) (4f2a9c0)`.
  private func line(of change: Change) -> String {
    let message = change.message
    let isBreaking = message.breaking != nil
    let said = message.values("release-note").first ?? message.breaking ?? message.description
    var text = MarkdownRenderer.escape(said)
    if let scope = message.scope { text = "**\(MarkdownRenderer.escape(scope))**: \(text)" }
    if isBreaking, said != message.description, message.values("release-note").isEmpty {
      text += " (\(MarkdownRenderer.escape(message.description)))"
    }
    for key in ["fixes", "closes", "refs"] {
      for value in message.values(key) { text += " (\(key) \(reference(value)))" }
    }
    return "- \(text) (\(change.revision.prefix(12)))"
  }

  /// A reference as it stands, so that forges link it, where Markdown reads nothing else into it.
  private func reference(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "#-/!:. ,".utf8.contains(byte)
      }
    }
    return isPlain ? value : MarkdownRenderer.escape(value)
  }

  private func summary(
    of listed: [Change], merges: Int, undone: Int, silent: Int
  ) -> String {
    var authors = Set(listed.map(\.author).filter { !$0.isEmpty })
    for change in listed {
      for value in change.message.values("co-authored-by") {
        let name = value.prefix { $0 != "<" }.split(separator: " ").joined(separator: " ")
        if !name.isEmpty { authors.insert(name) }
      }
    }
    let names = authors.sorted().map(MarkdownRenderer.escape).joined(separator: ", ")
    var text = "\(listed.count) \(listed.count == 1 ? "commit" : "commits")"
    if !names.isEmpty { text += " by \(names)" }
    if merges > 0 { text += "; \(merges) of them merges, which are not listed" }
    if undone > 0 { text += "; \(undone) that undo each other" }
    if silent > 0 { text += "; \(silent) left out by Release-note: none" }
    return text + "."
  }

  private func texts(_ list: JSONValue) -> [String] { list.elements.compactMap { $0.string?.text } }

  private func trailer(_ value: JSONValue) -> CommitMessage.Footer? {
    guard let key = value["key"]?.string, let text = value["value"]?.string else { return nil }
    return .init(key: key.text, value: text.text)
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

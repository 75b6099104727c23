/// Where a change stands in the notes, in their order.
enum ReleaseSection: String, CaseIterable {
  case breaking = "Breaking changes"
  case security = "Security"
  case added = "Added"
  case changed = "Changed"
  case deprecated = "Deprecated"
  case removed = "Removed"
  case fixed = "Fixed"
  case documentation = "Documentation"
  case upkeep = "Upkeep"
  case other = "Other changes"

  /// The section of a message: what it breaks, then the trailer `Changelog:` (GitLab's), then its type,
  /// then whether it says that it fixes something.
  init(of message: CommitMessage) {
    if message.breaking != nil {
      self = .breaking
      return
    }
    var words = message.values("changelog").map { $0.lowercased() }
    if let type = message.type { words.append(type) }
    let known = words.lazy.compactMap { ReleaseSection.of[$0] }.first
    self = known ?? (message.values("fixes").isEmpty ? .other : .fixed)
  }

  /// Whether a section has this type of change.
  static func knows(_ type: String) -> Bool { of[type] != nil }

  private static let of: [String: ReleaseSection] = [
    "security": .security, "sec": .security, "feat": .added, "feature": .added, "added": .added,
    "perf": .changed, "performance": .changed, "refactor": .changed, "changed": .changed,
    "revert": .changed, "deprecate": .deprecated, "deprecated": .deprecated, "remove": .removed,
    "removed": .removed, "fix": .fixed, "bugfix": .fixed, "fixed": .fixed, "docs": .documentation,
    "doc": .documentation, "build": .upkeep, "chore": .upkeep, "ci": .upkeep, "style": .upkeep,
    "test": .upkeep, "tests": .upkeep,
  ]
}

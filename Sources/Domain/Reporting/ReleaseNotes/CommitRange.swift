internal import Kernel

/// Which commits lie between two points of a history.
struct CommitRange {
  private var parents: [String: [String]] = [:]
  private var names: [String: String] = [:]

  /// Notes a commit, its parents, and the names that point to it: tags and branches, as git log's `%D`
  /// has them.
  mutating func add(_ revision: String, parents: [String], refs: [String]) {
    self.parents[revision] = parents
    for ref in refs {
      for name in ref.split(separator: " ") where name != "tag:" && name != "->" {
        names[String(name)] = revision
      }
    }
  }

  /// The commits that are reached from `until`, or from any, and not from `since`. Throws where a
  /// point is unknown, or the history is cut before `since`, so that nothing can be said.
  func commits(since: String?, until: String?) throws(Failure) -> Set<String> {
    let first = try since.map { name throws(Failure) in try resolve(name, "--since") }
    let last = try until.map { name throws(Failure) in try resolve(name, "--until") }
    let excluded = first.map { reached(from: [$0]) } ?? []
    let included = reached(from: last.map { [$0] } ?? Array(parents.keys)).subtracting(excluded)
    if let since, let cut = included.filter({ parents[$0] == nil }).min() {
      throw .data(
        Place("history"), "commit \(cut) is missing, and with it what lies between it and \(since)")
    }
    return included.filter { parents[$0] != nil }
  }

  private func reached(from start: [String]) -> Set<String> {
    var seen = Set(start)
    var open = start
    while let commit = open.popLast() {
      for parent in parents[commit] ?? [] where seen.insert(parent).inserted { open.append(parent) }
    }
    return seen
  }

  /// A hash, or the beginning of one, or a tag or branch. A parent need not be there itself.
  private func resolve(_ name: String, _ option: String) throws(Failure) -> String {
    if let revision = names[name] ?? (parents[name] == nil ? nil : name) { return revision }
    guard name.utf8.count >= 7 else { throw unknown(name, option) }
    let known = Set(parents.keys).union(parents.values.joined())
    let found = known.filter { $0.hasPrefix(name) }
    guard found.count == 1, let revision = found.first else { throw unknown(name, option) }
    return revision
  }

  private func unknown(_ name: String, _ option: String) -> Failure {
    .data(
      Place("history"),
      "\(option) \(name): no tag, branch or commit of the history; 7 digits of a hash are enough")
  }
}

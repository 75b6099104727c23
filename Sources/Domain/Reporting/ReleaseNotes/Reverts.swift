/// Which commits of a release undo each other.
struct Reverts {
  private var reverters: [String: [String]] = [:]
  private var undoneBy: [String: String?] = [:]

  /// From the revisions of a release, each with the one that it says it reverts; a revision that is not
  /// among them was released before, and to undo it is news.
  init(_ commits: [(revision: String, reverts: String?)]) {
    let known = Set(commits.map(\.revision))
    for (revision, target) in commits {
      if let target, known.contains(target) { reverters[target, default: []].append(revision) }
    }
    for (revision, _) in commits { _ = reverter(of: revision) }
  }

  /// What is undone, and what undoes it.
  var cancelled: Set<String> {
    Set(undoneBy.flatMap { revision, reverter in reverter.map { [revision, $0] } ?? [] })
  }

  /// The commit that undoes a revision and stands itself; nil where the revision stands, as the first of a
  /// ring does, which no real history has.
  private mutating func reverter(of revision: String) -> String? {
    if let known = undoneBy[revision] { return known }
    undoneBy[revision] = .some(nil)
    let found = (reverters[revision] ?? []).first { reverter(of: $0) == nil }
    undoneBy[revision] = .some(found)
    return found
  }
}

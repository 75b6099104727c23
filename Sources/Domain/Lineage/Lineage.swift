public import Kernel
internal import Records

/// Where evidence comes from: edges in the words of W3C PROV (PROV-DM section 2), and what is
/// missing between it and a source commit.
///
/// Nodes are typed: `record:ID`, `commit:HASH`, `run:ID`, `release:NAME`, and digests
/// (`sha256:…`) for artifacts. Memory: about 100 bytes for each distinct node but records.
public struct Lineage {
  /// An edge: `from` stands in relation `relation` to `to`, because record `evidence` says so.
  struct Edge: Hashable {
    let from: ByteString
    let to: ByteString
    let relation: ByteString
  }

  private var known: Set<Edge> = []
  private var changes: Set<ByteString> = []
  private var cited: [ByteString: ByteString] = [:]
  private var untraced: [(node: ByteString, kind: ByteString)] = []

  /// Nothing is known yet.
  public init() {}

  /// Takes a record in and writes the edges that it is the first evidence of.
  public mutating func add(_ record: Record, to writer: RecordWriter) throws(Failure) {
    let node = ByteString("record:\(record.id.text)")
    if record.type == "sluice.change.v1" {
      try addChange(record, to: writer)
    } else if Lineage.isObserved(record.type) {
      try addEvidence(record, node, to: writer)
    }
  }

  /// Kinds that tools observe: what they say must trace to a source.
  private static func isObserved(_ type: ByteView) -> Bool {
    type == "sluice.test.v1" || type == "sluice.tally.v1" || type == "sluice.coverage.v1"
      || type == "sluice.finding.v1" || type == "sluice.run.v1" || type == "sluice.artifact.v1"
      || type == "sluice.component.v1" || type == "sluice.deployment.v1"
  }

  private mutating func addChange(_ record: Record, to writer: RecordWriter) throws(Failure) {
    guard let revision = record.data?["revision"]?.string else { return }
    let commit = ByteString("commit:\(revision.text)")
    changes.insert(commit)
    guard let parents = record.data?["parents"] else { return }
    for parent in parents.elements {
      guard let hash = parent.string else { continue }
      let edge = Edge(
        from: commit, to: ByteString("commit:\(hash.text)"), relation: "wasDerivedFrom")
      try emit(edge, record, to: writer)
    }
  }

  private mutating func addEvidence(
    _ record: Record, _ node: ByteString, to writer: RecordWriter
  ) throws(Failure) {
    let commit = record.attribute("commit").map { ByteString("commit:\($0.text)") }
    let run = record.attribute("runid").map { ByteString("run:\($0.text)") }
    if let commit {
      cited[commit] = cited[commit] ?? ByteString(record.id)
      if let release = record.attribute("release") {
        let name = ByteString("release:\(release.text)")
        let edge = Edge(from: name, to: commit, relation: "wasDerivedFrom")
        try emit(edge, record, to: writer)
      }
    }
    if let run, let commit {
      try emit(Edge(from: run, to: commit, relation: "used"), record, to: writer)
    }
    let subject = record.attribute("artifact").map { ByteString($0) } ?? node
    if let run {
      try emit(Edge(from: subject, to: run, relation: "wasGeneratedBy"), record, to: writer)
    } else if let commit {
      try emit(Edge(from: subject, to: commit, relation: "wasDerivedFrom"), record, to: writer)
    } else {
      untraced.append((node, ByteString(record.type)))
    }
  }

  private mutating func emit(
    _ edge: Edge, _ record: Record, to writer: RecordWriter
  ) throws(Failure) {
    // A record is a node once, so that its own edges need not be remembered.
    let isOwn = edge.from.bytes.starts(with: "record:".utf8)
    guard isOwn || known.insert(edge).inserted else { return }
    let data = JSON.members([
      "from": .string(edge.from), "record": .string(ByteString(record.id)),
      "rel": .string(edge.relation), "to": .string(edge.to),
    ])
    try writer.emit(
      RecordShape.record(
        "edge", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: edge.from)))
  }

  /// Writes what is missing, in the order of the nodes, and returns how much that is.
  public func writeHoles(to writer: RecordWriter) throws(Failure) -> Int {
    var holes: [(node: ByteString, rule: ByteString, missing: String, record: ByteString)] = []
    for (commit, record) in cited where !changes.contains(commit) {
      let hash = commit.description.dropFirst("commit:".count)
      holes.append(
        (commit, "commit-has-change", "a change record of \(hash): collect the git log", record))
    }
    for (node, kind) in untraced {
      holes.append(
        (
          node, "evidence-has-commit", "a commit: collect --set commit=…, for \(kind)",
          ByteString(Array(node.bytes.dropFirst("record:".utf8.count)))
        ))
    }
    for hole in holes.sorted(by: { ($0.node, $0.rule) < ($1.node, $1.rule) }) {
      let data = JSON.members([
        "missing": .text(hole.missing), "node": .string(hole.node),
        "record": .string(hole.record), "rule": .string(hole.rule),
      ])
      try writer.emit(
        RecordShape.record(
          "hole", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: hole.node)
        ))
    }
    return holes.count
  }
}

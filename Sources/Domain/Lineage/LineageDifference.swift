public import Kernel
internal import Records

extension Lineage {
  /// Calls `body` with the number of each edge of this lineage whose like `other` does not have, in
  /// the order found; both must be comparable.
  ///
  /// Two releases have other records, runs and commits even where nothing changed. So a record is
  /// told by its kind and subject, a run as a run, and a commit that a record or a run names as a
  /// commit; what a release, an artifact or a commit itself came from counts by name.
  public func forEachEdge(
    missingIn other: Lineage, _ body: (UInt32) throws(Failure) -> Void
  ) throws(Failure) {
    let scratch = ByteBuffer(capacity: 512)
    let known = try ChecksumTable<UInt32>(graph.memory)
    for index in 0..<UInt32(other.graph.edgeCount) {
      _ = try known.number(of: other.likeness(ofEdge: index, scratch), new: index)
    }
    for index in 0..<UInt32(graph.edgeCount) {
      let (_, isNew) = try known.number(of: likeness(ofEdge: index, scratch), new: index)
      if isNew { try body(index) }
    }
  }

  private func likeness(ofEdge index: UInt32, _ scratch: ByteBuffer) -> Checksum {
    let edge = graph.edge(index)
    let isOfRun = graph.isKind(edge.from, "record") || graph.isKind(edge.from, "run")
    scratch.removeAll()
    appendLikeness(of: edge.from, isOfRun: false, to: scratch)
    scratch.append(0)
    scratch.append(graph.relation(edge))
    scratch.append(0)
    appendLikeness(of: edge.to, isOfRun: isOfRun, to: scratch)
    return Checksum(of: scratch.view)
  }

  private func appendLikeness(of node: UInt32, isOfRun: Bool, to text: ByteBuffer) {
    if graph.isKind(node, "run") {
      text.append("run")
    } else if isOfRun, graph.isKind(node, "commit") {
      text.append("commit")
    } else {
      text.append(aliases?.alias(of: node) ?? graph.view(node))
    }
  }
}

/// What records are called in every release: their kind and subject.
final class RecordAliases {
  private let texts: StateText
  /// For each node the place of its alias, from 1, or 0.
  private let places: StateArray<UInt64>
  private let scratch = ByteBuffer(capacity: 256)

  init(_ memory: StateMemory) {
    texts = StateText(memory)
    places = StateArray(memory)
  }

  func add(_ record: Record, _ node: UInt32) throws(Failure) {
    scratch.removeAll()
    scratch.append(record.type)
    scratch.append(0x20)
    if let subject = record.root["subject"]?.string { scratch.append(subject) }
    if places.count <= Int(node) { try places.append(zeros: Int(node) + 1 - places.count) }
    places[Int(node)] = try texts.append(scratch.view) + 1
  }

  func alias(of node: UInt32) -> ByteView? {
    guard Int(node) < places.count, places[Int(node)] > 0 else { return nil }
    return texts.view(places[Int(node)] - 1)
  }
}

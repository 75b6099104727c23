public import Kernel

extension Lineage {
  /// The `sluice.hole.v1` records of all that is missing or contradicts itself, sorted by node, rule
  /// and what is missing; and the `sluice.matrix.v1` records of rules with `each`, sorted by rule and
  /// node. Linear in nodes and edges, for each rule and column.
  public func findings() throws(Failure) -> (holes: [JSON], matrix: [JSON]) {
    let forward = try Neighbours(graph, forward: true)
    let backward = try Neighbours(graph, forward: false)
    var holes = sourceHoles(forward) + nameHoles()
    holes += try contradictionHoles() + cycleHoles(forward)
    var rows: [MatrixRow] = []
    for state in rules {
      let answer = try state.answer(graph, forward, backward)
      holes += answer.holes
      rows += answer.rows
    }
    holes.sort { ($0.node, $0.rule, $0.missing) < ($1.node, $1.rule, $1.missing) }
    rows.sort { ($0.rule, $0.node) < ($1.rule, $1.node) }
    // Records of one subject find the same.
    return (
      holes.enumerated().filter { index, hole in
        index == 0 || !hole.isSame(as: holes[index - 1])
      }.map(\.element.json),
      rows.enumerated().filter { index, row in
        index == 0 || rows[index - 1].rule != row.rule || rows[index - 1].node != row.node
      }.map(\.element.json)
    )
  }

  private func sourceHoles(_ forward: Neighbours) -> [Hole] {
    var holes: [Hole] = []
    for commit in 0..<UInt32(graph.nodeCount) {
      let known = graph.node(commit).pointee.value
      guard known.citing > 0, !known.isChange else { continue }
      let name = graph.name(commit)
      let hash = name.description.dropFirst("commit:".count)
      holes.append(
        Hole(
          node: name, rule: "commit-has-change",
          missing: ByteString("a change record of \(hash): collect the git log"),
          record: graph.name(known.citing - 1)))
    }
    for index in 0..<untraced.count {
      let name = graph.name(untraced[index].node)
      // Another state of the same deployment may say what was deployed.
      if graph.isKind(untraced[index].node, "deployment"),
        !forward.places(untraced[index].node).isEmpty
      {
        continue
      }
      let isRecord = name.bytes.starts(with: "record:".utf8)
      let kind = kinds[Int(untraced[index].kind)]
      holes.append(
        Hole(
          node: name, rule: "evidence-has-commit",
          missing: ByteString("a commit: collect --set commit=…, for \(kind)"),
          record: isRecord ? name : nil))
    }
    return holes
  }

  private func nameHoles() -> [Hole] {
    digests.filter { $0.value.count > 1 }.map { key, found in
      let name = key[..<2].filter { !$0.bytes.isEmpty }.map(\.description).joined(separator: " ")
      let list = found.keys.sorted().map(\.description).joined(separator: ", ")
      let smallest = found.min { $0.key < $1.key }
      return Hole(
        node: ByteString("artifact:\(key[0])"), rule: "name-has-one-digest",
        missing: ByteString("one digest of \(name), there are \(list)"),
        record: smallest.map { graph.name($0.value) })
    }
  }

  /// A run works on one commit, and a release candidate is one.
  private func contradictionHoles() throws(Failure) -> [Hole] {
    // The first such edge of each node, plus one.
    let first = StateArray<UInt32>(graph.memory)
    try first.append(zeros: graph.nodeCount)
    var several: [UInt32: [Graph.Edge]] = [:]
    for index in 0..<UInt32(graph.edgeCount) {
      let edge = graph.edge(index)
      guard graph.isKind(edge.from, "run") || graph.isKind(edge.from, "release"),
        graph.isKind(edge.to, "commit")
      else { continue }
      let known = first[Int(edge.from)]
      if known == 0 {
        first[Int(edge.from)] = index + 1
      } else {
        several[edge.from, default: [graph.edge(known - 1)]].append(edge)
      }
    }
    return several.map { node, edges in
      let commits = edges.map { graph.name($0.to) }.sorted()
      let list = commits.map(\.description).joined(separator: ", ")
      return Hole(
        node: graph.name(node), rule: "has-one-commit",
        missing: ByteString("one commit, there are \(list)"),
        record: edges.map { graph.name($0.evidence) }.min())
    }
  }

  private func cycleHoles(_ forward: Neighbours) throws(Failure) -> [Hole] {
    try Cycles.find(graph, forward).map { nodes in
      let names = nodes.map { graph.name($0) }.sorted()
      let shown = names.prefix(5).map(\.description).joined(separator: ", ")
      return Hole(
        node: names[0], rule: "has-no-cycle",
        missing: ByteString("an order without the cycle of \(names.count): \(shown)"),
        record: nil)
    }
  }
}

public import Kernel

extension Lineage {
  /// The `sluice.hole.v1` records of all that is missing or contradicts itself, sorted by node and
  /// rule. Linear in nodes and edges, for each rule.
  public func holes() -> [JSON] {
    let forward = Graph.Neighbours(graph, forward: true)
    let backward = Graph.Neighbours(graph, forward: false)
    var holes = sourceHoles() + nameHoles() + contradictionHoles() + cycleHoles(forward)
    for state in rules { holes += state.holes(graph, forward, backward) }
    holes.sort { ($0.node, $0.rule) < ($1.node, $1.rule) }
    var records: [JSON] = []
    for (index, hole) in holes.enumerated() {
      // Records of one subject find the same hole.
      if index > 0, holes[index - 1].node == hole.node, holes[index - 1].rule == hole.rule {
        continue
      }
      records.append(hole.json)
    }
    return records
  }

  private func sourceHoles() -> [Hole] {
    var holes: [Hole] = []
    for (commit, record) in cited where !changes.contains(commit) {
      let name = graph.nodes[Int(commit)]
      let hash = name.description.dropFirst("commit:".count)
      holes.append(
        Hole(
          node: name, rule: "commit-has-change",
          missing: ByteString("a change record of \(hash): collect the git log"),
          record: graph.nodes[Int(record)]))
    }
    for (node, kind) in untraced {
      let name = graph.nodes[Int(node)]
      let isRecord = name.bytes.starts(with: "record:".utf8)
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
        record: smallest.map { graph.nodes[Int($0.value)] })
    }
  }

  /// A run works on one commit, and a release candidate is one.
  private func contradictionHoles() -> [Hole] {
    var targets: [UInt32: [Int]] = [:]
    for (index, edge) in graph.edges.enumerated() {
      let kind = graph.kind(edge.from)
      guard kind.elementsEqual("run".utf8) || kind.elementsEqual("release".utf8),
        graph.kind(edge.to).elementsEqual("commit".utf8)
      else { continue }
      targets[edge.from, default: []].append(index)
    }
    return targets.filter { $0.value.count > 1 }.map { node, edges in
      let commits = edges.map { graph.nodes[Int(graph.edges[$0].to)] }.sorted()
      let list = commits.map(\.description).joined(separator: ", ")
      return Hole(
        node: graph.nodes[Int(node)], rule: "has-one-commit",
        missing: ByteString("one commit, there are \(list)"),
        record: edges.map { graph.nodes[Int(graph.edges[$0].evidence)] }.min())
    }
  }

  private func cycleHoles(_ forward: Graph.Neighbours) -> [Hole] {
    Cycles.find(graph.nodes.count, forward).map { nodes in
      let names = nodes.map { graph.nodes[Int($0)] }.sorted()
      let shown = names.prefix(5).map(\.description).joined(separator: ", ")
      return Hole(
        node: names[0], rule: "has-no-cycle",
        missing: ByteString("an order without the cycle of \(names.count): \(shown)"),
        record: nil)
    }
  }
}

/// Strongly connected components of more than one node, and nodes that come from themselves:
/// Tarjan 1972, without recursion, linear in nodes and edges.
enum Cycles {
  static func find(_ count: Int, _ forward: Graph.Neighbours) -> [[UInt32]] {
    var order = [Int](repeating: 0, count: count)
    var low = [Int](repeating: 0, count: count)
    var onStack = [Bool](repeating: false, count: count)
    var stack: [UInt32] = []
    var walk: [(node: UInt32, next: Int)] = []
    var found: [[UInt32]] = []
    var visited = 0
    func enter(_ node: UInt32) {
      visited += 1
      order[Int(node)] = visited
      low[Int(node)] = visited
      onStack[Int(node)] = true
      stack.append(node)
      walk.append((node, forward[node].startIndex))
    }
    for start in 0..<UInt32(count) where order[Int(start)] == 0 {
      enter(start)
      while let (node, next) = walk.last {
        let neighbours = forward[node]
        if next < neighbours.endIndex {
          walk[walk.count - 1].next += 1
          let other = neighbours[next]
          if order[Int(other)] == 0 {
            enter(other)
          } else if onStack[Int(other)] {
            low[Int(node)] = min(low[Int(node)], order[Int(other)])
          }
          continue
        }
        walk.removeLast()
        if let above = walk.last?.node {
          low[Int(above)] = min(low[Int(above)], low[Int(node)])
        }
        guard low[Int(node)] == order[Int(node)] else { continue }
        var component: [UInt32] = []
        while let top = stack.popLast() {
          onStack[Int(top)] = false
          component.append(top)
          if top == node { break }
        }
        if component.count > 1 || neighbours.contains(node) { found.append(component) }
      }
    }
    return found
  }
}

internal import Kernel

/// Who is next to whom, for walks: compressed rows, built in time linear in the edges.
struct Neighbours {
  private let memory: StateMemory
  private let starts: StateArray<UInt32>
  private let targets: StateArray<UInt32>

  /// Along the edges, or against them.
  init(_ graph: Graph, forward: Bool) throws(Failure) {
    memory = graph.memory
    starts = StateArray(memory)
    targets = StateArray(memory)
    try starts.append(zeros: graph.nodeCount + 2)
    try targets.append(zeros: graph.edgeCount)
    // Counted two places on and filled one place on, so that each start ends where it belongs.
    for index in 0..<UInt32(graph.edgeCount) {
      let edge = graph.edge(index)
      starts[Int(forward ? edge.from : edge.to) + 2] += 1
    }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    for index in 0..<UInt32(graph.edgeCount) {
      let edge = graph.edge(index)
      let own = Int(forward ? edge.from : edge.to) + 1
      targets[Int(starts[own])] = forward ? edge.to : edge.from
      starts[own] += 1
    }
  }

  /// The places of a node's neighbours.
  func places(_ node: UInt32) -> Range<UInt32> { starts[Int(node)]..<starts[Int(node) + 1] }

  /// The neighbour at a place.
  subscript(place: UInt32) -> UInt32 { targets[Int(place)] }

  /// Marks all nodes that can be reached from `sources`, these among them. Nodes for which
  /// `stops` holds are reached but not left; those the walk begins at only if `leavesSources`.
  func reached(
    from sources: StateArray<UInt32>, leavesSources: Bool = true,
    stops: (UInt32) -> Bool = { _ in false }
  ) throws(Failure) -> StateArray<Bool> {
    let marks = try marks(of: StateArray(memory))
    let stack = StateArray<UInt32>(memory)
    for index in 0..<sources.count where !marks[Int(sources[index])] {
      marks[Int(sources[index])] = true
      if leavesSources || !stops(sources[index]) { try stack.append(sources[index]) }
    }
    while let node = stack.popLast() {
      for place in places(node) where !marks[Int(self[place])] {
        marks[Int(self[place])] = true
        if !stops(self[place]) { try stack.append(self[place]) }
      }
    }
    return marks
  }

  /// The neighbours of `nodes` for which `wanted` holds, once each.
  func next(
    to nodes: StateArray<UInt32>, where wanted: (UInt32) -> Bool
  ) throws(Failure) -> StateArray<UInt32> {
    let seen = try marks(of: StateArray(memory))
    let found = StateArray<UInt32>(memory)
    for index in 0..<nodes.count {
      for place in places(nodes[index]) where !seen[Int(self[place])] && wanted(self[place]) {
        seen[Int(self[place])] = true
        try found.append(self[place])
      }
    }
    return found
  }

  /// A mark for each node, set for `nodes`.
  func marks(of nodes: StateArray<UInt32>) throws(Failure) -> StateArray<Bool> {
    let marks = StateArray<Bool>(memory)
    try marks.append(zeros: starts.count - 2)
    for index in 0..<nodes.count { marks[Int(nodes[index])] = true }
    return marks
  }
}

internal import Kernel

/// Strongly connected components of more than one node, and nodes that come from themselves:
/// Tarjan 1972, without recursion, linear in nodes and edges. Memory: 21 bytes a node.
enum Cycles {
  private struct Visit: BitwiseCopyable {
    /// When the node was first met, from 1; 0 for not yet.
    var order: UInt32
    var low: UInt32
    var isOnStack: Bool
  }
  private struct Step: BitwiseCopyable {
    let node: UInt32
    var next: UInt32
  }

  static func find(_ graph: Graph, _ forward: Neighbours) throws(Failure) -> [[UInt32]] {
    let visits = StateArray<Visit>(graph.memory)
    try visits.append(zeros: graph.nodeCount)
    let stack = StateArray<UInt32>(graph.memory)
    let walk = StateArray<Step>(graph.memory)
    var found: [[UInt32]] = []
    var visited: UInt32 = 0
    func enter(_ node: UInt32) throws(Failure) {
      visited += 1
      visits[Int(node)] = Visit(order: visited, low: visited, isOnStack: true)
      try stack.append(node)
      try walk.append(Step(node: node, next: forward.places(node).lowerBound))
    }
    for start in 0..<UInt32(graph.nodeCount) where visits[Int(start)].order == 0 {
      try enter(start)
      while walk.count > 0 {
        let (node, next) = (walk[walk.count - 1].node, walk[walk.count - 1].next)
        if next < forward.places(node).upperBound {
          walk[walk.count - 1].next += 1
          let other = visits[Int(forward[next])]
          if other.order == 0 {
            try enter(forward[next])
          } else if other.isOnStack {
            visits[Int(node)].low = min(visits[Int(node)].low, other.order)
          }
          continue
        }
        _ = walk.popLast()
        let own = visits[Int(node)]
        if walk.count > 0 {
          let above = Int(walk[walk.count - 1].node)
          visits[above].low = min(visits[above].low, own.low)
        }
        guard own.low == own.order else { continue }
        let component = leave(stack, upTo: node, visits)
        if component.count > 1 || forward.places(node).contains(where: { forward[$0] == node }) {
          found.append(component)
        }
      }
    }
    return found
  }

  private static func leave(
    _ stack: StateArray<UInt32>, upTo node: UInt32, _ visits: StateArray<Visit>
  ) -> [UInt32] {
    var component: [UInt32] = []
    while let top = stack.popLast() {
      visits[Int(top)].isOnStack = false
      component.append(top)
      if top == node { break }
    }
    return component
  }
}

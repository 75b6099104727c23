public import Kernel

/// Which part of a graph is asked for.
public enum GraphQuery: Sendable {
  case all
  /// What a node came from.
  case ancestors(ByteString)
  /// What came from a node.
  case descendants(ByteString)
  /// All ways from one node back to another.
  case path(ByteString, ByteString)
}

extension Lineage {
  /// Calls `body` with the number of each edge that a query asks for, in the order found. Throws
  /// `Failure.usage` for a node that is not there, which may be given as a record's id as well.
  public func forEachEdge(
    _ query: GraphQuery, _ body: (UInt32) throws(Failure) -> Void
  ) throws(Failure) {
    func reached(_ name: ByteString, forward: Bool) throws(Failure) -> StateArray<Bool> {
      guard let node = graph.find(name) else {
        throw .usage("\(name): no such node; one such as commit:HASH or a record's id is right")
      }
      let source = StateArray<UInt32>(graph.memory)
      try source.append(node)
      return try Neighbours(graph, forward: forward).reached(from: source)
    }
    var ahead: StateArray<Bool>?
    var behind: StateArray<Bool>?
    switch query {
    case .all: break
    case .ancestors(let name): ahead = try reached(name, forward: true)
    case .descendants(let name): behind = try reached(name, forward: false)
    case .path(let from, let to):
      ahead = try reached(from, forward: true)
      behind = try reached(to, forward: false)
    }
    for index in 0..<UInt32(graph.edgeCount) {
      let edge = graph.edge(index)
      if let ahead, !ahead[Int(edge.from)] { continue }
      if let behind, !behind[Int(edge.to)] { continue }
      try body(index)
    }
  }
}

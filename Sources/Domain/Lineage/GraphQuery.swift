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
  /// The numbers of the edges that a query asks for, in the order found. Throws the name of a node
  /// that is not there, which may be given as a record's id as well.
  public func edges(_ query: GraphQuery) throws(UnknownNode) -> [Int] {
    let count = graph.nodes.count
    let all = Array(graph.edges.indices)
    func reached(_ name: ByteString, forward: Bool) throws(UnknownNode) -> [Bool] {
      guard let node = graph.find(name) else { throw UnknownNode(name: name) }
      return Graph.Neighbours(graph, forward: forward).reached(from: [node], count: count)
    }
    switch query {
    case .all: return all
    case .ancestors(let name):
      let marks = try reached(name, forward: true)
      return all.filter { marks[Int(graph.edges[$0].from)] }
    case .descendants(let name):
      let marks = try reached(name, forward: false)
      return all.filter { marks[Int(graph.edges[$0].to)] }
    case .path(let from, let to):
      let ahead = try reached(from, forward: true)
      let behind = try reached(to, forward: false)
      return all.filter { ahead[Int(graph.edges[$0].from)] && behind[Int(graph.edges[$0].to)] }
    }
  }
}

/// A node that is asked for and not there.
public struct UnknownNode: Error {
  /// Its name as it was given.
  public let name: ByteString
}

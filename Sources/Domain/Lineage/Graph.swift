internal import Kernel

/// Nodes and the edges between them, in the words of W3C PROV (PROV-DM section 2).
///
/// Nodes are typed URIs: `record:ID`, `commit:HASH`, `run:ID`, `release:NAME`, and digests
/// (`sha256:…`) for artifacts. An edge goes from what came later to what it came from. Memory: about
/// 150 bytes a node and 60 an edge.
public struct Graph {
  /// An edge between node numbers, said by a record that is a node too.
  struct Edge {
    let from: UInt32
    let to: UInt32
    let relation: UInt32
    let evidence: UInt32
  }
  private struct Identity: Hashable {
    let ends: UInt64
    let relation: UInt32
  }

  /// The names of the nodes by number.
  private(set) var nodes: [ByteString] = []
  private(set) var relations: [ByteString] = []
  private(set) var edges: [Edge] = []
  private var numbers: [ByteString: UInt32] = [:]
  private var known: Set<Identity> = []

  /// The number of a node, new or known.
  mutating func node(_ name: ByteString) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(nodes.count)
    nodes.append(name)
    numbers[name] = number
    return number
  }

  /// The number of a node by its name, or by the id of its record.
  func find(_ name: ByteString) -> UInt32? {
    numbers[name] ?? numbers[ByteString("record:\(name)")]
  }

  /// Adds an edge unless it is known; the first record that says so is its evidence.
  mutating func add(
    _ from: UInt32, _ relation: ByteString, _ to: UInt32, evidence: UInt32
  ) {
    let word: UInt32
    if let index = relations.firstIndex(of: relation) {
      word = UInt32(index)
    } else {
      word = UInt32(relations.count)
      relations.append(relation)
    }
    let identity = Identity(ends: UInt64(from) << 32 | UInt64(to), relation: word)
    guard known.insert(identity).inserted else { return }
    edges.append(Edge(from: from, to: to, relation: word, evidence: evidence))
  }

  /// The kind of a node: what stands before the first colon.
  func kind(_ node: UInt32) -> ArraySlice<UInt8> { nodes[Int(node)].bytes.prefix { $0 != 0x3A } }

  /// Who is next to whom, for walks: compressed rows, built in time linear in the edges.
  struct Neighbours {
    private var starts: [Int]
    private var targets: [UInt32]

    /// Along the edges, or against them.
    init(_ graph: Graph, forward: Bool) {
      starts = [Int](repeating: 0, count: graph.nodes.count + 1)
      for edge in graph.edges { starts[Int(forward ? edge.from : edge.to) + 1] += 1 }
      for index in 1..<starts.count { starts[index] += starts[index - 1] }
      var next = starts
      targets = [UInt32](repeating: 0, count: graph.edges.count)
      for edge in graph.edges {
        let own = Int(forward ? edge.from : edge.to)
        targets[next[own]] = forward ? edge.to : edge.from
        next[own] += 1
      }
    }

    /// The neighbours of a node.
    subscript(node: UInt32) -> ArraySlice<UInt32> {
      targets[starts[Int(node)]..<starts[Int(node) + 1]]
    }

    /// Marks all nodes that can be reached from `sources`, these among them. Nodes for which
    /// `stops` holds are reached but not left; those the walk begins at only if `leavesSources`.
    func reached(
      from sources: [UInt32], count: Int, leavesSources: Bool = true,
      stops: (UInt32) -> Bool = { _ in false }
    ) -> [Bool] {
      var marks = [Bool](repeating: false, count: count)
      var stack: [UInt32] = []
      for source in sources where !marks[Int(source)] {
        marks[Int(source)] = true
        if leavesSources || !stops(source) { stack.append(source) }
      }
      while let node = stack.popLast() {
        for next in self[node] where !marks[Int(next)] {
          marks[Int(next)] = true
          if !stops(next) { stack.append(next) }
        }
      }
      return marks
    }
  }
}

import Kernel

/// Many JSON Pointers looked up in one walk over a value: each member is visited once, however
/// many pointers there are. Each pointer has a slot in what `look` finds.
final class PathTrie {
  private struct Node {
    var slot = -1
    var edges: [(key: ByteView, position: Int, node: Int)] = []
  }

  private var nodes = [Node()]
  /// How many slots there are.
  private(set) var slots = 0
  /// What the last `look` found: a handle a slot, 0 for absent.
  private(set) var found: UnsafeMutablePointer<JSONValue.Handle> = .allocate(capacity: 1)
  private var walker: Walker?
  /// Owns the bytes of the keys.
  private let keys = Arena()

  deinit { found.deallocate() }

  /// The slot of a pointer given as its unescaped parts; the same pointer has one slot.
  func slot(for path: [ByteString]) -> Int {
    var node = 0
    for part in path {
      if let known = nodes[node].edges.first(where: { edge in part.withView { $0 == edge.key } }) {
        node = known.node
      } else {
        nodes.append(Node())
        let position = Int(part.description) ?? -1
        nodes[node].edges.append((keys.copy(part), position, nodes.count - 1))
        node = nodes.count - 1
      }
    }
    if nodes[node].slot >= 0 { return nodes[node].slot }
    nodes[node].slot = slots
    slots += 1
    return slots - 1
  }

  /// Looks all pointers up.
  func look(in value: JSONValue) {
    if walker == nil { compile() }
    for index in 0..<slots { found[index] = 0 }
    walker?.walk(value, 0)
  }

  private func compile() {
    found.deallocate()
    found = .allocate(capacity: max(slots, 1))
    walker = Walker(nodes.map { ($0.slot, $0.edges) }, found)
  }

  /// The finished trie in flat memory, free of reference counts.
  private final class Walker {
    struct Edge {
      let key: ByteView
      let position: Int
      let node: Int
    }
    struct Node {
      let slot: Int
      let firstEdge: Int
      let edgeCount: Int
    }

    private let nodes: UnsafeMutablePointer<Node>
    private let edges: UnsafeMutablePointer<Edge>
    private let found: UnsafeMutablePointer<JSONValue.Handle>

    init(
      _ source: [(slot: Int, edges: [(key: ByteView, position: Int, node: Int)])],
      _ found: UnsafeMutablePointer<JSONValue.Handle>
    ) {
      self.found = found
      nodes = .allocate(capacity: source.count)
      edges = .allocate(capacity: max(1, source.reduce(0) { $0 + $1.edges.count }))
      var next = 0
      for (index, node) in source.enumerated() {
        (nodes + index).initialize(
          to: Node(slot: node.slot, firstEdge: next, edgeCount: node.edges.count))
        for edge in node.edges {
          (edges + next).initialize(
            to: Edge(key: edge.key, position: edge.position, node: edge.node))
          next += 1
        }
      }
    }

    deinit {
      nodes.deallocate()
      edges.deallocate()
    }

    func walk(_ value: JSONValue, _ index: Int) {
      let node = nodes[index]
      if node.slot >= 0 { found[node.slot] = value.handle }
      guard node.edgeCount > 0 else { return }
      let first = edges + node.firstEdge
      var left = node.edgeCount
      for (key, member) in value.members {
        for edge in 0..<node.edgeCount
        where first[edge].key.count == key.count && first[edge].key == key {
          walk(member, first[edge].node)
          left -= 1
          break
        }
        if left == 0 { return }
      }
      var position = 0
      for element in value.elements {
        for edge in 0..<node.edgeCount where first[edge].position == position {
          walk(element, first[edge].node)
          left -= 1
        }
        if left == 0 { return }
        position += 1
      }
    }
  }
}

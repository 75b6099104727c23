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

  deinit {
    walker?.deallocate()
    found.deallocate()
  }

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
  func look(in value: JSONValue) { (walker ?? compile()).look(in: value) }

  /// Lays the finished trie out. Valid as long as the trie, and until it is laid out anew.
  func compile() -> Walker {
    walker?.deallocate()
    found.deallocate()
    found = .allocate(capacity: max(slots, 1))
    let made = Walker(nodes.map { ($0.slot, $0.edges) }, found, slots: slots)
    walker = made
    return made
  }

  /// The finished trie in flat memory, free of reference counts.
  struct Walker {
    struct Edge {
      let key: ByteView
      /// The first eight bytes of the key.
      let word: UInt64
      let position: Int
      let node: Int

      init(key: ByteView, position: Int, node: Int) {
        self.key = key
        self.position = position
        self.node = node
        var word: UInt64 = 0
        for index in 0..<min(8, key.count) { word |= UInt64(key[index]) << UInt64(8 * index) }
        self.word = word
      }
    }
    struct Node {
      let slot: Int
      let firstEdge: Int
      let edgeCount: Int
    }

    private let nodes: UnsafeMutablePointer<Node>
    private let edges: UnsafeMutablePointer<Edge>
    private let slots: Int
    /// Where `look` puts what it finds.
    let found: UnsafeMutablePointer<JSONValue.Handle>

    init(
      _ source: [(slot: Int, edges: [(key: ByteView, position: Int, node: Int)])],
      _ found: UnsafeMutablePointer<JSONValue.Handle>, slots: Int
    ) {
      self.found = found
      self.slots = slots
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

    func deallocate() {
      nodes.deallocate()
      edges.deallocate()
    }

    /// Looks all pointers up.
    @inline(__always)
    func look(in value: JSONValue) {
      for index in 0..<slots { found[index] = 0 }
      walk(value, 0)
    }

    private func walk(_ value: JSONValue, _ index: Int) {
      let node = nodes[index]
      if node.slot >= 0 { found[node.slot] = value.handle }
      guard node.edgeCount > 0 else { return }
      let first = edges + node.firstEdge
      var left = node.edgeCount
      for (key, member) in value.members {
        let word = key.firstWord
        for edge in 0..<node.edgeCount
        where first[edge].word == word && first[edge].key.count == key.count
          && (key.count <= 8 || first[edge].key == key)
        {
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

extension ByteView {
  /// The first eight bytes of a string of the tape, zero beyond its end: the tape's strings are
  /// padded, so eight bytes can always be loaded.
  @inline(__always)
  fileprivate var firstWord: UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    return count < 8 ? word & ((1 << UInt64(8 * count)) &- 1) : word
  }
}

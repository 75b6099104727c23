internal import Kernel

/// Nodes and the edges between them, in the words of W3C PROV (PROV-DM section 2).
///
/// Nodes are typed URIs: `record:ID`, `commit:HASH`, `run:ID`, `release:NAME`, and digests
/// (`sha256:…`) for artifacts. An edge goes from what came later to what it came from. Memory: about
/// 50 bytes and its name for each node, and 50 an edge, state in a `StateMemory`.
public struct Graph {
  /// An edge between node numbers, said by a record that is a node too.
  struct Edge: BitwiseCopyable {
    let from: UInt32
    let to: UInt32
    let relation: UInt32
    let evidence: UInt32
  }
  struct Node: BitwiseCopyable {
    let name: UInt64
    /// For a commit: the first record that names it, plus one.
    var citing: UInt32 = 0
    /// For a commit: whether a change record describes it.
    var isChange = false
  }

  let memory: StateMemory
  private let nodes: ChecksumTable<Node>
  private let names: StateText
  private let edges: ChecksumTable<Edge>
  private(set) var relations: [ByteString] = []

  init(_ memory: StateMemory) throws(Failure) {
    self.memory = memory
    nodes = try ChecksumTable(memory)
    names = StateText(memory)
    edges = try ChecksumTable(memory)
  }

  /// How many nodes there are, numbered from 0.
  var nodeCount: Int { nodes.count }
  /// How many edges there are, numbered from 0.
  var edgeCount: Int { edges.count }

  /// The number of a node, new or known.
  func node(_ name: ByteView) throws(Failure) -> UInt32 {
    let checksum = Checksum(of: name)
    if let number = nodes.find(checksum) {
      // The checksum holds against accidents only, and lineage must not be led astray on purpose.
      guard view(number) == name else {
        throw .inputOutput("\(view(number).text) and \(name.text) have the same checksum")
      }
      return number
    }
    let place = try names.append(name)
    return try nodes.number(of: checksum, new: Node(name: place)).number
  }

  /// The number of a node by its name, or by the id of its record.
  func find(_ name: ByteString) -> UInt32? {
    name.withView { known($0) } ?? ByteString("record:\(name)").withView { known($0) }
  }

  private func known(_ name: ByteView) -> UInt32? {
    nodes.find(Checksum(of: name)).flatMap { view($0) == name ? $0 : nil }
  }

  /// What is known of a node, in its place.
  func node(_ number: UInt32) -> UnsafeMutablePointer<ChecksumTable<Node>.Entry> {
    nodes.entry(number)
  }

  /// The name of a node, valid as long as the graph.
  func view(_ node: UInt32) -> ByteView { names.view(nodes.entry(node).pointee.value.name) }

  /// The name of a node.
  func name(_ node: UInt32) -> ByteString { ByteString(view(node)) }

  /// The edge with a number.
  func edge(_ number: UInt32) -> Edge { edges.entry(number).pointee.value }

  /// The word of an edge.
  func relation(_ edge: Edge) -> ByteString { relations[Int(edge.relation)] }

  /// Adds an edge unless it is known; the first record that says so is its evidence.
  mutating func add(
    _ from: UInt32, _ relation: ByteString, _ to: UInt32, evidence: UInt32
  ) throws(Failure) {
    let word: UInt32
    if let index = relations.firstIndex(of: relation) {
      word = UInt32(index)
    } else {
      word = UInt32(relations.count)
      relations.append(relation)
    }
    // Not a checksum but the three numbers themselves, spread by steps that can be undone.
    let ends = (UInt64(from) << 32 | UInt64(to)) &* 0x9E37_79B9_7F4A_7C15
    let high = ends ^ ends >> 32
    _ = try edges.number(
      of: Checksum(high: high, low: (high &+ UInt64(word)) &* 0x9E37_79B9_7F4A_7C15),
      new: Edge(from: from, to: to, relation: word, evidence: evidence))
  }

  /// Whether what stands before the first colon of a node's name is `kind`.
  func isKind(_ node: UInt32, _ kind: StaticString) -> Bool { isKind(node, ByteView(kind)) }

  /// The same.
  func isKind(_ node: UInt32, _ kind: ByteView) -> Bool {
    let name = view(node)
    return name.count > kind.count && name[kind.count] == 0x3A && name.slice(0, kind.count) == kind
  }
}

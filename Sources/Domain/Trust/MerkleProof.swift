/// A proof about RFC 6962 trees: the hashes of the subtrees that a verifier does not have.
public enum MerkleProof {
  /// Whether `proof` shows that the leaf at `index` is in the tree of `size` leaves with `root`.
  ///
  /// RFC 9162 section 2.1.3.2. False for an index outside of the tree and for a proof with a hash
  /// too few or too many.
  public static func includes(
    leaf: Digest, index: Int, size: Int, proof: [Digest], root: Digest
  ) -> Bool {
    guard index >= 0, index < size else { return false }
    var node = index
    var last = size - 1
    var hash = leaf
    for sibling in proof {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = Merkle.node(sibling, hash)
        while node & 1 == 0, node > 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = Merkle.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether `proof` shows that the tree of `newSize` leaves begins with that of `oldSize`.
  ///
  /// RFC 9162 section 2.1.4.2. False for an old size of 0: nothing can be shown of an empty tree.
  public static func extends(
    oldSize: Int, oldRoot: Digest, newSize: Int, newRoot: Digest, proof: [Digest]
  ) -> Bool {
    guard oldSize > 0, oldSize <= newSize else { return false }
    if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
    var path = proof[...]
    var node = oldSize - 1
    var last = newSize - 1
    while node & 1 == 1 {
      node >>= 1
      last >>= 1
    }
    // A perfect old tree is itself the first subtree; any other is named by the proof.
    guard let first = oldSize & (oldSize - 1) == 0 ? oldRoot : path.popFirst(), !proof.isEmpty
    else { return false }
    var old = first
    var new = first
    for sibling in path {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        old = Merkle.node(sibling, old)
        new = Merkle.node(sibling, new)
        while node & 1 == 0, node > 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        new = Merkle.node(new, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && old == oldRoot && new == newRoot
  }
}

/// Collects a proof while the leaves of a tree pass by once, in order.
///
/// A proof is a list of subtree roots; which leaves each covers follows from the sizes alone, so
/// O(log² n) memory is enough.
public struct MerkleProver {
  private struct Part {
    let leaves: Range<Int>
    let place: Int
    var range = MerkleRange()
  }

  private var parts: [Part]
  private var current = 0
  private var next = 0

  private init(_ leaves: [Range<Int>]) {
    parts = leaves.enumerated().map { Part(leaves: $1, place: $0) }
    parts.sort { $0.leaves.lowerBound < $1.leaves.lowerBound }
  }

  /// For the proof that the leaf at `index` is in the tree of `size` leaves (RFC 6962 PATH).
  public init(inclusionOf index: Int, in size: Int) {
    precondition(index >= 0 && index < size, "no such leaf")
    var leaves: [Range<Int>] = []
    var tree = 0..<size
    while tree.count > 1 {
      let (left, right) = MerkleProver.split(tree)
      leaves.append(left.contains(index) ? right : left)
      tree = left.contains(index) ? left : right
    }
    self.init(leaves.reversed())
  }

  /// For the proof that the tree of `newSize` leaves begins with that of `oldSize` (RFC 6962 PROOF).
  public init(consistencyOf oldSize: Int, with newSize: Int) {
    precondition(oldSize > 0 && oldSize <= newSize, "no such trees")
    var leaves: [Range<Int>] = []
    var tree = 0..<newSize
    while tree.upperBound != oldSize {
      let (left, right) = MerkleProver.split(tree)
      leaves.append(oldSize <= left.upperBound ? right : left)
      tree = oldSize <= left.upperBound ? left : right
    }
    // The verifier has the root of the old tree when that is a subtree of its own.
    if tree.lowerBound > 0 { leaves.append(tree) }
    self.init(leaves.reversed())
  }

  /// The halves of a tree: the left one is the largest power of two below the whole.
  private static func split(_ tree: Range<Int>) -> (Range<Int>, Range<Int>) {
    let half = 1 << (Int.bitWidth - 1 - (tree.count - 1).leadingZeroBitCount)
    let middle = tree.lowerBound + half
    return (tree.lowerBound..<middle, middle..<tree.upperBound)
  }

  /// Adds the hash of the next leaf; leaves behind the tree are passed over.
  public mutating func append(leaf: Digest) {
    while current < parts.count, next >= parts[current].leaves.upperBound { current += 1 }
    if current < parts.count, parts[current].leaves.contains(next) {
      parts[current].range.append(leaf: leaf)
    }
    next += 1
  }

  /// The proof, once every leaf of the tree was added.
  public var proof: [Digest] {
    precondition(
      parts.allSatisfy { $0.range.size == $0.leaves.count }, "leaves are missing")
    return parts.sorted { $0.place < $1.place }.map(\.range.root)
  }
}

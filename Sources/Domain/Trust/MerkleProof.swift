/// A proof that a leaf is in an RFC 6962 tree: the hashes of the subtrees that a verifier does not have.
enum MerkleProof {
  /// Whether `proof` shows that the leaf at `index` is in the tree of `size` leaves with `root`.
  ///
  /// RFC 9162 section 2.1.3.2. False for an index outside of the tree and for a proof with a hash
  /// too few or too many.
  static func includes(
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
}

/// Collects a proof while the leaves of a tree pass by once, in order.
///
/// A proof is a list of subtree roots; which leaves each covers follows from the sizes alone, so
/// O(log² n) memory is enough.
struct MerkleProver {
  private struct Part {
    let leaves: Range<Int>
    let place: Int
    var range = MerkleRange()
  }

  private var parts: [Part]
  private var current = 0
  private var next = 0

  /// For the proof that the leaf at `index` is in the tree of `size` leaves (RFC 6962 PATH).
  init(inclusionOf index: Int, in size: Int) {
    precondition(index >= 0 && index < size, "no such leaf")
    var leaves: [Range<Int>] = []
    var tree = 0..<size
    while tree.count > 1 {
      // RFC 6962 splits behind the largest power of two below the whole.
      let half = 1 << (Int.bitWidth - 1 - (tree.count - 1).leadingZeroBitCount)
      let left = tree.prefix(half)
      let right = tree.dropFirst(half)
      leaves.append(left.contains(index) ? right : left)
      tree = left.contains(index) ? left : right
    }
    parts = leaves.reversed().enumerated().map { Part(leaves: $1, place: $0) }
    parts.sort { $0.leaves.lowerBound < $1.leaves.lowerBound }
  }

  /// Adds the hash of the next leaf; leaves behind the tree are passed over.
  mutating func append(leaf: Digest) {
    while current < parts.count, next >= parts[current].leaves.upperBound { current += 1 }
    if current < parts.count, parts[current].leaves.contains(next) {
      parts[current].range.append(leaf: leaf)
    }
    next += 1
  }

  /// The proof, once every leaf of the tree was added.
  var proof: [Digest] {
    precondition(
      parts.allSatisfy { $0.range.size == $0.leaves.count }, "leaves are missing")
    return parts.sorted { $0.place < $1.place }.map(\.range.root)
  }
}

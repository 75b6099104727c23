internal import Kernel

/// The hashes of an RFC 6962 tree (section 2.1): leaf and node are told apart by a first byte.
enum Merkle {
  /// SHA-256(0x00 ‖ data).
  static func leaf(_ data: ByteView) -> Digest {
    var hash = SHA256()
    hash.update(ByteView("\u{00}"))
    hash.update(data)
    return hash.finish()
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  static func node(_ left: Digest, _ right: Digest) -> Digest {
    var hash = SHA256()
    hash.update(ByteView("\u{01}"))
    left.withView { hash.update($0) }
    right.withView { hash.update($0) }
    return hash.finish()
  }

  /// The root of the tree without leaves: SHA-256 of nothing.
  static let emptyRoot = SHA256.digest(of: ByteView(""))
}

/// A growing RFC 6962 tree of which only the roots of its perfect subtrees are kept.
///
/// Memory is O(log n); a leaf costs one or two hashes on the average.
public struct MerkleRange: Equatable, Sendable {
  /// How many leaves were added.
  public private(set) var size: Int
  /// The roots of the perfect subtrees, the largest first: one for each bit set in `size`.
  public private(set) var roots: [Digest]

  /// A tree without leaves.
  public init() {
    size = 0
    roots = []
  }

  /// A tree taken up again; nil unless there is one root for each bit of `size`.
  public init?(size: Int, roots: [Digest]) {
    guard size >= 0, roots.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.roots = roots
  }

  /// Adds the hash of the next leaf.
  public mutating func append(leaf: Digest) {
    var subtree = leaf
    // Each trailing one of the size is a perfect subtree that the new one completes.
    for _ in 0..<(~size).trailingZeroBitCount {
      subtree = Merkle.node(roots.removeLast(), subtree)
    }
    roots.append(subtree)
    size += 1
  }

  /// The root of the whole tree. Cost: O(log n) hashes.
  public var root: Digest {
    guard var root = roots.last else { return Merkle.emptyRoot }
    for left in roots.dropLast().reversed() { root = Merkle.node(left, root) }
    return root
  }
}

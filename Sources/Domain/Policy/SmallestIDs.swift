internal import Kernel

/// The first ids in byte order of many, and how many there were.
struct SmallestIDs {
  /// How many ids a decision names at most; it counts all of them.
  static let limit = 20

  private(set) var count = 0
  private(set) var sorted: [ByteString] = []

  mutating func add(_ id: ByteView) {
    count += 1
    if sorted.count == SmallestIDs.limit, let last = sorted.last,
      !last.withView({ ByteView.precedes(id, $0) })
    {
      return
    }
    let id = ByteString(id)
    let at = sorted.firstIndex { id < $0 } ?? sorted.count
    sorted.insert(id, at: at)
    if sorted.count > SmallestIDs.limit { sorted.removeLast() }
  }
}

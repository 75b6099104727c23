internal import Kernel

/// The first ids in byte order of many, and how many there were.
struct SmallestIDs {
  /// How many ids a decision names at most; it counts all of them.
  static let limit = 20

  private(set) var count = 0
  private(set) var sorted: [ByteString] = []
  /// The first bytes of the greatest of them once there are as many as may be; most ids are told by
  /// these to be greater.
  private var bar: UInt64?

  mutating func add(_ id: ByteView) {
    count += 1
    // Of ASCII the order of the bytes is that of the ids.
    if let bar {
      let head = SmallestIDs.head(id)
      if head > bar, (head | bar) & 0x8080_8080_8080_8080 == 0 { return }
    }
    insert(id)
  }

  private mutating func insert(_ id: ByteView) {
    if sorted.count == SmallestIDs.limit, let last = sorted.last,
      !last.withView({ ByteView.precedes(id, $0) })
    {
      return
    }
    let id = ByteString(id)
    let at = sorted.firstIndex { id < $0 } ?? sorted.count
    sorted.insert(id, at: at)
    if sorted.count > SmallestIDs.limit { sorted.removeLast() }
    if sorted.count == SmallestIDs.limit { bar = sorted.last?.withView(SmallestIDs.head) }
  }

  /// The first eight bytes as a number, the first of them the highest; zeros for what is not there.
  private static func head(_ id: ByteView) -> UInt64 {
    if id.count >= 8 {
      return UInt64(bigEndian: UnsafeRawPointer(id.start).loadUnaligned(as: UInt64.self))
    }
    var head: UInt64 = 0
    for index in 0..<id.count { head |= UInt64(id[index]) << UInt64(56 - 8 * index) }
    return head
  }
}

internal import Glibc
internal import Kernel

/// Distinct keys, known by their 128-bit checksums and numbered from 0, and the disjoint sets that
/// they are in.
///
/// Memory: 32 bytes a key and 8 for each slot, of which between 3/8 and 3/4 are taken, so 43 to 54
/// bytes a key. Entries stand in chunks that never move, so growing needs no second copy of them.
/// Sets are joined by size with path halving (Tarjan and van Leeuwen 1984), nearly constant cost.
final class KeyTable {
  /// One key; 32 bytes, so that a cache line holds all that is known of it.
  struct Entry {
    var high: UInt64
    var low: UInt64
    /// How many records have it.
    var degree: UInt32 = 0
    /// The number of the parent in the set's tree; for a root, the set's size with a minus.
    var link: Int32 = -1
    /// Of a root: the number of the set's key with the smallest checksum.
    var smallest: UInt32
    /// The record counted last, from 1, so that a record counts once.
    var lastRecord: UInt32 = 0
  }

  private static let chunkBits = 15
  private static let chunkSize = 1 << chunkBits

  private var chunks: [UnsafeMutablePointer<Entry>] = []
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotMask: Int
  /// How many distinct keys there are.
  private(set) var count = 0

  init() {
    slotMask = (1 << 10) - 1
    slots = KeyTable.emptySlots(slotMask + 1)
  }

  deinit {
    slots.deallocate()
    for chunk in chunks { chunk.deallocate() }
  }

  private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let made = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    memset(made, 0, count * MemoryLayout<UInt64>.size)
    return made
  }

  /// The entry of a number.
  @inline(__always)
  func entry(_ number: UInt32) -> UnsafeMutablePointer<Entry> {
    chunks[Int(number) >> KeyTable.chunkBits] + (Int(number) & (KeyTable.chunkSize - 1))
  }

  /// A slot holds the number plus one below, and half of the checksum above to spare most looks at
  /// entries; 0 is empty.
  @inline(__always)
  private static func tag(_ key: Checksum) -> UInt64 { key.low & 0xFFFF_FFFF_0000_0000 }

  /// The slot of a key: the one it is in, or the empty one it would go to.
  @inline(__always)
  private func slot(of key: Checksum) -> Int {
    var index = Int(truncatingIfNeeded: key.high) & slotMask
    while true {
      let word = slots[index]
      if word == 0 { return index }
      if word & 0xFFFF_FFFF_0000_0000 == KeyTable.tag(key) {
        let known = entry(UInt32(truncatingIfNeeded: word) - 1)
        if known.pointee.high == key.high, known.pointee.low == key.low { return index }
      }
      index = (index + 1) & slotMask
    }
  }

  /// The number of a key that is known.
  func find(_ key: Checksum) -> UInt32? {
    let word = slots[slot(of: key)]
    return word == 0 ? nil : UInt32(truncatingIfNeeded: word) - 1
  }

  /// The number of a key, which becomes a set of its own when it is new.
  func number(of key: Checksum) -> UInt32 {
    let index = slot(of: key)
    let word = slots[index]
    if word != 0 { return UInt32(truncatingIfNeeded: word) - 1 }
    precondition(count < Int(Int32.max), "more keys than numbers")
    if count & (KeyTable.chunkSize - 1) == 0 {
      chunks.append(.allocate(capacity: KeyTable.chunkSize))
    }
    let number = UInt32(count)
    count += 1
    entry(number).initialize(to: Entry(high: key.high, low: key.low, smallest: number))
    slots[index] = KeyTable.tag(key) | UInt64(number + 1)
    if count * 4 > (slotMask + 1) * 3 { grow() }
    return number
  }

  /// Twice the slots, filled anew from the entries, so that old and new need not exist at once.
  private func grow() {
    slotMask = (slotMask + 1) * 2 - 1
    slots.deallocate()
    slots = KeyTable.emptySlots(slotMask + 1)
    for number in 0..<UInt32(count) {
      let key = checksum(of: number)
      slots[slot(of: key)] = KeyTable.tag(key) | UInt64(number + 1)
    }
  }

  /// The checksum of a key.
  func checksum(of number: UInt32) -> Checksum {
    let known = entry(number)
    return Checksum(high: known.pointee.high, low: known.pointee.low)
  }

  /// Counts a record, numbered from 1, that has the key; false when that was done already.
  @inline(__always)
  func count(_ number: UInt32, record: UInt32) -> Bool {
    let known = entry(number)
    guard known.pointee.lastRecord != record else { return false }
    known.pointee.lastRecord = record
    known.pointee.degree &+= 1
    return true
  }

  /// The number that stands for the set of a key.
  @inline(__always)
  func root(of number: UInt32) -> UInt32 {
    var at = number
    while true {
      let known = entry(at)
      let parent = known.pointee.link
      if parent < 0 { return at }
      let above = entry(UInt32(parent)).pointee.link
      if above < 0 { return UInt32(parent) }
      known.pointee.link = above
      at = UInt32(above)
    }
  }

  /// Makes one set of two.
  func join(_ left: UInt32, _ right: UInt32) {
    var larger = root(of: left)
    var smaller = root(of: right)
    guard larger != smaller else { return }
    if entry(larger).pointee.link > entry(smaller).pointee.link { swap(&larger, &smaller) }
    let kept = entry(larger)
    let lost = entry(smaller)
    kept.pointee.link += lost.pointee.link
    lost.pointee.link = Int32(bitPattern: larger)
    if precedes(lost.pointee.smallest, kept.pointee.smallest) {
      kept.pointee.smallest = lost.pointee.smallest
    }
  }

  private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let first = entry(left)
    let second = entry(right)
    return (first.pointee.high, first.pointee.low) < (second.pointee.high, second.pointee.low)
  }

  /// Makes every key a set of its own again.
  func separate() {
    for number in 0..<UInt32(count) {
      let known = entry(number)
      known.pointee.link = -1
      known.pointee.smallest = number
    }
  }

  /// The smallest checksum in the set of a key.
  func smallest(of number: UInt32) -> Checksum {
    checksum(of: entry(root(of: number)).pointee.smallest)
  }
}

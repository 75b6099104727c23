internal import Kernel

/// Distinct keys, numbered from 0, and the disjoint sets that they are in.
///
/// Memory: at most 54 bytes a key. Sets are joined by size with path halving (Tarjan and van
/// Leeuwen 1984), nearly constant cost.
final class KeyTable {
  /// What is known of a key: with its checksum 32 bytes, so that a cache line holds all of it.
  struct Key: BitwiseCopyable {
    /// How many records have it.
    var degree: UInt32 = 0
    /// The number of the parent in the set's tree; for a root, the set's size with a minus.
    var link: Int32 = -1
    /// Of a root: the number of the set's key with the smallest checksum.
    var smallest: UInt32
    /// The record counted last, from 1, so that a record counts once.
    var lastRecord: UInt32 = 0
  }

  private let keys: ChecksumTable<Key>

  init(_ memory: StateMemory) throws(Failure) { keys = try ChecksumTable(memory) }

  /// How many distinct keys there are.
  var count: Int { keys.count }

  /// The key with a number, in its place.
  @inline(__always)
  private func key(_ number: UInt32) -> UnsafeMutablePointer<ChecksumTable<Key>.Entry> {
    keys.entry(number)
  }

  /// How many records have a key.
  func degree(_ number: UInt32) -> Int { Int(key(number).pointee.value.degree) }

  /// The number of a key that is known.
  func find(_ key: Checksum) -> UInt32? { keys.find(key) }

  /// Lets the memory of keys come that will be asked for.
  func prefetch(_ checksums: [Checksum]) { keys.prefetch(checksums) }

  /// The number of a key, which becomes a set of its own when it is new.
  func number(of key: Checksum) throws(Failure) -> UInt32 {
    try keys.number(of: key, new: Key(smallest: UInt32(keys.count))).number
  }

  /// The checksum of a key.
  func checksum(of number: UInt32) -> Checksum { key(number).pointee.key }

  /// Counts a record, numbered from 1, that has the key; false when that was done already.
  @inline(__always)
  func count(_ number: UInt32, record: UInt32) -> Bool {
    let known = key(number)
    guard known.pointee.value.lastRecord != record else { return false }
    known.pointee.value.lastRecord = record
    known.pointee.value.degree &+= 1
    return true
  }

  /// The number that stands for the set of a key.
  @inline(__always)
  func root(of number: UInt32) -> UInt32 {
    var at = number
    while true {
      let known = key(at)
      let parent = known.pointee.value.link
      if parent < 0 { return at }
      let above = key(UInt32(parent)).pointee.value.link
      if above < 0 { return UInt32(parent) }
      known.pointee.value.link = above
      at = UInt32(above)
    }
  }

  /// Makes one set of two.
  func join(_ left: UInt32, _ right: UInt32) {
    var larger = root(of: left)
    var smaller = root(of: right)
    guard larger != smaller else { return }
    if key(larger).pointee.value.link > key(smaller).pointee.value.link { swap(&larger, &smaller) }
    let kept = key(larger)
    let lost = key(smaller)
    kept.pointee.value.link += lost.pointee.value.link
    lost.pointee.value.link = Int32(bitPattern: larger)
    if precedes(lost.pointee.value.smallest, kept.pointee.value.smallest) {
      kept.pointee.value.smallest = lost.pointee.value.smallest
    }
  }

  private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    checksum(of: left) < checksum(of: right)
  }

  /// Makes every key a set of its own again.
  func separate() {
    for number in 0..<UInt32(count) {
      let known = key(number)
      known.pointee.value.link = -1
      known.pointee.value.smallest = number
    }
  }

  /// The smallest checksum in the set of a key.
  func smallest(of number: UInt32) -> Checksum {
    checksum(of: key(root(of: number)).pointee.value.smallest)
  }
}

internal import CXXHash

/// Distinct keys, known by their 128-bit checksums and numbered from 0, each with a value, held in a
/// `StateMemory`.
///
/// Memory: 16 bytes and the value's for each key, and 8 for each slot, of which between 3/8 and 3/4
/// are taken, so 11 to 22 more. Constant cost for each look.
public final class ChecksumTable<Value: BitwiseCopyable> {
  /// A key and its value, together so that one look at memory finds both.
  public struct Entry: BitwiseCopyable {
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64
    /// What is known of the key.
    public var value: Value

    @inlinable
    init(_ key: Checksum, _ value: Value) {
      high = key.high
      low = key.low
      self.value = value
    }

    /// The checksum.
    @inlinable public var key: Checksum { Checksum(high: high, low: low) }
  }

  /// The keys by number.
  public let entries: StateArray<Entry>
  @usableFromInline let memory: StateMemory
  @usableFromInline var slots: UnsafeMutablePointer<UInt64>
  @usableFromInline var slotMask: Int

  /// No keys yet. Throws `Failure.inputOutput` when there is no room for the first slots.
  public init(_ memory: StateMemory) throws(Failure) {
    self.memory = memory
    entries = StateArray(memory)
    slotMask = (1 << 10) - 1
    slots = try ChecksumTable.emptySlots(slotMask + 1, memory)
  }

  deinit { memory.release(slots) }

  private static func emptySlots(
    _ count: Int, _ memory: StateMemory
  ) throws(Failure) -> UnsafeMutablePointer<UInt64> {
    try memory.allocate(count * MemoryLayout<UInt64>.stride)
      .bindMemory(to: UInt64.self, capacity: count)
  }

  /// How many distinct keys there are.
  @inlinable public var count: Int { entries.count }

  /// The entry of a number, at an address that stays valid.
  @inlinable @inline(__always)
  public func entry(_ number: UInt32) -> UnsafeMutablePointer<Entry> {
    entries.address(Int(number))
  }

  /// A slot holds the number plus one below, and half of the checksum above to spare most looks at
  /// entries; 0 is empty.
  @inlinable @inline(__always)
  static func tag(_ key: Checksum) -> UInt64 { key.low & 0xFFFF_FFFF_0000_0000 }

  /// The slot of a key: the one it is in, or the empty one it would go to.
  @inlinable @inline(__always)
  func slot(of key: Checksum) -> Int {
    var index = Int(truncatingIfNeeded: key.high) & slotMask
    while true {
      let word = slots[index]
      if word == 0 { return index }
      if word & 0xFFFF_FFFF_0000_0000 == ChecksumTable.tag(key) {
        let known = entry(UInt32(truncatingIfNeeded: word) - 1)
        if known.pointee.high == key.high, known.pointee.low == key.low { return index }
      }
      index = (index + 1) & slotMask
    }
  }

  /// Lets the memory come that looking for these keys will need, all of it at once: each look waits
  /// for two places far apart.
  public func prefetch(_ keys: [Checksum]) {
    for key in keys { cxxhash_prefetch(slots + (Int(truncatingIfNeeded: key.high) & slotMask)) }
    for key in keys {
      let word = slots[Int(truncatingIfNeeded: key.high) & slotMask]
      if word & 0xFFFF_FFFF_0000_0000 == ChecksumTable.tag(key), word != 0 {
        cxxhash_prefetch(entry(UInt32(truncatingIfNeeded: word) - 1))
      }
    }
  }

  /// The number of a key that is known.
  @inlinable
  public func find(_ key: Checksum) -> UInt32? {
    let word = slots[slot(of: key)]
    return word == 0 ? nil : UInt32(truncatingIfNeeded: word) - 1
  }

  /// The number of a key, known or new; a new one gets the value, and `isNew` says so. Throws
  /// `Failure.inputOutput` when there is no room for it, or no number left.
  @inlinable
  public func number(
    of key: Checksum, new value: @autoclosure () -> Value
  ) throws(Failure) -> (number: UInt32, isNew: Bool) {
    let index = slot(of: key)
    let word = slots[index]
    if word != 0 { return (UInt32(truncatingIfNeeded: word) - 1, false) }
    guard count < Int(Int32.max) else {
      throw .inputOutput("more than \(Int32.max) distinct keys; the input is too large")
    }
    let number = UInt32(count)
    try entries.append(Entry(key, value()))
    slots[index] = ChecksumTable.tag(key) | UInt64(number + 1)
    if count * 4 > (slotMask + 1) * 3 { try grow() }
    return (number, true)
  }

  /// Twice the slots, filled anew from the entries, so that old and new need not exist at once.
  @usableFromInline
  func grow() throws(Failure) {
    memory.release(slots)
    slotMask = (slotMask + 1) * 2 - 1
    slots = try ChecksumTable.emptySlots(slotMask + 1, memory)
    for number in 0..<UInt32(count) {
      let key = entry(number).pointee.key
      slots[slot(of: key)] = ChecksumTable.tag(key) | UInt64(number + 1)
    }
  }
}

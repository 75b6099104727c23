/// Values in the order in which they were appended, held in a `StateMemory`.
///
/// They stand in blocks of which each is twice as large as the one before, so that none ever moves,
/// an address stays valid, and growing needs no second copy. Only pages that were written to take up
/// memory. Constant cost for each access.
public final class StateArray<Element: BitwiseCopyable> {
  /// The first block's size as a power of two: a page of values. Block number n has 2^n values, and
  /// the value number i stands in the block of the highest bit of i + 2^firstBits.
  @inlinable @inline(__always)
  static var firstBits: Int {
    let values = max(1, 4096 / MemoryLayout<Element>.stride)
    return Int.bitWidth - 1 - values.leadingZeroBitCount
  }

  @usableFromInline let memory: StateMemory
  @usableFromInline let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
  @usableFromInline var room = 0
  @usableFromInline var used = 0

  /// How many values there are.
  @inlinable public var count: Int { used }

  /// No values yet.
  public init(_ memory: StateMemory) {
    self.memory = memory
    blocks = .allocate(capacity: Int.bitWidth)
  }

  deinit {
    removeAll()
    blocks.deallocate()
  }

  /// The address of a value, valid until `removeAll`. The index must be below `count`.
  @inlinable @inline(__always)
  public func address(_ index: Int) -> UnsafeMutablePointer<Element> {
    assert(index >= 0 && index < room)
    let place = UInt(bitPattern: index &+ (1 << StateArray.firstBits))
    let bits = Int.bitWidth &- 1 &- place.leadingZeroBitCount
    return blocks[bits] + Int(bitPattern: place ^ (1 << UInt(bitPattern: bits)))
  }

  /// The value at an index, which must be below `count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return address(index).pointee
    }
    @inline(__always) set {
      precondition(index >= 0 && index < count)
      address(index).pointee = newValue
    }
  }

  /// Adds a value at the end. Throws `Failure.inputOutput` when there is no room for it.
  @inlinable @inline(__always)
  public func append(_ value: Element) throws(Failure) {
    if used == room { try grow() }
    address(used).initialize(to: value)
    used &+= 1
  }

  /// Adds `more` values of zero bits.
  public func append(zeros more: Int) throws(Failure) {
    while room - used < more { try grow() }
    used += more
  }

  /// Takes the last value away; nil when there is none.
  @inlinable
  public func popLast() -> Element? {
    if used == 0 { return nil }
    used &-= 1
    return address(used).pointee
  }

  /// Adds `length` values of zero bits that stand at one address in a row, and returns the index of
  /// the first; values before it may be left unused.
  public func append(row length: Int) throws(Failure) -> Int {
    while true {
      let place = used + 1 << StateArray.firstBits
      let end = (1 << (Int.bitWidth - place.leadingZeroBitCount)) - 1 << StateArray.firstBits
      if end - used >= length { break }
      used = end
    }
    while room - used < length { try grow() }
    used += length
    return used - length
  }

  /// Forgets all values and gives their memory back.
  public func removeAll() {
    var bits = StateArray.firstBits
    while room > 0 {
      memory.release(blocks[bits])
      room -= 1 << bits
      bits += 1
    }
    used = 0
  }

  @usableFromInline
  func grow() throws(Failure) {
    // All blocks so far and one more of the first size add up to a power of two.
    let bits = Int.bitWidth - 1 - (room + 1 << StateArray.firstBits).leadingZeroBitCount
    let block = try memory.allocate(MemoryLayout<Element>.stride << bits)
    blocks[bits] = block.bindMemory(to: Element.self, capacity: 1 << bits)
    room += 1 << bits
  }
}

internal import Glibc

/// One walk over a fresh tape: refuses what records may not hold, and writes each number's place
/// in the text into the unused bits of its tape word.
///
/// Tape and structural places are walked side by side. Each key is followed by a colon, and each
/// member and element by a comma or by the end of its container; so the two stay in step.
struct TapeCheck {
  /// Objects nested deeper than this have their keys compared one by one.
  static let tables = 8
  /// How many places each table has.
  static let tableSize = 1024

  let tape: UnsafeMutablePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let text: ByteView
  let structurals: UnsafePointer<UInt32>
  let structuralCount: Int
  let exactIntegers: Bool
  /// Which object of which text marked a place last. Each level of nesting has a table of its own,
  /// since an object's marks must stand until its end.
  let table: UnsafeMutablePointer<UInt32>
  var stamp: UInt32
  var structural = 0
  var largeInteger: Int?
  private var index = 1

  init(
    tape: UnsafeMutablePointer<UInt64>, strings: UnsafePointer<UInt8>, text: ByteView,
    structurals: UnsafePointer<UInt32>, structuralCount: Int, exactIntegers: Bool,
    table: UnsafeMutablePointer<UInt32>, stamp: UInt32
  ) {
    self.tape = tape
    self.strings = strings
    self.text = text
    self.structurals = structurals
    self.structuralCount = structuralCount
    self.exactIntegers = exactIntegers
    self.table = table
    self.stamp = stamp
  }

  mutating func run() throws(JSONError) {
    try checkValue(depth: 0)
    noteLengthOfRoot()
  }

  /// Nothing follows a number that is the whole text, so only its length tells where it ends.
  private func noteLengthOfRoot() {
    switch UInt8(truncatingIfNeeded: tape[1] >> 56) {
    case 0x6C, 0x75, 0x64:
      let offset = Int(tape[1] & 0xFFFF_FFFF)
      let length = text.slice(offset, text.count).trimmed.count
      if length <= 0xFF_FFFF { tape[1] |= UInt64(length) << 32 }
    default: break
    }
  }

  @inline(__always)
  private mutating func checkValue(depth: Int) throws(JSONError) {
    let word = tape[index]
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case 0x7B: try checkObject(depth: depth)
    case 0x5B: try checkArray(depth: depth)
    case 0x6C:  // l, a signed 64-bit integer
      let offset = numberOffset()
      if Int64(bitPattern: tape[index + 1]).magnitude > 9_007_199_254_740_991 {
        try noteLargeInteger(at: offset)
      }
      tape[index] = word | UInt64(offset)
      index += 2
      structural += 1
    case 0x75:  // u, an integer beyond the signed range
      let offset = numberOffset()
      try noteLargeInteger(at: offset)
      tape[index] = word | UInt64(offset)
      index += 2
      structural += 1
    case 0x64:  // d, a double
      tape[index] = word | UInt64(numberOffset())
      index += 2
      structural += 1
    default:
      index += 1
      structural += 1
    }
  }

  private mutating func checkArray(depth: Int) throws(JSONError) {
    let end = Int(tape[index] & 0xFFFF_FFFF) - 1
    index += 1
    structural += index < end ? 1 : 2
    while index < end {
      try checkValue(depth: depth + 1)
      structural += 1
    }
    index = end + 1
  }

  /// Each key marks one place of a table; only when two mark the same are keys compared.
  private mutating func checkObject(depth: Int) throws(JSONError) {
    let open = index
    let end = Int(tape[open] & 0xFFFF_FFFF) - 1
    index += 1
    structural += index < end ? 1 : 2
    if stamp == .max {
      table.update(repeating: 0, count: TapeCheck.tables * TapeCheck.tableSize)
      stamp = 0
    }
    stamp += 1
    let own = stamp
    let hasTable = depth < TapeCheck.tables
    let marks = table + (hasTable ? TapeCheck.tableSize * depth : 0)
    var mustCompare = !hasTable
    while index < end {
      if hasTable {
        let place = place(of: key(at: index))
        if marks[place] == own { mustCompare = true }
        marks[place] = own
      }
      index += 1
      structural += 2
      try checkValue(depth: depth + 1)
      structural += 1
    }
    if mustCompare { try compareKeys(objectAt: open, end: end) }
    index = end + 1
  }

  @inline(__always)
  private func place(of key: ByteView) -> Int {
    // simdjson's string memory is padded, so eight bytes can always be loaded.
    var word = UnsafeRawPointer(key.start).loadUnaligned(as: UInt64.self)
    if key.count < 8 { word &= (1 << UInt64(8 * key.count)) &- 1 }
    let last = key.count > 0 ? UInt64(key[key.count - 1]) : 0
    let mixed = (word ^ last << 32 ^ UInt64(key.count) << 56) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 54)
  }

  private mutating func noteLargeInteger(at offset: Int) throws(JSONError) {
    if exactIntegers { throw JSONError(.integerTooLarge, offset: offset) }
    if largeInteger == nil { largeInteger = offset }
  }

  @inline(__always)
  private func numberOffset() -> Int {
    precondition(structural < structuralCount, "the tape has more than the text")
    let offset = Int(structurals[structural])
    precondition(text[offset] == 0x2D || text[offset] &- 0x30 < 10, "no number stands here")
    return offset
  }

  @inline(never)
  private func compareKeys(objectAt open: Int, end: Int) throws(JSONError) {
    var keys: [ByteView] = []
    var index = open + 1
    while index < end {
      keys.append(key(at: index))
      index = JSONValue.next(tape, index + 1)
    }
    guard keys.count > 1 else { return }
    if keys.count <= 16 {
      for later in 1..<keys.count {
        for earlier in 0..<later where keys[earlier] == keys[later] {
          throw duplicate(keys[later])
        }
      }
    } else {
      keys.sort(by: ordered)
      for later in 1..<keys.count where keys[later - 1] == keys[later] {
        throw duplicate(keys[later])
      }
    }
  }

  private func ordered(_ left: ByteView, _ right: ByteView) -> Bool {
    let order = memcmp(left.start, right.start, min(left.count, right.count))
    return order < 0 || (order == 0 && left.count < right.count)
  }

  /// The scanner knows the place of the second of two equal keys.
  private func duplicate(_ key: ByteView) -> JSONError {
    JSONScanner.firstError(in: text) ?? JSONError(.duplicateKey(key.text), offset: 0)
  }

  @inline(__always)
  private func key(at index: Int) -> ByteView {
    JSONValue.string(strings, tape[index] & JSONValue.payloadMask)
  }
}

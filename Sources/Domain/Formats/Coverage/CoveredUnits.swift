internal import Kernel

/// Functions, branches or conditions of one section of a coverage file, each known by a key.
struct CoveredUnits {
  /// The lowest bit says whether it was hit.
  private var entries: [UInt64] = []
  private var isSorted = true

  /// Whether there is none.
  var isEmpty: Bool { entries.isEmpty }

  /// Takes one up; the same key again is the same one.
  @inline(__always)
  mutating func insert(_ key: UInt64, isHit: Bool) {
    let entry = key << 1 | (isHit ? 1 : 0)
    if let last = entries.last, last >> 1 >= entry >> 1 { isSorted = false }
    entries.append(entry)
  }

  /// The key of a text.
  static func key(_ text: ByteView) -> UInt64 { Checksum(of: text).low }

  /// Forgets all, and keeps the room.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    isSorted = true
  }

  /// Each once, by key; hit when one of its mentions is.
  mutating func unify() -> [UInt64] {
    if isSorted { return entries }
    entries.sort()
    var kept = 0
    for entry in entries {
      // A mention that is hit comes behind one that is not.
      if kept > 0, entries[kept - 1] >> 1 == entry >> 1 { kept -= 1 }
      entries[kept] = entry
      kept += 1
    }
    entries.removeSubrange(kept...)
    isSorted = true
    return entries
  }
}

/// The functions, branches or conditions of a file over all its sections, in one bit each.
///
/// Sections that speak of the same ones are united. Where they speak of others, how many there are
/// in all can no longer be told, and it is not guessed.
struct FileUnits {
  private var keys: UInt64 = 0
  private var hits: [UInt64] = []
  private var found = 0
  private var isMixed = false

  /// Whether no section speaks of any.
  var isEmpty: Bool { found == 0 }

  /// Adds what one section speaks of, and empties it.
  mutating func add(_ section: inout CoveredUnits) {
    defer { section.removeAll() }
    if section.isEmpty || isMixed { return }
    let entries = section.unify()
    let keys = entries.reduce(into: UInt64(entries.count)) { keys, entry in
      keys = (keys ^ entry >> 1) &* 0x9E37_79B9_7F4A_7C15
      keys ^= keys >> 29
    }
    if found == 0 {
      found = entries.count
      self.keys = keys
      hits = [UInt64](repeating: 0, count: (found + 63) / 64)
    } else if keys != self.keys || entries.count != found {
      isMixed = true
      hits = []
      return
    }
    for (index, entry) in entries.enumerated() where entry & 1 == 1 {
      hits[index / 64] |= 1 << UInt64(index % 64)
    }
  }

  /// How many there are; nil where the sections of the file differ.
  var count: CoverageCount? {
    if isMixed { return nil }
    return CoverageCount(found: found, hit: hits.reduce(0) { $0 + $1.nonzeroBitCount })
  }
}

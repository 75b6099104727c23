/// Branches that are counted by line: how many of how many of it were taken. 8 bytes a line.
struct BranchesByLine {
  /// Line, found and hit in 32, 16 and 16 bits.
  private var entries: [UInt64] = []

  /// Whether there is none.
  var isEmpty: Bool { entries.isEmpty }

  /// Takes up what is said of a line, of which less may be said elsewhere. Counts beyond 65,535
  /// stand as that, lines beyond 2^32 for the last one.
  mutating func insert(_ line: Int, _ count: CoverageCount) {
    let line = UInt32(clamping: line)
    let found = UInt64(min(count.found, 0xFFFF))
    entries.append(UInt64(line) << 32 | found << 16 | UInt64(min(count.hit, 0xFFFF)))
  }

  /// All branches, each line counted once, by the most that is said of it.
  mutating func count() -> CoverageCount {
    entries.sort()
    var total = CoverageCount()
    var index = 0
    while index < entries.count {
      let line = entries[index] >> 32
      var most = CoverageCount()
      while index < entries.count, entries[index] >> 32 == line {
        most.found = max(most.found, Int(entries[index] >> 16 & 0xFFFF))
        most.hit = max(most.hit, Int(entries[index] & 0xFFFF))
        index += 1
      }
      total.found += most.found
      total.hit += most.hit
    }
    return total
  }
}

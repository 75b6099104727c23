/// Which lines of a file there are, and which of them were run: each counts once, however often it
/// is spoken of. Memory is 24 bytes for every 64 lines near each other.
struct CoveredLines {
  private struct Chunk {
    let number: Int
    var found: UInt64
    var hit: UInt64
  }

  private var chunks: [Chunk] = []
  private var isSorted = true
  private var nextMerge = 64

  /// Takes up a line; once hit it stays hit.
  @inline(__always)
  mutating func insert(_ line: Int, isHit: Bool) {
    let number = line >> 6
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: line & 63)
    let last = chunks.count - 1
    if last >= 0, chunks[last].number == number {
      chunks[last].found |= bit
      if isHit { chunks[last].hit |= bit }
    } else {
      append(Chunk(number: number, found: bit, hit: isHit ? bit : 0))
    }
  }

  @inline(never)
  private mutating func append(_ chunk: Chunk) {
    if let last = chunks.last, chunk.number < last.number { isSorted = false }
    chunks.append(chunk)
    // Lines in no order at all must not cost more than those in order.
    if !isSorted, chunks.count >= nextMerge { merge() }
  }

  private mutating func merge() {
    chunks.sort { $0.number < $1.number }
    var kept = 0
    for chunk in chunks {
      if kept > 0, chunks[kept - 1].number == chunk.number {
        chunks[kept - 1].found |= chunk.found
        chunks[kept - 1].hit |= chunk.hit
      } else {
        chunks[kept] = chunk
        kept += 1
      }
    }
    chunks.removeSubrange(kept...)
    isSorted = true
    nextMerge = max(64, 2 * kept)
  }

  /// Takes up all lines of others.
  mutating func add(_ others: CoveredLines) {
    for chunk in others.chunks { append(chunk) }
  }

  /// How many there are, and how many of them were run.
  mutating func count() -> CoverageCount {
    if !isSorted { merge() }
    return chunks.reduce(into: CoverageCount()) { count, chunk in
      count.found += chunk.found.nonzeroBitCount
      count.hit += chunk.hit.nonzeroBitCount
    }
  }
}

/// How many of something there are, and how many of them were run.
struct CoverageCount: Equatable {
  var found = 0
  var hit = 0
}

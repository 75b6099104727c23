internal import Kernel

/// Finds out whether records are in a log, while the log is being checked.
///
/// Records in the order of the log, with gaps, cost no memory however many there are. Those that
/// come in another order are put aside and looked for in a second pass over the log.
public struct LogMembership {
  private let snapshot: LogSnapshot
  private let scan: LogScan
  private var aside: [Digest: Int] = [:]
  private var isAtEnd = false
  private var latest: Digest?

  /// A search in a log; `scan` becomes the checked log once `finish` returns.
  public init(_ snapshot: LogSnapshot) {
    self.snapshot = snapshot
    scan = snapshot.scan()
  }

  /// Looks for the record with this digest; `label` is returned by `finish` when it is missing.
  public mutating func look(for digest: Digest, label: Int) throws(TrustError) {
    if digest == latest { return }
    while !isAtEnd {
      guard let entry = try scan.next() else {
        isAtEnd = true
        break
      }
      if entry.digest == digest {
        latest = digest
        return
      }
    }
    aside[digest] = label
  }

  /// Checks the rest of the log, and returns its tree and the labels of the records that are not
  /// in it, in ascending order.
  public mutating func finish() throws(TrustError) -> (range: MerkleRange, missing: [Int]) {
    while try scan.next() != nil {}
    isAtEnd = true
    try snapshot.requireWhole(scan)
    if !aside.isEmpty {
      let again = snapshot.scan()
      while let entry = try again.next() { aside[entry.digest] = nil }
      guard again.range == scan.range else {
        throw .log(path: snapshot.path, problem: "changed while it was read")
      }
    }
    return (scan.range, aside.values.sorted())
  }
}

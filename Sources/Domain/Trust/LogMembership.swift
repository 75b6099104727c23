public import Kernel

/// Finds out whether records are in a log, while the log is being checked.
///
/// Records in the order of the log, with gaps, cost no memory however many there are. Those that
/// come in another order are put aside and looked for in a second pass over the log.
public struct LogMembership {
  private let snapshot: LogSnapshot
  private let scan: LogScan
  private var aside: [Digest: Waiting] = [:]
  private var files: [String] = []
  private var isAtEnd = false
  private var latest: Digest?

  /// A search in a log; `scan` becomes the checked log once `finish` returns.
  public init(_ snapshot: LogSnapshot) {
    self.snapshot = snapshot
    scan = snapshot.scan()
  }

  /// A place in few bytes.
  private struct Waiting {
    let file: Int32
    let line: Int32
  }

  /// Looks for the record with this digest; `finish` returns its place when it is missing.
  public mutating func look(for digest: Digest, at place: Place) throws(TrustError) {
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
    if files.last != place.file { files.append(place.file) }
    aside[digest] = Waiting(
      file: Int32(clamping: files.count - 1), line: Int32(clamping: place.line))
  }

  /// Checks the rest of the log, and returns its tree and the places of the records that are not
  /// in it, in their order.
  public mutating func finish() throws(TrustError) -> (range: MerkleRange, missing: [Place]) {
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
    let missing = aside.values.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    return (scan.range, missing.map { Place(files[Int($0.file)], line: Int($0.line)) })
  }
}

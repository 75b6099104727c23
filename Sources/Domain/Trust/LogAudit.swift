public import Kernel

/// What is to be found out about a log as a whole while it is read once.
public struct LogAudit {
  /// What was found.
  public struct Findings {
    /// The tree over the lines that were read, and those before.
    public let range: MerkleRange
    /// What is wrong, one sentence each.
    public let faults: [String]
    /// The hashes that prove an entry, when that was asked for.
    public let proof: [Digest]?
    /// What `LogSnapshot.scan(resuming:)` goes on from.
    public let resumption: ByteString
  }

  /// Checkpoints of the same log that were signed before: the log must begin with each of them.
  public var earlier: [Checkpoint] = []
  /// The entry that is to be proven, from 0.
  public var index: Int?

  /// Of nothing but the lines themselves.
  public init() {}

  /// Reads the log to its end. Throws `TrustError` where a line is not the right one.
  /// - Parameter checkpoint: the one that the log is held against, and proven in.
  public func run(
    _ scan: LogScan, of snapshot: LogSnapshot, against checkpoint: Checkpoint
  ) throws(TrustError) -> Findings {
    var faults: [String] = []
    var open = earlier
    for old in earlier {
      if old.origin != checkpoint.origin {
        faults.append("an earlier checkpoint is of \(old.origin), not of \(checkpoint.origin)")
      } else if old.size == 0 {
        faults.append("an earlier checkpoint is of an empty log, of which nothing can be shown")
      } else if old.size < scan.range.size {
        faults.append("an earlier checkpoint lies before what is read, a whole run would be right")
      } else if old.size > checkpoint.size {
        faults.append("an earlier checkpoint has \(old.size) entries, the log \(checkpoint.size)")
      } else {
        continue
      }
      open.removeAll { $0 == old }
    }
    func compare() {
      for old in open where old.size == scan.range.size && old.root != scan.range.root {
        faults.append("the first \(old.size) entries are not those of the earlier checkpoint")
      }
    }
    var prover: MerkleProver?
    if let index {
      guard index < checkpoint.size else {
        throw .log(path: scan.path, problem: "no entry \(index), it has \(checkpoint.size)")
      }
      prover = MerkleProver(inclusionOf: index, in: checkpoint.size)
    }
    compare()
    while try scan.next() != nil {
      if prover != nil, let line = scan.line { prover?.append(leaf: Merkle.leaf(line)) }
      if !open.isEmpty { compare() }
    }
    try snapshot.requireWhole(scan)
    // Of a log that is too short there is no proof.
    let isWhole = scan.range.size >= checkpoint.size
    return Findings(
      range: scan.range, faults: faults, proof: isWhole ? prover?.proof : nil,
      resumption: scan.state.json.canonical)
  }
}

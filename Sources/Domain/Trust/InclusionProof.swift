public import Kernel

/// That one entry is in a log, for someone who has the entry and not the log (C2SP tlog-proof).
public struct InclusionProof: Equatable, Sendable {
  /// The first line of the text form.
  private static let header: ByteString = "c2sp.org/tlog-proof@v1"
  /// No proof has more hashes than a tree has levels.
  private static let hashLimit = 63

  /// The place of the entry, from 0.
  public let index: Int
  /// The roots of the subtrees beside the way from the entry to the root, the lowest first.
  public let hashes: [Digest]
  /// The note with the checkpoint that the proof leads to, as it stands.
  public let note: ByteString

  /// A proof.
  public init(index: Int, hashes: [Digest], note: ByteString) {
    self.index = index
    self.hashes = hashes
    self.note = note
  }

  /// Reads the text form and checks its shape, not what it says.
  public init(_ text: ByteView) throws(TrustError) {
    let bytes = ByteString(text).bytes
    let blank = bytes.indices.dropLast().first { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
    guard let blank else { throw .checkpoint(problem: "proof without an empty line") }
    let lines = bytes[..<blank].split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { ByteString(Array($0)) }
    guard lines.count >= 2, lines[0] == InclusionProof.header,
      let index = InclusionProof.index(lines[1])
    else {
      throw .checkpoint(
        problem: "proof does not begin with \(InclusionProof.header) and index N")
    }
    let hashes = lines.dropFirst(2).compactMap { line in line.withView { Digest(base64: $0) } }
    guard hashes.count == lines.count - 2, hashes.count <= InclusionProof.hashLimit else {
      throw .checkpoint(problem: "proof with a line that is no hash in base64")
    }
    self.init(index: index, hashes: hashes, note: ByteString(Array(bytes[(blank + 2)...])))
  }

  private static func index(_ line: ByteString) -> Int? {
    guard line.bytes.starts(with: Array("index ".utf8)) else { return nil }
    return Int(canonical: line.bytes.dropFirst(6))
  }

  /// The text form.
  public var text: ByteString {
    var text = "\(InclusionProof.header)\nindex \(index)\n"
    for hash in hashes { text += "\(hash.base64)\n" }
    return ByteString(Array((text + "\n").utf8) + note.bytes)
  }

  /// Checks that a log line is where the proof says, in the log that `key` signed; returns the
  /// checkpoint.
  public func verify(line: ByteView, key: TrustedKey) throws(TrustError) -> Checkpoint {
    let checkpoint = try note.withView { (view) throws(TrustError) in
      try Checkpoint(note: view, key: key)
    }
    let isIncluded = MerkleProof.includes(
      leaf: Merkle.leaf(line), index: index, size: checkpoint.size, proof: hashes,
      root: checkpoint.root)
    guard isIncluded else {
      throw .checkpoint(problem: "the line is not entry \(index) of the log of \(checkpoint.size)")
    }
    return checkpoint
  }
}

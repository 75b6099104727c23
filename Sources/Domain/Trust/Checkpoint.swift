public import Kernel

/// The size and the root of a log at one moment (C2SP tlog-checkpoint).
public struct Checkpoint: Equatable, Sendable {
  /// Which log.
  public let origin: ByteString
  /// How many entries the log had.
  public let size: Int
  /// The root of the RFC 6962 tree over those entries.
  public let root: Digest
  /// Further lines, kept as they stand.
  public let extensions: [ByteString]

  /// A checkpoint.
  public init(origin: ByteString, size: Int, root: Digest, extensions: [ByteString] = []) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// Reads the text of a note.
  public init(_ text: ByteString) throws(TrustError) {
    let lines = text.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { ByteString(Array($0)) }
    // Behind the last line feed there is one more, empty part.
    guard lines.count >= 4, lines.last?.bytes.isEmpty == true else {
      throw .checkpoint(problem: "origin, size and root on three lines would be right")
    }
    guard text.withView({ UTF8Sequence.firstError(in: $0) }) == nil else {
      throw .checkpoint(problem: "invalid UTF-8 in the text")
    }
    guard lines.dropLast().allSatisfy({ !$0.bytes.isEmpty }) else {
      throw .checkpoint(problem: "an empty line in the text")
    }
    guard let size = Int(canonical: lines[1].bytes[...]) else {
      throw .checkpoint(problem: "size \"\(lines[1])\", decimal digits would be right")
    }
    guard let root = lines[2].withView({ Digest(base64: $0) }) else {
      throw .checkpoint(problem: "root \"\(lines[2])\", base64 of 32 bytes would be right")
    }
    guard size > 0 || root == Merkle.emptyRoot else {
      throw .checkpoint(problem: "size 0 with a root that is not the empty tree's")
    }
    self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3...].dropLast()))
  }

  /// Reads a note, and checks that `key` signed it and names the origin.
  public init(note: ByteView, key: TrustedKey) throws(TrustError) {
    let note = try SignedNote(note)
    let checkpoint = try Checkpoint(note.text)
    let key = try key.named(checkpoint.origin)
    guard checkpoint.origin == key.name else {
      throw .checkpoint(problem: "origin \(checkpoint.origin), \(key.name) would be right")
    }
    _ = try note.signers(among: [key])
    self = checkpoint
  }

  /// The text that is signed.
  public var text: ByteString {
    var text = "\(origin)\n\(size)\n\(root.base64)\n"
    for line in extensions { text += "\(line)\n" }
    return ByteString(text)
  }

  /// The note, signed by a key in the name of the origin.
  public func signed(by key: SigningKey) throws(TrustError) -> SignedNote {
    var note = try SignedNote(text: text)
    try note.sign(with: key, name: origin)
    return note
  }
}

extension Int {
  /// Reads decimal digits without a sign or a leading zero, so that no number has two spellings.
  init?(canonical digits: ArraySlice<UInt8>) {
    guard digits.allSatisfy({ $0 &- 0x30 < 10 }), digits.count == 1 || digits.first != 0x30 else {
      return nil
    }
    self.init(String(decoding: digits, as: UTF8.self))
  }
}

public import Kernel

/// A text with signature lines (C2SP signed-note): readable, and signed as it stands.
public struct SignedNote: Equatable, Sendable {
  /// One signature line.
  public struct Signature: Equatable, Sendable {
    /// Who says to have signed.
    public let name: ByteString
    /// The hash of that key.
    public let hash: [UInt8]
    /// The bytes behind the hash: for Ed25519 the signature.
    public let bytes: [UInt8]
  }

  /// The longest note that is read; a checkpoint has some hundred bytes.
  static let sizeLimit = 1 << 20
  /// How many signature lines are read.
  static let signatureLimit = 100

  /// The text, its last line feed included.
  public let text: ByteString
  /// The signature lines in their order.
  public private(set) var signatures: [Signature]

  /// A text to be signed; refused when a note cannot hold it.
  public init(text: ByteString) throws(TrustError) {
    guard SignedNote.isText(text.bytes), text.bytes.last == 0x0A else {
      throw .note(problem: "text without a last line feed, or with control characters")
    }
    self.text = text
    signatures = []
  }

  /// Reads a note and checks its form, not its signatures.
  public init(_ note: ByteView) throws(TrustError) {
    guard note.count <= SignedNote.sizeLimit else { throw .note(problem: "over 1 MiB") }
    let bytes = ByteString(note).bytes
    guard SignedNote.isText(bytes) else {
      throw .note(problem: "invalid UTF-8 or a control character other than line feed")
    }
    guard bytes.last == 0x0A else { throw .note(problem: "no line feed at the end") }
    let blank = bytes.indices.dropLast().last { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
    guard let blank else { throw .note(problem: "no empty line before the signatures") }
    text = ByteString(Array(bytes[...blank]))
    signatures = []
    let lines = bytes[(blank + 2)...].dropLast().split(
      separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= SignedNote.signatureLimit else {
      throw .note(problem: "over \(SignedNote.signatureLimit) signatures")
    }
    for line in lines { signatures.append(try SignedNote.signature(Array(line))) }
  }

  private static func signature(_ line: [UInt8]) throws(TrustError) -> Signature {
    let parts = line.split(separator: 0x20, omittingEmptySubsequences: false).map { Array($0) }
    guard parts.count == 3, parts[0] == [0xE2, 0x80, 0x94], NoteKey.isName(ByteString(parts[1])),
      let decoded = ByteString(parts[2]).withView({ Base64.decode($0) }), decoded.count > 4
    else {
      throw .note(problem: "a signature line that is not \u{2014} NAME BASE64")
    }
    return Signature(
      name: ByteString(parts[1]), hash: Array(decoded.prefix(4)),
      bytes: Array(decoded.dropFirst(4)))
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
      && bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
  }

  /// Adds a signature line.
  public mutating func sign(with key: SigningKey, name: ByteString) throws(TrustError) {
    let named = try NoteKey(name: name, publicKey: key.publicKey)
    let bytes = try text.withView { (view) throws(TrustError) in try key.sign(view) }
    signatures.append(Signature(name: name, hash: named.hash, bytes: bytes))
  }

  /// The keys of `keys` that signed, each once.
  ///
  /// Signature lines of unknown keys are passed over; a bad one of a known key refuses the note
  /// whatever else stands there.
  public func signers(among keys: [NoteKey]) throws(TrustError) -> [NoteKey] {
    var found: [NoteKey] = []
    for signature in signatures {
      for key in keys where key.name == signature.name && key.hash == signature.hash {
        let valid = text.withView { key.publicKey.verifies(signature.bytes, of: $0) }
        guard valid else { throw .note(problem: "the signature of \(key.name) is wrong") }
        if !found.contains(key) { found.append(key) }
      }
    }
    guard !found.isEmpty else {
      let known = keys.map { $0.name.description }.joined(separator: ", ")
      throw .note(problem: "no signature of a known key, one of \(known) would be right")
    }
    return found
  }

  /// The note as it is written to a file.
  public var bytes: ByteString {
    let buffer = ByteBuffer()
    buffer.append(text)
    for signature in signatures {
      buffer.append("\n\u{2014} ")
      buffer.append(signature.name)
      buffer.append(0x20)
      ByteString(signature.hash + signature.bytes).withView { Base64.write($0, to: buffer) }
    }
    buffer.append(0x0A)
    return buffer.string
  }
}

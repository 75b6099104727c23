import Kernel
import TestSupport
import Testing

@testable import Trust

@Suite struct CheckpointTests {
  static let tessera = SharedData.path("data/vectors/tessera/testdata/log")
  static let golden = SharedData.path("eval/evidence/golden")

  private static func open(_ note: String, _ key: TrustedKey) throws -> Checkpoint {
    try ByteString(note).withView { try Checkpoint(note: $0, key: key) }
  }

  private static func signer() throws -> (SigningKey, TrustedKey) {
    let key = try SigningKey(seed: Array(0..<32))
    return (key, .named(try NoteKey(name: "example.com/log", publicKey: key.publicKey)))
  }

  private static func note(_ text: String, by key: SigningKey) throws -> String {
    var note = try SignedNote(text: ByteString(text))
    try note.sign(with: key, name: "example.com/log")
    return note.bytes.description
  }

  static let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

  @Test func readsWhatItSigned() throws {
    let (key, trusted) = try Self.signer()
    let checkpoint = Checkpoint(
      origin: "example.com/log", size: 7, root: Merkle.emptyRoot, extensions: ["more"])
    let note = try checkpoint.signed(by: key).bytes.description
    #expect(try Self.open(note, trusted) == checkpoint)
    #expect(try Self.open(note, .bare(key.publicKey)) == checkpoint)
  }

  @Test func everyChangedByteOfANoteIsSeen() throws {
    let (key, trusted) = try Self.signer()
    let checkpoint = Checkpoint(origin: "example.com/log", size: 7, root: Merkle.emptyRoot)
    let good = try checkpoint.signed(by: key).bytes
    for place in good.bytes.indices {
      for flip in [0x01, 0x02, 0x10, 0x20, 0x80] as [UInt8] {
        var bad = good
        bad.bytes[place] ^= flip
        #expect(throws: TrustError.self, "byte \(place)") {
          try bad.withView { try Checkpoint(note: $0, key: trusted) }
        }
      }
      let cut = ByteString(Array(good.bytes[..<place]))
      #expect(throws: TrustError.self, "cut at \(place)") {
        try cut.withView { try Checkpoint(note: $0, key: trusted) }
      }
    }
  }

  @Test(arguments: [
    "example.com/log\n04\n\(root)\n", "example.com/log\n+4\n\(root)\n",
    "example.com/log\n-1\n\(root)\n", "example.com/log\n\n\(root)\n",
    "example.com/log\n99999999999999999999\n\(root)\n", "example.com/log\n4\n\(root)=\n",
    "example.com/log\n4\nAAAA\n", "example.com/log\n4\n", "example.com/log\n4\n\(root)\n\nmore\n",
    "example.com/log\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    "other.example/log\n4\n\(root)\n", "\n4\n\(root)\n",
  ])
  func refusesAWellSignedTextThatIsNoCheckpoint(text: String) throws {
    let (key, trusted) = try Self.signer()
    let note = try Self.note(text, by: key)
    #expect(throws: TrustError.self) { try Self.open(note, trusted) }
  }

  @Test func refusesMalformedNotes() throws {
    let (key, trusted) = try Self.signer()
    let text = "example.com/log\n4\n\(Self.root)\n"
    let good = try Self.note(text, by: key)
    #expect(try Self.open(good, trusted).size == 4)
    let line = String(good.dropFirst(text.count + 1))
    let windows = good.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let hyphens = good.split(separator: "\u{2014}").joined(separator: "-")
    let blanks = text + "\n\u{2014} " + String(line.dropFirst())
    let bad: [(String, String)] = [
      ("no line feed at the end", String(good.dropLast())),
      ("no signature", text), ("no empty line", text + line),
      ("two empty lines", text + "\n\n" + line), ("carriage returns", windows),
      ("hyphens", hyphens), ("two blanks", blanks),
      ("a tab", "example.com/log\t\n4\n\(Self.root)\n\n" + line),
      ("text behind", good + "more\n"), ("an empty line behind", good + "\n"),
    ]
    for (name, note) in bad {
      #expect(throws: TrustError.self, "\(name)") { try Self.open(note, trusted) }
    }
  }

  @Test func aBadSignatureOfAKnownKeyRefusesTheNoteWhateverElseStandsThere() throws {
    let (key, trusted) = try Self.signer()
    let other = try SigningKey.generate()
    let text = ByteString("example.com/log\n4\n\(Self.root)\n")
    var note = try SignedNote(text: text)
    try note.sign(with: other, name: "witness.example")
    #expect(throws: TrustError.self) { try Self.open(note.bytes.description, trusted) }
    try note.sign(with: key, name: "example.com/log")
    let good = note.bytes.description
    #expect(try Self.open(good, trusted).size == 4)
    // The same key a second time, over other text.
    let foreign = try Self.note("example.com/log\n5\n\(Self.root)\n", by: key)
    let line = foreign.split(separator: "\n").last.map(String.init) ?? ""
    #expect(throws: TrustError.self) { try Self.open(good + line + "\n", trusted) }
  }

  @Test(.enabled(if: tessera != nil, "the Tessera log is not here"))
  func readsTheCheckpointsOfAnotherImplementation() throws {
    let folder = try #require(Self.tessera)
    let key = TrustedKey.named(
      try NoteKey(
        ByteView("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"))
    )
    let entries = [
      "one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven",
      "twelf", "threeten", "fourten", "fivten",
    ]
    var range = MerkleRange()
    for size in 0...entries.count {
      let note = try WholeFile.bytes("\(folder)/checkpoint.\(size)")
      let checkpoint = try note.withView { try Checkpoint(note: $0, key: key) }
      #expect(checkpoint.size == size)
      #expect(checkpoint.root == range.root)
      if size < entries.count {
        range.append(leaf: ByteString(entries[size]).withView { Merkle.leaf($0) })
      }
    }
  }

  @Test(.enabled(if: golden != nil, "the golden log is not here"))
  func verifiesTheGoldenLog() throws {
    let folder = try #require(Self.golden)
    let key = try WholeFile.bytes("\(folder)/vkey").withView { try TrustedKey($0, path: "vkey") }
    let snapshot = try LogSnapshot(
      log: "\(folder)/log.jsonl", checkpoint: "\(folder)/checkpoint", waitSeconds: 0)
    let checkpoint = try snapshot.note.withView { try Checkpoint(note: $0, key: key) }
    let scan = snapshot.scan()
    while try scan.next() != nil {}
    try snapshot.requireWhole(scan)
    #expect(scan.range.size == 4)
    #expect(scan.range.root == checkpoint.root)
  }

  /// Found by fuzzing: such an origin was repaired when the text was written again.
  @Test func refusesATextThatIsNotUTF8() {
    let text = Array("log".utf8) + [0xBC] + Array("\n4\n\(Self.root)\n".utf8)
    #expect(throws: TrustError.self) { try Checkpoint(ByteString(text)) }
  }
}

import Kernel
import TestSupport
import Testing

@testable import Trust

/// Every small change of what was signed is seen. `SLUICE_EXHAUSTIVE` tries all 255 other values of
/// every byte, which takes minutes; otherwise each byte gets a few.
@Suite struct TamperingTests {
  private static let isExhaustive = Descriptor.environment("SLUICE_EXHAUSTIVE") != nil

  /// Other values for a byte: a bit flipped, and what splits lines and texts.
  private static func others(of byte: UInt8) -> [UInt8] {
    let values = isExhaustive ? Array(0...255) : [byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x0A, 0x22]
    return Array(Set(values).subtracting([byte])).sorted()
  }

  /// Calls `body` with each changed, removed, doubled and inserted byte, and each end cut off.
  private static func forEachChange(of bytes: [UInt8], _ body: ([UInt8], String) throws -> Void)
    rethrows
  {
    for place in bytes.indices {
      for other in others(of: bytes[place]) {
        var changed = bytes
        changed[place] = other
        try body(changed, "byte \(place) is \(other)")
      }
      var removed = bytes
      removed.remove(at: place)
      try body(removed, "byte \(place) removed")
      for other in [bytes[place], 0x20, 0x0A, 0x30, 0x41] {
        var inserted = bytes
        inserted.insert(other, at: place)
        try body(inserted, "\(other) inserted at \(place)")
      }
      if place + 1 < bytes.count, bytes[place] != bytes[place + 1] {
        var swapped = bytes
        swapped.swapAt(place, place + 1)
        try body(swapped, "bytes swapped at \(place)")
      }
      try body(Array(bytes[..<place]), "cut at \(place)")
    }
    try body(bytes + [0x0A], "line feed added")
    try body(bytes + bytes, "doubled")
  }

  /// A log of 200 records, the last of them a decision, with the state before each line.
  private struct SignedLog {
    var lines: [[UInt8]] = []
    var states = [LogState()]
    let root: Digest

    init() throws {
      let folder = try Folder()
      try LogTests.append(0..<199, to: folder)
      let spool = Spool(limit: 1 << 20)
      let entry = ByteBuffer()
      LogEntry.stage(
        .members([
          "id": "decision", "source": "s", "specversion": "1.0", "type": "sluice.decision.v1",
        ]), to: entry)
      try spool.append(line: entry.view)
      let writer = try LogWriter(
        path: folder.file("log"), statePath: folder.file("state"), waitSeconds: 0)
      try writer.open(after: nil)
      try writer.append(spool)
      root = writer.checkpoint(origin: "log").root
      lines = try folder.read("log").bytes.split(separator: 0x0A).map { Array($0) }
      for line in lines {
        var state = states[states.count - 1]
        _ = try ByteString(line).withView { try state.follow($0, path: "log").sequence }
        states.append(state)
      }
    }

    /// Whether it is seen when `bytes` stand from line `first` up to line `next`. What follows is
    /// read until it is seen, and not at all once everything is as it was: then nothing was changed.
    func isSeen(_ bytes: [UInt8], from first: Int, to next: Int) -> Bool {
      var state = states[first]
      var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
      // What stands behind the last line feed runs on into the next line.
      let rest = parts.removeLast()
      var following = lines[next...].map { $0 }
      if !rest.isEmpty {
        guard !following.isEmpty else { return true }
        following[0] = rest + following[0]
      }
      for line in parts + following {
        let isGood = ByteString(line).withView { view in
          (try? state.follow(view, path: "log").sequence) != nil
        }
        if !isGood { return true }
      }
      return state.range.root != root || state.size != lines.count
    }
  }

  @Test func everyChangeInALogIsSeen() throws {
    let log = try SignedLog()
    #expect(log.lines.count == 200)
    #expect(log.states[200].range.root == log.root)
    #expect(!log.isSeen(log.lines[7] + [0x0A], from: 7, to: 8))
    #expect(!log.isSeen(log.lines[199] + [0x0A], from: 199, to: 200))
    var unseen: [String] = []
    for (number, line) in log.lines.enumerated() {
      Self.forEachChange(of: line + [0x0A]) { changed, what in
        if !log.isSeen(changed, from: number, to: number + 1) {
          unseen.append("line \(number): \(what)")
        }
      }
    }
    #expect(unseen.isEmpty)
    // Cut off behind a whole line, the rest does not have the signed root.
    #expect(log.states.dropLast().allSatisfy { $0.range.root != log.root })
  }

  @Test func everyRemovedMovedDoubledOrForeignLineIsSeen() throws {
    let log = try SignedLog()
    func text(_ numbers: [Int]) -> [UInt8] { numbers.flatMap { log.lines[$0] + [0x0A] } }
    for first in log.lines.indices {
      #expect(log.isSeen([], from: first, to: first + 1), "line \(first) removed")
      #expect(log.isSeen(text([first, first]), from: first, to: first + 1), "doubled")
      for second in log.lines.indices where second > first {
        let between = Array(first + 1..<second)
        #expect(
          log.isSeen(text([second] + between + [first]), from: first, to: second + 1),
          "lines \(first) and \(second) swapped")
      }
      // A well-made entry of somebody else, in the place of one, or between two.
      var line = log.lines[first]
      line[20] = line[20] == 0x30 ? 0x31 : 0x30
      #expect(log.isSeen(line + [0x0A], from: first, to: first + 1))
      #expect(log.isSeen(line + [0x0A], from: first, to: first))
    }
  }

  @Test func everyChangeInACheckpointIsSeen() throws {
    let key = try TrustMaker.key("log")
    let checkpoint = Checkpoint(origin: "log.example", size: 0, root: MerkleRange().root)
    let note = try checkpoint.signed(by: key).bytes
    func read(_ bytes: ByteString) -> Checkpoint? {
      bytes.withView { try? Checkpoint(note: $0, key: .bare(key.publicKey)) }
    }
    #expect(read(note) == checkpoint)
    Self.forEachChange(of: note.bytes) { changed, what in
      #expect(read(ByteString(changed)) == nil, "\(what)")
    }
  }

  /// What is believed after a change must be the same envelope in another spelling: white space,
  /// or the other alphabet of base64, which DSSE wants accepted.
  private static func check(_ kind: ByteString, _ payload: String, by name: String) throws {
    let trust = try TrustMaker.oneKeyARole()
    let envelope = try TrustMaker.envelope(kind, payload, by: [name])
    let good = envelope.text
    #expect(TrustMaker.refusal(envelope, trust) == nil)
    var believed = 0
    try forEachChange(of: good.bytes) { changed, what in
      let statement = ByteString(changed).withView {
        try? Statement($0, trust: trust, at: TrustMaker.now)
      }
      guard let statement else { return }
      believed += 1
      #expect(statement.payload == envelope.payload, "\(what)")
      #expect(statement.signers.map(\.name) == [ByteString(name)], "\(what)")
      let respelled = try ByteString(changed).withView { try DSSEEnvelope(text: $0).text }
      #expect(respelled == good, "\(what)")
    }
    #expect(believed < good.bytes.count)
  }

  @Test func everyChangeInAWaiverIsSeen() throws {
    try Self.check(
      "waiver", TrustMaker.record("waiver", actor: "waiver-approver"), by: "waiver-approver")
  }

  @Test func everyChangeInAnApprovalIsSeen() throws {
    try Self.check("approval", TrustMaker.record("approval"), by: "approver")
  }

  @Test func everyChangeInADecisionIsSeen() throws {
    try Self.check("decision", TrustMaker.record("decision"), by: "releaser")
  }

  @Test func everyChangeInAPolicyIsSeen() throws {
    let policy = "{\"policy\":\"p\",\"version\":1}\n{\"id\":\"r\"}\n"
    try Self.check("policy", policy, by: "policy-owner")
  }

  @Test func everyChangeInATrustFileIsSeen() throws {
    let steps = [
      (try TrustChainTests.file(1, ["a"]), ["a"]),
      (try TrustChainTests.file(2, ["b"]), ["a", "b"]),
    ]
    var good = ByteString()
    for (payload, names) in steps {
      good.bytes += try TrustMaker.envelope("trust", payload, by: names).text.bytes + [0x0A]
    }
    func read(_ text: ByteString) -> TrustChain? {
      try? TrustChain(text, path: "trust", at: TrustMaker.now)
    }
    let digest = try #require(read(good)).digest
    Self.forEachChange(of: good.bytes) { changed, what in
      guard let chain = read(ByteString(changed)) else { return }
      // Cut off before version 2, or begun with it, it is a trust file still: `minimum` and the
      // reader's own anchor are for that.
      if chain.versions == 1...1 { return #expect(what.hasPrefix("cut at")) }
      #expect(chain.digest == digest, "\(what)")
    }
    let first = try #require(good.bytes.firstIndex(of: 0x0A))
    #expect(read(ByteString(Array(good.bytes[..<first])))?.versions == 1...1)
    #expect(throws: TrustError.self) {
      try TrustChain(
        ByteString(Array(good.bytes[..<first])), path: "t", at: TrustMaker.now, minimum: 2)
    }
  }
}

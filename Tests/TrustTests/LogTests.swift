import Glibc
import Kernel
import TestSupport
import Testing
import Trust

/// Logs written and read back, whole and after something has happened to them.
@Suite struct LogTests {
  static func record(_ number: Int) -> JSON {
    .members([
      "id": .text("r\(number)"), "source": "test", "specversion": "1.0",
      "time": number % 3 == 0 ? nil : "2026-11-20T06:00:00Z", "type": "sluice.test.v1",
    ])
  }

  static func staged(_ numbers: Range<Int>, limit: Int = 1 << 20) throws -> Spool {
    let spool = Spool(limit: limit)
    let entry = ByteBuffer()
    for number in numbers {
      entry.removeAll()
      LogEntry.stage(record(number), to: entry)
      try spool.append(line: entry.view)
    }
    return spool
  }

  /// Appends records to the log of a folder and signs it, as `sign` does.
  @discardableResult
  static func append(_ numbers: Range<Int>, to folder: Folder) throws -> [String] {
    let key = try SigningKey(seed: Array(0..<32))
    let writer = try LogWriter(
      path: folder.file("log"), statePath: folder.file("state"), waitSeconds: 60)
    let note = try SmallFile.readIfPresent(folder.file("checkpoint"))
    let last = try note.map { note in
      try note.withView { try Checkpoint(note: $0, key: .bare(key.publicKey)) }
    }
    try writer.open(after: last)
    try writer.append(staged(numbers))
    let checkpoint = try writer.checkpoint(origin: "log").signed(by: key)
    try SmallFile.replace(folder.file("checkpoint"), with: checkpoint.bytes)
    return writer.repairs
  }

  /// What `verify` finds: the size of the log, or an error.
  @discardableResult
  static func verify(_ folder: Folder) throws -> Int {
    let key = try SigningKey(seed: Array(0..<32)).publicKey
    let snapshot = try LogSnapshot(
      log: folder.file("log"), checkpoint: folder.file("checkpoint"), waitSeconds: 60)
    let checkpoint = try snapshot.note.withView { try Checkpoint(note: $0, key: .bare(key)) }
    var records = LogMembership(snapshot)
    let (range, _) = try records.finish()
    guard range.size == checkpoint.size, range.root == checkpoint.root else {
      throw TrustError.log(path: "log", problem: "another root")
    }
    return range.size
  }

  @Test func chainsEntriesAcrossAppends() throws {
    let folder = try Folder()
    #expect(try Self.append(0..<5, to: folder).isEmpty)
    #expect(try Self.append(5..<5, to: folder).isEmpty)
    #expect(try Self.append(5..<12, to: folder).isEmpty)
    #expect(try Self.verify(folder) == 12)
    let lines = try folder.read("log").bytes.split(separator: 0x0A)
    var previous = Digest.zero
    for (number, line) in lines.enumerated() {
      let digest = SHA256.digest(of: Self.record(number).canonical)
      let time = number % 3 == 0 ? "" : ",\"time\":\"2026-11-20T06:00:00Z\""
      let expected =
        "{\"digest\":\"sha256:\(digest.hex)\",\"id\":\"r\(number)\",\"prev\":\"\(previous.hex)\","
        + "\"seq\":\(number)\(time),\"type\":\"sluice.test.v1\"}"
      #expect(ByteString(Array(line)) == ByteString(expected))
      previous = SHA256.digest(of: ByteString(Array(line)))
    }
  }

  /// Opens the log of a folder without a checkpoint.
  static func writer(of folder: Folder) throws -> LogWriter {
    let writer = try LogWriter(
      path: folder.file("log"), statePath: folder.file("state"), waitSeconds: 60)
    try writer.open(after: nil)
    return writer
  }

  @Test func knowsWhatItHasJustAppended() throws {
    let folder = try Folder()
    let other = try Folder()
    for (first, last) in [(0, 3), (3, 5)] {
      try Self.append(first..<last, to: folder)
      let writer = try Self.writer(of: folder)
      let count = last - first
      #expect(try writer.hasJustAppended(Self.staged(first..<last), count: count))
      #expect(try writer.hasJustAppended(Self.staged(first..<last, limit: 1), count: count))
      #expect(!(try writer.hasJustAppended(Self.staged(first + 1..<last + 1), count: count)))
      #expect(!(try writer.hasJustAppended(Self.staged(first..<last - 1), count: count - 1)))
      #expect(!(try writer.hasJustAppended(Self.staged(first..<last + 1), count: count + 1)))
      #expect(!(try writer.hasJustAppended(Self.staged(0..<0), count: 0)))
    }
    // A run without records changes nothing, one with others does.
    try Self.append(5..<5, to: folder)
    #expect(try Self.writer(of: folder).hasJustAppended(Self.staged(3..<5), count: 2))
    try Self.append(5..<7, to: folder)
    #expect(!(try Self.writer(of: folder).hasJustAppended(Self.staged(3..<5), count: 2)))
    // Where the state is lost, nothing is known of runs.
    try Self.append(0..<2, to: other)
    try SmallFile.replace(other.file("state"), with: "{}")
    #expect(!(try Self.writer(of: other).hasJustAppended(Self.staged(0..<2), count: 2)))
  }

  @Test func aSpilledRunGivesTheSameLog() throws {
    let folder = try Folder()
    let spilled = try Folder()
    try Self.append(0..<500, to: folder)
    let writer = try LogWriter(
      path: spilled.file("log"), statePath: spilled.file("state"), waitSeconds: 0)
    try writer.open(after: nil)
    try writer.append(Self.staged(0..<500, limit: 1000))
    #expect(try folder.read("log") == spilled.read("log"))
    #expect(try folder.read("state") == spilled.read("state"))
  }

  @Test func appendingReadsNothingButTheLastLine() throws {
    let folder = try Folder()
    try Self.append(0..<50, to: folder)
    // A change in the middle is what verification is for; an append that reads the whole log would
    // find it.
    var log = try folder.read("log")
    log.bytes[20] ^= 1
    try folder.write("log", log)
    try Self.append(50..<51, to: folder)
    #expect(throws: TrustError.self) { try Self.verify(folder) }
  }

  @Test func everyChangedByteOfALogIsSeen() throws {
    let folder = try Folder()
    try Self.append(0..<8, to: folder)
    let good = try folder.read("log")
    let descriptor = open(folder.file("log"), O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    for place in good.bytes.indices {
      for flip in [0x01, 0x07, 0x20, 0x80] as [UInt8] {
        var byte = good.bytes[place] ^ flip
        #expect(pwrite(descriptor, &byte, 1, place) == 1)
        #expect(throws: TrustError.self, "byte \(place)") { try Self.verify(folder) }
      }
      var byte = good.bytes[place]
      #expect(pwrite(descriptor, &byte, 1, place) == 1)
    }
    #expect(try Self.verify(folder) == 8)
    for length in good.bytes.indices.reversed() {
      #expect(ftruncate(descriptor, length) == 0)
      #expect(throws: TrustError.self, "cut at \(length)") { try Self.verify(folder) }
    }
  }

  @Test func everyMovedRemovedOrAddedLineIsSeen() throws {
    let folder = try Folder()
    try Self.append(0..<200, to: folder)
    let lines = try folder.read("log").bytes.split(separator: 0x0A).map { Array($0) }
    func isSeen(_ changed: [[UInt8]]) throws -> Bool {
      try folder.write("log", ByteString(changed.flatMap { $0 + [0x0A] }))
      return (try? Self.verify(folder)) == nil
    }
    #expect(try !isSeen(lines))
    for place in lines.indices {
      var removed = lines
      removed.remove(at: place)
      var doubled = lines
      doubled.insert(lines[place], at: place)
      var swapped = lines
      swapped.swapAt(place, (place + 1) % lines.count)
      var emptied = lines
      emptied.insert([], at: place)
      for changed in [removed, doubled, swapped, emptied, Array(lines[..<place])] {
        #expect(try isSeen(changed), "line \(place)")
      }
    }
    #expect(try isSeen(lines + [[]]))
    #expect(try isSeen(lines.dropLast() + [lines[199] + [0x0D]]))
  }

  @Test func aTornAppendIsRepairedByTheNext() throws {
    let folder = try Folder()
    try Self.append(0..<5, to: folder)
    let good = try folder.read("log")
    try Self.append(5..<8, to: folder)
    let more = try folder.read("log")
    // As if the second append had died: some of its bytes, but neither state nor checkpoint.
    for length in stride(from: good.bytes.count + 1, through: more.bytes.count, by: 7) {
      let torn = try Folder()
      try Self.append(0..<5, to: torn)
      try torn.write("log", ByteString(Array(more.bytes[..<length])))
      #expect(throws: TrustError.self) { try Self.verify(torn) }
      let repairs = try Self.append(5..<8, to: torn)
      #expect(repairs.count == 1 && repairs[0].hasPrefix("\(length - good.bytes.count) bytes"))
      #expect(try torn.read("log") == more)
      #expect(try Self.verify(torn) == 8)
    }
  }

  @Test func anAppendThatDiedBeforeItsCheckpointIsTakenUp() throws {
    let folder = try Folder()
    try Self.append(0..<5, to: folder)
    let checkpoint = try folder.read("checkpoint")
    try Self.append(5..<8, to: folder)
    try folder.write("checkpoint", checkpoint)
    #expect(throws: TrustError.self) { try Self.verify(folder) }
    try Self.append(8..<9, to: folder)
    #expect(try Self.verify(folder) == 9)
  }

  @Test func aMissingStateIsMadeAnewFromTheLog() throws {
    let folder = try Folder()
    try Self.append(0..<9, to: folder)
    // Where the last run began is no more known, the rest is.
    func state() throws -> [JSON?] {
      let tree = try JSONParser.tree(folder.read("state"))
      return ["last", "last_bytes", "roots", "size", "size_bytes"].map { tree[$0] }
    }
    let good = try state()
    for bad in [nil, ByteString("{}\n"), ByteString("x")] {
      if let bad { try folder.write("state", bad) } else { unlink(folder.file("state")) }
      #expect(try Self.append(9..<9, to: folder).last == "state rebuilt from the log's 9 entries")
      #expect(try state() == good)
    }
  }

  @Test func anOldStatePutBackDoesNotCutWhatWasSigned() throws {
    let folder = try Folder()
    try Self.append(0..<5, to: folder)
    let old = try folder.read("state")
    try Self.append(5..<9, to: folder)
    try folder.write("state", old)
    try Self.append(9..<10, to: folder)
    #expect(try Self.verify(folder) == 10)
  }

  @Test func aLogThatWasCutOrReplacedIsNotSignedAgain() throws {
    let folder = try Folder()
    try Self.append(0..<5, to: folder)
    let (short, state) = (try folder.read("log"), try folder.read("state"))
    try Self.append(5..<9, to: folder)
    let other = try Folder()
    try Self.append(20..<29, to: other)
    // Cut; cut with its old state; replaced; replaced with its state.
    let forgeries: [(log: ByteString, state: ByteString?)] = [
      (short, nil), (short, state), (try other.read("log"), nil),
      (try other.read("log"), try other.read("state")),
    ]
    for forgery in forgeries {
      try folder.write("log", forgery.log)
      if let state = forgery.state { try folder.write("state", state) }
      #expect(throws: TrustError.self) { try Self.append(9..<10, to: folder) }
      #expect(try folder.read("log") == forgery.log)
    }
  }

  /// The line was once looked for one byte before the memory it was read into.
  @Test func aStateWithALastLineOfNoBytesIsRefused() throws {
    let folder = try Folder()
    try Self.append(0..<5, to: folder)
    let state = try folder.read("state").description
    let parts = state.split(separator: ",", omittingEmptySubsequences: false)
    let emptied = parts.map { $0.hasPrefix("\"last_bytes\":") ? "\"last_bytes\":0" : String($0) }
    try folder.write("state", ByteString(emptied.joined(separator: ",")))
    #expect(throws: TrustError.self) { try Self.append(5..<6, to: folder) }
  }

  @Test func aLineBeyondTheLimitLeavesTheLogAsItWas() throws {
    let folder = try Folder()
    try Self.append(0..<5, to: folder)
    let (log, state) = (try folder.read("log"), try folder.read("state"))
    let spool = try Self.staged(5..<7)
    let entry = ByteBuffer()
    let id = String(repeating: "x", count: LogEntry.lineLimit)
    LogEntry.stage(.members(["id": .text(id), "type": "t"]), to: entry)
    try spool.append(line: entry.view)
    let writer = try LogWriter(
      path: folder.file("log"), statePath: folder.file("state"), waitSeconds: 0)
    try writer.open(after: nil)
    #expect(throws: TrustError.self) { try writer.append(spool) }
    #expect(try folder.read("log") == log)
    #expect(try folder.read("state") == state)
  }

  @Test func writersTakeTurns() async throws {
    let folder = try Folder()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for run in 0..<10 {
            let first = writer * 1000 + run * 10
            try Self.append(first..<(first + 10), to: folder)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Self.verify(folder) == 400)
  }

  @Test func aSecondWriterGivesUpAfterItsWait() throws {
    let folder = try Folder()
    let first = try LogWriter(
      path: folder.file("log"), statePath: folder.file("state"), waitSeconds: 0)
    #expect(throws: TrustError.self) {
      try LogWriter(path: folder.file("log"), statePath: folder.file("state"), waitSeconds: 0)
    }
    withExtendedLifetime(first) {}
  }

  @Test func findsRecordsInAnyOrderAndNamesThoseThatAreMissing() throws {
    let folder = try Folder()
    try Self.append(0..<50, to: folder)
    let snapshot = try LogSnapshot(
      log: folder.file("log"), checkpoint: folder.file("checkpoint"), waitSeconds: 0)
    for (numbers, missing) in [
      (Array(0..<50), []), ([3, 3, 9, 40], []), (Array((0..<50).reversed()), []),
      ([5, 70, 6, 5, 71, 49], [70, 71]), ([90], [90]), ([], []),
    ] {
      var records = LogMembership(snapshot)
      for number in numbers {
        let digest = SHA256.digest(of: Self.record(number).canonical)
        try records.look(for: digest, at: Place("records", line: number))
      }
      let (range, found) = try records.finish()
      #expect(range.size == 50)
      #expect(found.map(\.line) == missing)
    }
  }
}

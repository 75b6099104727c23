import Glibc
import Kernel
import Store
import Testing

/// A store in a folder of its own, removed with it.
final class TemporaryStore: Sendable {
  let folder: String
  var path: String { "\(folder)/store.db" }

  init() throws {
    var template = Array("/tmp/sluice-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.cannotCreate("folder for a test") }
    folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    rmdir(folder)
  }

  func open(creates: Bool = true) throws -> Store {
    try Store(path: path, creates: creates, waitSeconds: 60)
  }
}

/// Adds lines in one transaction and says what became of each.
@discardableResult
func add(_ lines: [String], to store: Store) throws -> [Store.Outcome] {
  let parser = JSONParser()
  var outcomes: [Store.Outcome] = []
  try store.transaction { () throws(StoreError) in
    for line in lines {
      let buffer = ByteBuffer()
      buffer.append(line)
      buffer.reserve(JSONParser.padding)
      do throws(Failure) {
        let record = try Record(storing: buffer.view, parser)
        do throws(StoreError) {
          outcomes.append(try store.add(record))
        } catch {
          throw error.failure
        }
      } catch {
        throw .system(error)
      }
    }
  }
  return outcomes
}

/// A record's line. `more` are attributes that sort between `id` and `source`.
func line(
  _ id: String, time: String? = "2026-11-20T06:00:00Z", type: String = "sluice.test.v1",
  data: String? = nil, more: String = ""
) -> String {
  let data = data.map { "\"data\":\($0)," } ?? ""
  let time = time.map { "\"time\":\"\($0)\"," } ?? ""
  return "{\(data)\"id\":\"\(id)\",\(more)\"source\":\"test\",\"specversion\":\"1.0\","
    + "\(time)\"type\":\"\(type)\"}"
}

func lines(_ store: Store, _ query: Query = Query()) throws -> [String] {
  var lines: [String] = []
  try store.forEachLine(of: query) { lines.append($0.text) }
  return lines
}

@Suite struct StoreTests {
  @Test func givesEveryLineBackToTheByteInTheOrderOfTime() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let stored = [
      line("b", time: "2026-11-20T06:00:02Z"), line("a", time: "2026-11-20T06:00:01.5Z"),
      line("c", time: nil), line("d", time: "2026-11-20T06:00:01.25Z"),
      line("e", time: "2026-11-20T06:00:02Z"), line("ä\\u0000\\\"", time: "0001-01-01T00:00:00Z"),
    ]
    #expect(try add(stored, to: store).allSatisfy { $0 == .added })
    let order = [2, 5, 3, 1, 0, 4].map { stored[$0] }
    #expect(try lines(store) == order)
    #expect(try lines(temporary.open(creates: false)) == order)
  }

  @Test func theSameRecordTwiceIsOneAndOtherBytesAreAConflict() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let first = line("a", more: "\"release\":\"1\",")
    let other = line("a", more: "\"release\":\"2\",")
    #expect(try add([first, first, other], to: store) == [.added, .known, .conflict])
    #expect(try add([other, first], to: store) == [.conflict, .known])
    #expect(try lines(store) == [first])
  }

  @Test func aTransactionThatFailsLeavesNothing() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    #expect(throws: StoreError.self) { try add([line("a"), "{}"], to: store) }
    #expect(try lines(store).isEmpty)
    try add([line("b")], to: store)
    #expect(try lines(store) == [line("b")])
  }

  @Test func findsByTypeSeriesTimeAndAttribute() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    var stored: [String] = []
    for hour in 0..<20 {
      let metric = hour % 2 == 0 ? "rss" : "cpu"
      stored.append(
        line(
          "m\(hour)", time: "2026-11-20T\(hour < 10 ? "0" : "")\(hour):00:00Z",
          type: "sluice.metric.v1", data: "{\"metric\":\"\(metric)\",\"value\":\(hour)}",
          more: "\"ok\":\(hour < 5),\"release\":\"rc\(hour % 3)\",\"sequence\":\(hour),"))
    }
    stored.append(line("t", time: "2026-11-21T00:00:00Z"))
    try add(stored, to: store)
    func found(_ change: (inout Query) -> Void) throws -> [Int] {
      var query = Query()
      change(&query)
      return try lines(store, query).map { line in stored.firstIndex(of: line) ?? -1 }
    }
    #expect(try found { $0.types = ["sluice.test.v1"] } == [20])
    #expect(try found { $0.types = ["sluice.test.v1", "sluice.metric.v1"] }.count == 21)
    #expect(try found { $0.metrics = ["cpu"] } == Array(stride(from: 1, to: 20, by: 2)))
    #expect(try found { $0.attributes = [("release", "rc1")] } == [1, 4, 7, 10, 13, 16, 19])
    #expect(
      try found {
        $0.attributes = [("release", "rc1"), ("ok", "true")]
      } == [1, 4])
    #expect(try found { $0.attributes = [("sequence", "7")] } == [7])
    #expect(try found { $0.attributes = [("id", "m3")] } == [3])
    #expect(try found { $0.attributes = [("release", "' OR 1=1 --")] } == [])
    #expect(
      try found {
        $0.since = Instant("2026-11-20T03:00:00Z")
        $0.until = Instant("2026-11-20T06:00:00Z")
      } == [3, 4, 5])
    #expect(try found { $0.last = 3 } == [18, 19, 20])
    #expect(
      try found {
        $0.metrics = ["rss"]
        $0.last = 2
      } == [16, 18])
  }

  @Test func keepsTheNewestOfEachSeriesAndType() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    var stored: [String] = []
    for hour in 10..<20 {
      for (service, metric) in [("a", "rss"), ("b", "rss"), ("a", "cpu")] {
        stored.append(
          line(
            "\(service)\(metric)\(hour)", time: "2026-11-20T\(hour):00:00Z",
            type: "sluice.metric.v1", data: "{\"metric\":\"\(metric)\",\"value\":1}",
            more: "\"service\":\"\(service)\","))
      }
      stored.append(line("t\(hour)", time: "2026-11-20T\(hour):30:00Z"))
    }
    try add(stored, to: store)
    let retention = try #require(Retention("sluice.metric.v1=2"))
    let removed = try store.transaction { () throws(StoreError) in
      try store.apply(retention, now: nil)
    }
    #expect(removed == 24)
    #expect(try lines(store).count == 16)
    let all = try #require(Retention("3"))
    #expect(
      try store.transaction { () throws(StoreError) in try store.apply(all, now: nil) } == 7)
    let remaining = try lines(store)
    #expect(remaining == stored.filter { remaining.contains($0) })
    #expect(remaining.contains(line("t19", time: "2026-11-20T19:30:00Z")))
    // What is gone is gone from the index of attributes too.
    var query = Query()
    query.attributes = [("service", "b")]
    #expect(try lines(store, query).count == 2)
  }

  @Test func keepsWhatIsExactlyAsOldAsTheBoundAndWhatHasNoTime() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try add(
      [
        line("old", time: "2026-11-10T05:59:59.999999999Z"),
        line("edge", time: "2026-11-10T06:00:00Z"), line("none", time: nil),
      ], to: store)
    let retention = try #require(Retention("10d"))
    let now = Instant("2026-11-20T06:00:00Z")
    #expect(
      try store.transaction { () throws(StoreError) in try store.apply(retention, now: now) } == 1)
    #expect(try lines(store).count == 2)
  }

  @Test(arguments: ["", "0", "-1", "d", "0d", "=5", "x=", "90y", "5 d"])
  func refusesRetentionsThatSayNothing(text: String) { #expect(Retention(text) == nil) }

  @Test func writersThatCreateTheStoreAtOnceAllSucceed() async throws {
    for _ in 0..<5 {
      let temporary = try TemporaryStore()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            let store = try temporary.open()
            for run in 0..<5 { try add((0..<10).map { line("\(writer)-\(run)-\($0)") }, to: store) }
          }
        }
        try await group.waitForAll()
      }
      #expect(try lines(temporary.open()).count == 200)
      #expect(try temporary.open().check().faults == [])
    }
  }

  @Test func aReaderSeesOneMomentWhileAWriterGoesOn() throws {
    let temporary = try TemporaryStore()
    let writer = try temporary.open()
    try add((0..<100).map { line("\($0)") }, to: writer)
    let reader = try temporary.open(creates: false)
    var count = 0
    try reader.forEachLine(of: Query()) { _ in
      count += 1
      if count == 10 { _ = try? add([line("late")], to: writer) }
    }
    #expect(count == 100)
    #expect(try lines(reader).count == 101)
  }

  @Test func refusesFilesThatAreNoStoreOrOfALaterProgram() throws {
    let temporary = try TemporaryStore()
    #expect(throws: StoreError.self) { try temporary.open(creates: false) }
    let descriptor = creat(temporary.path, 0o600)
    let text: StaticString = "this is some text and no database of any kind, far from it, really"
    #expect(write(descriptor, text.utf8Start, text.utf8CodeUnitCount) > 0)
    close(descriptor)
    #expect(throws: StoreError.foreign(path: temporary.path)) { try temporary.open() }
    #expect(throws: StoreError.foreign(path: temporary.path)) {
      try temporary.open(creates: false)
    }
  }

  @Test func aDamagedLineIsFound() throws {
    let temporary = try TemporaryStore()
    try add((0..<50).map { line("record-\($0)") }, to: try temporary.open())
    #expect(try temporary.open().check().faults == [])
    // Change one byte of one line behind SQLite's back.
    let descriptor = open(temporary.path, O_RDWR)
    defer { close(descriptor) }
    let buffer = ByteBuffer(capacity: 1 << 20)
    let length = pread(descriptor, buffer.reserve(1 << 20), 1 << 20, 0)
    buffer.count = max(length, 0)
    let wanted = ByteView("{\"id\":\"record-7\"")
    let place = (0..<(buffer.count - wanted.count)).first {
      buffer.view.slice($0, $0 + wanted.count) == wanted
    }
    var byte: UInt8 = 0x38
    #expect(pwrite(descriptor, &byte, 1, try #require(place) + 14) == 1)
    #expect(try temporary.open().check().faults.count == 1)
  }
}

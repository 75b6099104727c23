internal import CSQLite
public import Kernel

/// The history of all records: one SQLite file in WAL mode, many readers and writers at once.
///
/// A line is kept to the byte; what is needed to find it again stands beside it.
public final class Store {
  /// What became of a record.
  public enum Outcome: Equatable, Sendable {
    /// It is new.
    case added
    /// The same bytes are there already.
    case known
    /// Other bytes are there under the same source and id; they stay.
    case conflict
  }

  /// What a health check found.
  public struct Health: Equatable, Sendable {
    /// How many records there are.
    public var records = 0
    /// What is wrong, one line each; empty for a sound store.
    public var faults: [String] = []
  }

  let database: Database
  private var writer: StoreWriter?

  /// Opens a store.
  /// - Parameters:
  ///   - creates: whether a file that is not there is made.
  ///   - waitSeconds: how long other writers may keep this one waiting.
  public init(path: String, creates: Bool, waitSeconds: Int) throws(StoreError) {
    database = try Database(path: path, creates: creates, waitMilliseconds: waitSeconds * 1000)
    if creates {
      try Schema.prepare(database)
      try database.useWriteAheadLog(waitMilliseconds: waitSeconds * 1000)
    } else {
      try Schema.check(database)
    }
    // In WAL mode the default of NORMAL may lose the last commits in a power cut.
    try database.run("PRAGMA synchronous = FULL")
    try database.run("PRAGMA foreign_keys = ON")
  }

  /// Runs `body`, whose changes all happen or none.
  public func transaction<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    writer?.forget()
    return try database.transaction(body)
  }

  /// Adds a record, in a transaction of the caller's.
  public func add(_ record: Record) throws(StoreError) -> Outcome {
    if let writer { return try writer.add(record) }
    let made = try StoreWriter(database)
    writer = made
    return try made.add(record)
  }

  /// Checks the file's structure, and that each line still is the record that its columns name.
  public func check() throws(StoreError) -> Health {
    var health = Health()
    let integrity = try Statement("PRAGMA integrity_check", in: database)
    while try integrity.step() {
      let line = integrity.text(0)
      if line != "ok" { health.faults.append(line) }
    }
    let parser = JSONParser()
    let line = ByteBuffer()
    let rows = try Statement(
      """
      SELECT source.value, record.id, type.value, record.line FROM record
        LEFT JOIN text AS source ON source.key = record.source
        LEFT JOIN text AS type ON type.key = record.type
      """, in: database)
    while try rows.step() {
      health.records += 1
      line.removeAll()
      line.append(rows.bytes(3))
      line.reserve(JSONParser.padding)
      let root = try? parser.parse(line.view)
      guard let root, let source = root["source"]?.string, let id = root["id"]?.string,
        let type = root["type"]?.string, source == rows.bytes(0), id == rows.bytes(1),
        type == rows.bytes(2)
      else {
        health.faults.append("record \(rows.text(1)) of \(rows.text(0)): its line is another")
        continue
      }
    }
    return health
  }
}

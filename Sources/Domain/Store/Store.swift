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
  private var insert: Statement?
  private var find: Statement?
  private var describe: Statement?
  private let seriesKey = ByteBuffer()

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
    try database.transaction(body)
  }

  /// Adds a record, in a transaction of the caller's.
  public func add(_ record: Record) throws(StoreError) -> Outcome {
    let insert = try prepared(
      &insert,
      """
      INSERT INTO record(source, id, type, seconds, nanoseconds, metric, series, line)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(source, id) DO NOTHING
      """)
    let time = record.time.flatMap { Instant($0) }
    try insert.bind(1, text: record.source)
    try insert.bind(2, text: record.id)
    try insert.bind(3, text: record.type)
    try insert.bind(4, time?.seconds)
    try insert.bind(5, time?.nanoseconds)
    let metric = record.data?["metric"]?.string
    seriesKey.removeAll()
    if metric != nil { SeriesKey.write(of: record, to: seriesKey) }
    try insert.bind(6, text: metric)
    try insert.bind(7, text: metric == nil ? nil : seriesKey.view)
    try insert.bind(8, bytes: record.bytes)
    try insert.run()
    guard database.changes > 0 else { return try compare(record) }
    try addAttributes(of: record, position: database.lastInsertedRow)
    return .added
  }

  private func compare(_ record: Record) throws(StoreError) -> Outcome {
    let find = try prepared(&find, "SELECT line FROM record WHERE source = ?1 AND id = ?2")
    defer { find.reset() }
    try find.bind(1, text: record.source)
    try find.bind(2, text: record.id)
    return try find.step() && find.bytes(0) == record.bytes ? .known : .conflict
  }

  private func addAttributes(of record: Record, position: Int) throws(StoreError) {
    let describe = try prepared(
      &describe, "INSERT INTO attribute(name, value, position) VALUES(?1, ?2, ?3)")
    for (name, value) in record.root.members where !Store.isColumn(name) {
      guard let text = Store.text(of: value) else { continue }
      try describe.bind(1, text: name)
      try describe.bind(2, text: text)
      try describe.bind(3, position)
      try describe.run()
    }
  }

  /// Members that are columns of their own, or no attributes.
  private static func isColumn(_ name: ByteView) -> Bool {
    name == "data" || name == "id" || name == "source" || name == "type" || name == "time"
      || name == "specversion" || name == "datacontenttype" || name == "dataschema"
      || name == "data_base64"
  }

  private static func text(of value: JSONValue) -> ByteView? {
    switch value.kind {
    case .string: value.string
    case .number: value.numberText
    case .bool: ByteView(value.bool == true ? "true" : "false")
    case .null, .array, .object: nil
    }
  }

  private func prepared(
    _ statement: inout Statement?, _ sql: String
  ) throws(StoreError) -> Statement {
    if let statement { return statement }
    let made = try Statement(sql, in: database)
    statement = made
    return made
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
    let rows = try Statement("SELECT source, id, type, line FROM record", in: database)
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

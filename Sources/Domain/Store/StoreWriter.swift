internal import Kernel

/// Adds records: the statements it takes, compiled once.
final class StoreWriter {
  private let database: Database
  private let insert: Statement
  private let find: Statement
  private let describe: Statement
  private let texts: Interned
  private let series: Interned
  private let attributes: Interned
  private let scratch = ByteBuffer()

  init(_ database: Database) throws(StoreError) {
    self.database = database
    insert = try Statement(
      """
      INSERT INTO record(source, id, type, seconds, nanoseconds, series, line)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(id, source) DO NOTHING
      """, in: database)
    find = try Statement("SELECT line FROM record WHERE source = ?1 AND id = ?2", in: database)
    describe = try Statement(
      "INSERT INTO described(attribute, position) VALUES(?1, ?2)", in: database)
    texts = try Interned(
      find: "SELECT key FROM text WHERE value = ?1",
      insert: "INSERT INTO text(value) VALUES(?1)", in: database)
    series = try Interned(
      find: "SELECT key FROM series WHERE value = ?1 AND metric = ?2",
      insert: "INSERT INTO series(value, metric) VALUES(?1, ?2)", in: database)
    attributes = try Interned(
      find: "SELECT key FROM attribute WHERE name = ?1 AND value = ?2",
      insert: "INSERT INTO attribute(name, value) VALUES(?1, ?2)", in: database)
  }

  /// Forgets keys, which are sure only within one transaction.
  func forget() {
    for interned in [texts, series, attributes] { interned.forget() }
  }

  func add(_ record: Record) throws(StoreError) -> Store.Outcome {
    let source = try texts.key(ByteString(record.source), record.source)
    let time = record.time.flatMap { Instant($0) }
    try insert.bind(1, source)
    try insert.bind(2, text: record.id)
    try insert.bind(3, try texts.key(ByteString(record.type), record.type))
    try insert.bind(4, time?.seconds)
    try insert.bind(5, time?.nanoseconds)
    try insert.bind(6, try seriesKey(of: record))
    try insert.bind(7, bytes: record.bytes)
    try insert.run()
    guard database.changes > 0 else { return try compare(record, source: source) }
    try addAttributes(of: record, position: database.lastInsertedRow)
    return .added
  }

  private func seriesKey(of record: Record) throws(StoreError) -> Int? {
    guard let metric = record.data?["metric"]?.string else { return nil }
    scratch.removeAll()
    SeriesKey.write(of: record, to: scratch)
    return try series.key(scratch.string, scratch.view, metric)
  }

  private func compare(_ record: Record, source: Int) throws(StoreError) -> Store.Outcome {
    defer { find.reset() }
    try find.bind(1, source)
    try find.bind(2, text: record.id)
    return try find.step() && find.bytes(0) == record.bytes ? .known : .conflict
  }

  private func addAttributes(of record: Record, position: Int) throws(StoreError) {
    for (name, value) in record.root.members where !StoreWriter.isColumn(name) {
      guard let text = StoreWriter.text(of: value) else { continue }
      scratch.removeAll()
      scratch.append(name)
      // A name holds only letters and digits, so this ends it.
      scratch.append(0x3D)
      scratch.append(text)
      try describe.bind(1, try attributes.key(scratch.string, name, text))
      try describe.bind(2, position)
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
}

public import Kernel

/// Which records are wanted. What is left empty does not narrow.
public struct Query: Equatable, Sendable {
  /// Any of these types.
  public var types: [ByteString] = []
  /// Metric records of any of these metrics.
  public var metrics: [ByteString] = []
  /// At or after this instant.
  public var since: Instant?
  /// Before this instant.
  public var until: Instant?
  /// Attributes that must have these values, all of them.
  public var attributes: [(name: ByteString, value: ByteString)] = []
  /// Only the newest so many.
  public var last: Int?

  /// Everything.
  public init() {}

  /// Whether both ask for the same.
  public static func == (left: Query, right: Query) -> Bool {
    left.types == right.types && left.metrics == right.metrics && left.since == right.since
      && left.until == right.until && left.last == right.last
      && left.attributes.elementsEqual(right.attributes, by: ==)
  }

  /// A value for a parameter of the statement.
  private enum Value {
    case text(ByteString)
    case number(Int)
  }

  /// The conditions with their values; only fixed text and parameter marks go into the SQL.
  private var conditions: (sql: String, values: [Value]) {
    var parts: [String] = []
    var values: [Value] = []
    func any(_ condition: String, of wanted: [ByteString]) {
      guard !wanted.isEmpty else { return }
      let marks = Array(repeating: "?", count: wanted.count).joined(separator: ", ")
      parts.append("\(condition) IN (\(marks)))")
      values += wanted.map { .text($0) }
    }
    any("type IN (SELECT key FROM text WHERE value", of: types)
    any("series IN (SELECT key FROM series WHERE metric", of: metrics)
    for (instant, comparison) in [(since, ">="), (until, "<")] {
      guard let instant else { continue }
      parts.append("(seconds, nanoseconds) \(comparison) (?, ?)")
      values += [.number(instant.seconds), .number(instant.nanoseconds)]
    }
    for (name, value) in attributes {
      switch name {
      case "id":
        parts.append("id = ?")
        values.append(.text(value))
      case "source": any("source IN (SELECT key FROM text WHERE value", of: [value])
      case "type": any("type IN (SELECT key FROM text WHERE value", of: [value])
      default:
        parts.append(
          """
          position IN (SELECT position FROM described WHERE attribute =
            (SELECT key FROM attribute WHERE name = ? AND value = ?))
          """)
        values += [.text(name), .text(value)]
      }
    }
    return (parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND "), values)
  }

  func statement(in database: Database) throws(StoreError) -> Statement {
    let (conditions, values) = conditions
    var sql = "SELECT line, seconds, nanoseconds, position FROM record\(conditions)"
    if last != nil {
      sql = """
        SELECT line FROM (\(sql)
          ORDER BY seconds DESC, nanoseconds DESC, position DESC LIMIT ?)
        """
    }
    sql += " ORDER BY seconds, nanoseconds, position"
    let statement = try Statement(sql, in: database)
    for (index, value) in values.enumerated() {
      switch value {
      case .text(let text): try statement.bind(index + 1, copying: text)
      case .number(let number): try statement.bind(index + 1, number)
      }
    }
    if let last { try statement.bind(values.count + 1, last) }
    return statement
  }
}

extension Store {
  /// Calls `body` with the line of each record wanted, in the order of time, those without a time
  /// first and those of one time in the order of insertion. What is written meanwhile is not seen.
  public func forEachLine(
    of query: Query, _ body: (ByteView) throws(Failure) -> Void
  ) throws(StoreError) {
    let rows = try query.statement(in: database)
    while try rows.step() {
      do throws(Failure) { try body(rows.bytes(0)) } catch { throw .system(error) }
    }
  }
}

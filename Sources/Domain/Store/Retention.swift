public import Kernel
internal import Records

/// What is kept: by age or by number.
public struct Retention: Equatable, Sendable {
  /// A bound.
  public enum Bound: Equatable, Sendable {
    /// Records not older than so many seconds; those without a time stay.
    case ageSeconds(Int)
    /// The newest so many of each series, and of each type without series.
    case count(Int)
  }

  /// The type it is for; every type when nil.
  public let type: ByteString?
  /// The class (`dataclassification`) it is for; every record when nil.
  public let dataClass: ByteString?
  /// How much of it is kept.
  public let bound: Bound

  /// Reads `90d`, `1000`, `sluice.metric.v1=90d`, `metric=90d`, `class:secret=7d`; nil for anything
  /// else.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let bound = parts.last.map(String.init), parts.count == 1 || !parts[0].isEmpty else {
      return nil
    }
    let name = parts.count == 2 ? String(parts[0]) : nil
    if let name, name.hasPrefix("class:") {
      guard name.utf8.count > 6 else { return nil }
      type = nil
      dataClass = ByteString(String(name.dropFirst(6)))
    } else {
      type = name.map { RecordShape.type(named: $0) }
      dataClass = nil
    }
    if let count = Int(bound), count > 0 {
      self.bound = .count(count)
    } else if let seconds = Duration.seconds(bound), seconds > 0 {
      self.bound = .ageSeconds(seconds)
    } else {
      return nil
    }
  }

  /// Whether it needs to know what time it is.
  public var needsNow: Bool {
    if case .ageSeconds = bound { true } else { false }
  }
}

extension Store {
  /// Deletes what a retention does not keep, in a transaction of the caller's, and says how many.
  ///
  /// A record exactly as old as the bound is kept.
  public func apply(_ retention: Retention, now: Instant?) throws(StoreError) -> Int {
    let removed = try delete(retention, now: now)
    if removed > 0 {
      try database.run(
        """
        DELETE FROM attribute WHERE NOT EXISTS (
          SELECT 1 FROM described WHERE described.attribute = attribute.key)
        """)
    }
    return removed
  }

  private func delete(_ retention: Retention, now: Instant?) throws(StoreError) -> Int {
    let type = retention.type
    switch retention.bound {
    case .ageSeconds(let seconds):
      guard let now else { preconditionFailure("an age needs to know the time") }
      let delete = try Statement(
        """
        DELETE FROM record WHERE seconds IS NOT NULL
          AND (seconds, nanoseconds) < (?1, ?2)
          AND (?3 IS NULL OR type = (SELECT key FROM text WHERE value = ?3))
          AND (?4 IS NULL OR position IN (\(Store.ofClass(4))))
        """, in: database)
      try delete.bind(1, now.seconds - seconds)
      try delete.bind(2, now.nanoseconds)
      try bind(delete, 3, type)
      try bind(delete, 4, retention.dataClass)
      try delete.run()
    case .count(let count):
      let delete = try Statement(
        """
        DELETE FROM record WHERE position IN (
          SELECT position FROM (
            SELECT position, row_number() OVER (
              PARTITION BY type, series
              ORDER BY seconds DESC, nanoseconds DESC, position DESC) AS place
            FROM record WHERE (?2 IS NULL OR type = (SELECT key FROM text WHERE value = ?2))
              AND (?3 IS NULL OR position IN (\(Store.ofClass(3)))))
          WHERE place > ?1)
        """, in: database)
      try delete.bind(1, count)
      try bind(delete, 2, type)
      try bind(delete, 3, retention.dataClass)
      try delete.run()
    }
    return database.changes
  }

  /// The positions of the records of a class, which is the parameter of a number.
  private static func ofClass(_ parameter: Int) -> String {
    """
    SELECT described.position FROM described JOIN attribute ON attribute.key = described.attribute
    WHERE attribute.name = 'dataclassification' AND attribute.value = ?\(parameter)
    """
  }

  private func bind(
    _ statement: Statement, _ index: Int, _ text: ByteString?
  ) throws(StoreError) {
    if let text {
      try statement.bind(index, copying: text)
    } else {
      try statement.bind(index, nil as Int?)
    }
  }
}

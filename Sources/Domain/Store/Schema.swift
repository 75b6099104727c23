/// The tables of a store, and how a file is known to be one.
enum Schema {
  /// The version that this program writes, in `PRAGMA user_version`.
  static let version = 1

  /// `PRAGMA application_id`: the letters Slce.
  static let application = 0x536C_6365

  /// Makes an empty file a store, and refuses what is neither. Safe when many processes begin at
  /// once: the first one in makes the tables, the others find them.
  static func prepare(_ database: Database) throws(StoreError) {
    if try database.integer("PRAGMA user_version") == version { return try check(database) }
    try database.transaction { () throws(StoreError) in
      let isEmpty = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
      guard isEmpty else { return try check(database) }
      for statement in statements { try database.run(statement) }
      try database.run("PRAGMA application_id = \(application)")
      try database.run("PRAGMA user_version = \(version)")
    }
  }

  /// Refuses a file that is no store, or one of a later program.
  static func check(_ database: Database) throws(StoreError) {
    guard try database.integer("PRAGMA application_id") == application else {
      throw .foreign(path: database.path)
    }
    let found = try database.integer("PRAGMA user_version")
    guard found == version else {
      throw .version(path: database.path, found: found, known: version)
    }
  }

  private static let statements = [
    // Sources and types, each once: records name them by key.
    "CREATE TABLE text(key INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE)",
    // Series of metric records; `value` is the canonical text of all that makes one.
    """
    CREATE TABLE series(
      key INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE, metric TEXT NOT NULL)
    """,
    "CREATE INDEX series_metric ON series(metric)",
    // `position` is the order of insertion; AUTOINCREMENT keeps that of deleted rows from coming
    // back. Time is split since nanoseconds since 1970 end in 2262.
    """
    CREATE TABLE record(
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      source INTEGER NOT NULL REFERENCES text(key),
      id TEXT NOT NULL,
      type INTEGER NOT NULL REFERENCES text(key),
      seconds INTEGER,
      nanoseconds INTEGER,
      series INTEGER REFERENCES series(key),
      line BLOB NOT NULL,
      UNIQUE(id, source))
    """,
    "CREATE INDEX record_time ON record(seconds, nanoseconds)",
    "CREATE INDEX record_kind ON record(type, series, seconds, nanoseconds)",
    "CREATE INDEX record_series ON record(series, seconds) WHERE series IS NOT NULL",
    // Each pair of name and value once, and which records have it.
    """
    CREATE TABLE attribute(
      key INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, UNIQUE(name, value))
    """,
    """
    CREATE TABLE described(
      attribute INTEGER NOT NULL,
      position INTEGER NOT NULL REFERENCES record(position) ON DELETE CASCADE,
      PRIMARY KEY(attribute, position)) WITHOUT ROWID
    """,
    "CREATE INDEX described_position ON described(position)",
  ]
}

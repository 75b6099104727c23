internal import Kernel

/// Texts that are kept once and named by a key, with a memory of the keys seen in one transaction.
final class Interned {
  private static let limit = 10_000

  private let find: Statement
  private let insert: Statement
  private let database: Database
  private var known: [ByteString: Int] = [:]

  /// - Parameters:
  ///   - find: selects the key of the texts given as parameters.
  ///   - insert: inserts them.
  init(find: String, insert: String, in database: Database) throws(StoreError) {
    self.find = try Statement(find, in: database)
    self.insert = try Statement(insert, in: database)
    self.database = database
  }

  /// The key of some texts, which become one row if they are new.
  /// - Parameter name: what tells them from all others.
  func key(_ name: ByteString, _ texts: ByteView...) throws(StoreError) -> Int {
    if let key = known[name] { return key }
    let key = try stored(texts)
    // Attributes such as a trace's id are different in each record; they must not fill the memory.
    if known.count >= Interned.limit { known.removeAll(keepingCapacity: true) }
    known[name] = key
    return key
  }

  private func stored(_ texts: [ByteView]) throws(StoreError) -> Int {
    defer { find.reset() }
    for (index, text) in texts.enumerated() { try find.bind(index + 1, text: text) }
    if try find.step() { return find.integer(0) }
    for (index, text) in texts.enumerated() { try insert.bind(index + 1, text: text) }
    try insert.run()
    return database.lastInsertedRow
  }

  /// Forgets what was seen: another process may have deleted it since.
  func forget() { known.removeAll(keepingCapacity: true) }
}

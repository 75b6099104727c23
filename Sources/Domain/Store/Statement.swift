internal import CSQLite
internal import Kernel

/// One prepared statement; values are always bound, never written into its text.
final class Statement {
  private let handle: OpaquePointer
  private let database: Database

  /// Compiles `sql`, which is ours.
  init(_ sql: String, in database: Database) throws(StoreError) {
    var made: OpaquePointer?
    let code = sqlite3_prepare_v2(database.handle, sql, -1, &made, nil)
    guard code == SQLITE_OK, let made else { throw database.error(code) }
    handle = made
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds a whole number to the parameter `index`, counted from 1; nil is NULL.
  func bind(_ index: Int, _ value: Int?) throws(StoreError) {
    let code =
      if let value {
        sqlite3_bind_int64(handle, Int32(index), Int64(value))
      } else {
        sqlite3_bind_null(handle, Int32(index))
      }
    guard code == SQLITE_OK else { throw database.error(code) }
  }

  /// Binds text; its bytes must stay until the statement is reset.
  func bind(_ index: Int, text: ByteView?) throws(StoreError) {
    let code =
      if let text {
        sqlite3_bind_text(
          handle, Int32(index), UnsafeRawPointer(text.start).assumingMemoryBound(to: CChar.self),
          Int32(clamping: text.count), nil)
      } else {
        sqlite3_bind_null(handle, Int32(index))
      }
    guard code == SQLITE_OK else { throw database.error(code) }
  }

  /// Binds text that SQLite copies.
  func bind(_ index: Int, copying text: ByteString) throws(StoreError) {
    // SQLITE_TRANSIENT, a cast that Swift does not import.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let code = text.withView { view in
      sqlite3_bind_text(
        handle, Int32(index), UnsafeRawPointer(view.start).assumingMemoryBound(to: CChar.self),
        Int32(clamping: view.count), transient)
    }
    guard code == SQLITE_OK else { throw database.error(code) }
  }

  /// Binds bytes; they must stay until the statement is reset.
  func bind(_ index: Int, bytes: ByteView) throws(StoreError) {
    let code = sqlite3_bind_blob(
      handle, Int32(index), bytes.start, Int32(clamping: bytes.count), nil)
    guard code == SQLITE_OK else { throw database.error(code) }
  }

  /// Goes to the next row; false when there is none.
  func step() throws(StoreError) -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.error(code)
    }
  }

  /// Runs to the end and is ready for the next values.
  func run() throws(StoreError) {
    defer { reset() }
    while try step() {}
  }

  /// Makes it ready for the next values.
  func reset() { sqlite3_reset(handle) }

  /// The whole number in a column of the current row, counted from 0; 0 for NULL.
  func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }

  /// The bytes in a column of the current row, valid until the next step.
  func bytes(_ column: Int) -> ByteView {
    // The pointer first, then the length: the order SQLite asks for.
    let start = sqlite3_column_blob(handle, Int32(column))
    let count = sqlite3_column_bytes(handle, Int32(column))
    guard let start, count > 0 else { return ByteView("") }
    return ByteView(start.assumingMemoryBound(to: UInt8.self), count: Int(count))
  }

  /// The text in a column of the current row.
  func text(_ column: Int) -> String { bytes(column).text }
}

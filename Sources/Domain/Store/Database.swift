internal import CSQLite
internal import Glibc
internal import Kernel

/// One connection to an SQLite file.
final class Database {
  let path: String
  let handle: OpaquePointer

  /// Opens a file; it is created only when `creates` says so.
  /// - Parameter waitMilliseconds: how long other writers may keep a statement waiting.
  init(path: String, creates: Bool, waitMilliseconds: Int) throws(StoreError) {
    self.path = path
    var opened: OpaquePointer?
    // One thread at a time uses a connection, so SQLite need not lock it.
    let flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (creates ? SQLITE_OPEN_CREATE : 0)
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened else { throw .cannotOpen(path: path, reason: "out of memory") }
    guard code == SQLITE_OK else {
      let number = sqlite3_system_errno(opened)
      let reason =
        number == 0 ? String(cString: sqlite3_errmsg(opened)) : String(cString: strerror(number))
      sqlite3_close_v2(opened)
      throw creates
        ? .cannotCreate(path: path, reason: reason) : .cannotOpen(path: path, reason: reason)
    }
    handle = opened
    sqlite3_busy_timeout(handle, Int32(clamping: waitMilliseconds))
    sqlite3_extended_result_codes(handle, 1)
  }

  deinit { sqlite3_close_v2(handle) }

  /// What a result code means.
  func error(_ code: Int32) -> StoreError {
    let reason = String(cString: sqlite3_errmsg(handle))
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: return .busy(path: path)
    case SQLITE_NOTADB: return .foreign(path: path)
    case SQLITE_CORRUPT: return .damaged(path: path, reason: reason)
    case SQLITE_CANTOPEN: return .cannotOpen(path: path, reason: reason)
    default: return .sqlite(path: path, reason: reason)
    }
  }

  /// Runs a statement without values or rows.
  func run(_ sql: String) throws(StoreError) { try Statement(sql, in: self).run() }

  /// The whole number that a statement answers with, 0 when it has no row.
  func integer(_ sql: String) throws(StoreError) -> Int {
    let statement = try Statement(sql, in: self)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes64(handle)) }

  /// The key of the row inserted last.
  var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  /// Runs `body` in a transaction that takes the write lock at once: a transaction that begins by
  /// reading may find at its first write that it can never be granted.
  func transaction<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try run("BEGIN IMMEDIATE")
    do throws(StoreError) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // The first error is the one to report; an open transaction ends with the connection anyway.
      _ = try? run("ROLLBACK")
      throw error
    }
  }

  /// Switches to write-ahead logging. SQLite does not wait for other connections here, whatever the
  /// busy timeout, so several processes creating one store have to try again.
  func useWriteAheadLog(waitMilliseconds: Int) throws(StoreError) {
    let pauseMilliseconds = 10
    for _ in 0...(waitMilliseconds / pauseMilliseconds) {
      do throws(StoreError) {
        return try run("PRAGMA journal_mode = WAL")
      } catch .busy {
        var pause = timespec(tv_sec: 0, tv_nsec: pauseMilliseconds * 1_000_000)
        nanosleep(&pause, nil)
      } catch {
        throw error
      }
    }
    throw .busy(path: path)
  }
}

internal import Glibc
internal import Synchronization

/// Signals: a closed pipe kills silently, and an interruption leaves no unfinished file.
public enum Interruption {
  /// How many unfinished files there may be at once.
  static let limit = 32

  /// What the handler removes: C memory, since a handler may neither allocate nor lock. Nil until
  /// the first file, so that it needs no initialiser, which would lock.
  nonisolated(unsafe) private static var paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  /// Held by those who change the table, never by the handler.
  private static let turn = Mutex<Void>(())

  /// The signals that remove unfinished output before they kill as they would have.
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE]

  /// Restores SIGPIPE, which systemd and others hand down ignored, and sees to it that a signal
  /// that kills leaves no unfinished output. A file size limit becomes an error of the write.
  public static func prepare() {
    for number in numbers {
      // A signal that is ignored on purpose (nohup) stays so.
      var old = sigaction()
      sigaction(number, nil, &old)
      let isDefault = old.__sigaction_handler.sa_handler == nil
      if isDefault || number == SIGPIPE { signal(number, handler) }
    }
    signal(SIGXFSZ, SIG_IGN)
  }

  private static let handler: @convention(c) (Int32) -> Void = { number in
    Interruption.removeUnfinished()
    signal(number, SIG_DFL)
    raise(number)
  }

  /// Removes every unfinished file; allocates nothing.
  static func removeUnfinished() {
    guard let paths else { return }
    for slot in 0..<limit {
      if let path = paths[slot] { unlink(path) }
    }
  }

  /// Runs `body` with these signals put off, so that none falls between making a file and noting
  /// its name.
  static func deferred<Result>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var held = sigset_t()
    var before = sigset_t()
    sigemptyset(&held)
    for number in numbers { sigaddset(&held, number) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
  }

  /// Notes a file for removal; false when the table is full.
  static func removeOnSignal(_ file: String) -> Bool {
    turn.withLock { _ in
      let table = paths ?? .allocate(capacity: limit)
      if paths == nil {
        table.initialize(repeating: nil, count: limit)
        paths = table
      }
      guard let slot = (0..<limit).first(where: { table[$0] == nil }) else { return false }
      table[slot] = strdup(file)
      return true
    }
  }

  /// Strikes a file out that is in its place or gone.
  static func forget(_ file: String) {
    turn.withLock { _ in
      guard let paths else { return }
      for slot in 0..<limit {
        guard let path = paths[slot], strcmp(path, file) == 0 else { continue }
        // First out of the handler's sight, then out of memory.
        paths[slot] = nil
        free(path)
      }
    }
  }
}

internal import Glibc
public import Kernel

/// Appends to a log, one process at a time.
///
/// The order of an append: lines, fsync, state by rename, checkpoint by rename. What the state
/// covers has happened; what stands behind it is the rest of an append that was cut off before
/// anybody was told that it succeeded, and is taken away. A checkpoint never covers more than the
/// state, so no signature is ever contradicted.
public final class LogWriter {
  /// The log as the user named it.
  public let path: String
  /// How many entries the log has.
  public var size: Int { state.size }
  /// What was repaired on opening, for a warning.
  public private(set) var repairs: [String] = []

  private let statePath: String
  private let descriptor: Int32
  private var state = LogState()

  /// Opens or creates a log and takes its lock, which it keeps until it goes away.
  /// - Parameters:
  ///   - statePath: the file beside it that makes an append independent of the log's length.
  ///   - waitSeconds: how long another writer may hold the lock.
  public init(path: String, statePath: String, waitSeconds: Int) throws(TrustError) {
    self.path = path
    self.statePath = statePath
    descriptor = Glibc.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .system(.cannotCreate("\(path): \(Descriptor.lastError)"))
    }
    do throws(Failure) {
      try FileLock.take(descriptor, exclusive: true, seconds: waitSeconds, path: path)
    } catch {
      throw .system(error)
    }
  }

  deinit { close(descriptor) }

  /// Finds out where the log stands, repairs what an interrupted append left, and refuses a log
  /// that was cut or altered.
  /// - Parameter checkpoint: the last one that was published; the log must begin with it.
  public func open(after checkpoint: Checkpoint?) throws(TrustError) {
    let length = try length()
    var known = try storedState()
    if let state = known { try check(state, length: length) }
    // A state that says less than was signed is an old one put back; the log itself decides.
    if let checkpoint, let state = known, state.size < checkpoint.size { known = nil }
    if let known, checkpoint.map({ $0.size == known.size }) ?? true {
      state = known
      if let checkpoint, checkpoint.root != state.range.root { throw contradiction(checkpoint) }
    } else {
      state = try scan(length: known?.byteCount ?? length, against: checkpoint)
      state.start = known?.start
      if let known, known != state {
        throw .log(path: path, problem: "not the log its state knows: it was altered")
      }
      if known == nil, length > 0 { repairs.append("state rebuilt from the log's \(size) entries") }
    }
    guard length > state.byteCount else { return }
    guard ftruncate(descriptor, state.byteCount) == 0 else { throw .last(path, "cut off") }
    repairs.append(
      "\(length - state.byteCount) bytes of an interrupted append removed after entry \(size)")
  }

  private func length() throws(TrustError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last(path, "read its length") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .log(path: path, problem: "no regular file, one would be right")
    }
    return Int(status.st_size)
  }

  private func storedState() throws(TrustError) -> LogState? {
    let stored: ByteString?
    do { stored = try SmallFile.readIfPresent(statePath) } catch { throw .system(error) }
    guard let stored else { return nil }
    guard let json = try? JSONParser.tree(stored), let state = LogState(json) else {
      repairs.append("\(statePath): no state of a log")
      return nil
    }
    return state
  }

  /// The log must reach as far as its state, and its last line must be the one that the state knows.
  private func check(_ state: LogState, length: Int) throws(TrustError) {
    guard length >= state.byteCount else {
      throw .log(
        path: path,
        problem: "\(length) bytes, its state knows \(state.byteCount): the log was cut or replaced")
    }
    guard try state.knowsLastLine(of: descriptor, path: path) else {
      throw .log(
        path: path, problem: "its last line is not the one its state knows: it was altered")
    }
  }

  private func scan(length: Int, against checkpoint: Checkpoint?) throws(TrustError) -> LogState {
    let scan = LogScan(descriptor: descriptor, length: length, path: path)
    var isConfirmed = checkpoint == nil || checkpoint?.size == 0
    while try scan.next() != nil {
      guard let checkpoint, scan.range.size == checkpoint.size else { continue }
      guard scan.range.root == checkpoint.root else { throw contradiction(checkpoint) }
      isConfirmed = true
    }
    if let checkpoint, !isConfirmed {
      throw .log(
        path: path,
        problem: "\(scan.range.size) entries, its checkpoint covers \(checkpoint.size): it was cut")
    }
    return scan.state
  }

  private func contradiction(_ checkpoint: Checkpoint) -> TrustError {
    .log(
      path: path,
      problem: "the first \(checkpoint.size) entries are not those of its checkpoint: altered")
  }

  /// Whether staged entries are what the last append wrote: the log says so already, and it was the
  /// news of it that got lost. Reads the entries, not the log, and only when there are as many.
  /// - Parameter count: how many there are.
  public func hasJustAppended(_ staged: Spool, count: Int) throws(TrustError) -> Bool {
    guard let start = state.start, count > 0, state.size - start.size == count else { return false }
    var size = start.size
    var last = start.last
    let buffer = ByteBuffer()
    try staged.forEachEntry { (entry) throws(TrustError) in
      buffer.removeAll()
      guard let line = LogEntry.write(entry, sequence: size, previous: last, to: buffer) else {
        return
      }
      last = SHA256.digest(of: line)
      size += 1
    }
    // Each line holds the hash of the one before, so that the last one tells all of them.
    return size == state.size && last == state.last
  }

  /// Appends staged entries and makes them durable; on failure none of them is there.
  /// - Parameter staged: what `LogEntry.stage` put aside, in order.
  public func append(_ staged: Spool) throws(TrustError) {
    var next = state
    let lines = ByteBuffer(capacity: 512 << 10)
    do throws(TrustError) {
      try staged.forEachEntry { (entry) throws(TrustError) in
        let previous = next.last
        guard
          let line = LogEntry.write(entry, sequence: next.size, previous: previous, to: lines)
        else {
          throw .entry(
            path: path, line: next.size + 1,
            problem: "id and type make a line over \(LogEntry.lineLimit) bytes, less is right")
        }
        next.append(line)
        lines.append(0x0A)
        if lines.count >= 256 << 10 { try flush(lines) }
      }
      try flush(lines)
      if next.size > state.size {
        next.start = LogState.Start(size: state.size, last: state.last)
      }
      guard fdatasync(descriptor) == 0 else { throw .last(path, "make durable") }
      try system { () throws(Failure) in
        if state.size == 0 { try Descriptor.makeNameDurable(path) }
        try SmallFile.replace(statePath, with: ByteString(next.json.canonical.bytes + [0x0A]))
      }
    } catch {
      // Unless the new state is in its place and only the news of it got lost. Should cutting off
      // fail too, the old state still says where the log ends.
      if (try? storedState()) != next { ftruncate(descriptor, state.byteCount) }
      throw error
    }
    state = next
  }

  private func flush(_ lines: ByteBuffer) throws(TrustError) {
    try system { () throws(Failure) in
      try Descriptor.writeAll(descriptor, lines.view, name: path)
    }
    lines.removeAll()
  }

  private func system(_ body: () throws(Failure) -> Void) throws(TrustError) {
    do throws(Failure) { try body() } catch { throw .system(error) }
  }

  /// The checkpoint of the log as it stands.
  public func checkpoint(origin: ByteString) -> Checkpoint {
    Checkpoint(origin: origin, size: state.size, root: state.range.root)
  }
}

extension Spool {
  /// Calls `body` with every line put aside, in order, each valid during its call, up to the first at
  /// which it throws.
  public func forEachEntry(_ body: (ByteView) throws(TrustError) -> Void) throws(TrustError) {
    var stopped: TrustError?
    do throws(Failure) {
      try forEachLine { line in
        guard stopped == nil else { return }
        do throws(TrustError) { try body(line) } catch { stopped = error }
      }
    } catch {
      throw .system(error)
    }
    if let stopped { throw stopped }
  }
}

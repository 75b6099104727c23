import Kernel
import Records
import Trust

/// Passes the input through, then appends it to the log and signs the log.
func signRecords(_ run: Run) throws(Failure) {
  let log = try run.options.required("log")
  let signer = try Signer(run.options)
  let staged = Spool(limit: try run.options.size("memory") ?? 8 << 20)
  let entry = ByteBuffer()
  let reader = run.reader(allowsOtherMajors: true)
  while let record = try reader.next() {
    entry.removeAll()
    LogEntry.stage(record, to: entry)
    try staged.append(line: entry.view)
    try run.writer.pass(record.bytes)
  }
  try run.requireComplete(accepting: run.options.isGiven("accept") ? .unverified : .complete)
  if run.streamStatus == .unverified { try recordAcceptance(run, staged) }
  do throws(TrustError) {
    try commit(staged, to: log, signer, run)
  } catch {
    throw error.failure
  }
}

/// Says in the log and in the output that a stream was signed that nobody vouched for.
private func recordAcceptance(_ run: Run, _ staged: Spool) throws(Failure) {
  let record = AuditStream.record(
    .members([
      "accepted": "unverified", "action": "sign", "records": .integer(run.writer.records),
    ]), by: "sign")
  let entry = ByteBuffer()
  LogEntry.stage(record, to: entry)
  try staged.append(line: entry.view)
  try run.writer.emit(record)
}

private func commit(
  _ staged: Spool, to log: String, _ signer: Signer?, _ run: Run
) throws(TrustError) {
  let path = run.options.value("checkpoint") ?? "\(log).checkpoint"
  let writer = try LogWriter(
    path: log, statePath: run.options.value("state") ?? "\(log).state",
    waitSeconds: try waitSeconds(run))
  let last = try lastCheckpoint(path, signer)
  try writer.open(after: last)
  for repair in writer.repairs { run.warn("\(log): \(repair)") }
  let count = run.writer.records
  if try writer.hasJustAppended(staged, count: count) {
    run.warn("\(log): the \(count) records are its last entries already, not appended again")
  } else {
    try writer.append(staged)
  }
  guard let signer else { return }
  let note = try writer.checkpoint(origin: signer.origin).signed(by: signer.key)
  do { try SmallFile.replace(path, with: note.bytes) } catch { throw .system(error) }
}

private func waitSeconds(_ run: Run) throws(TrustError) -> Int {
  do { return try run.options.duration("wait") ?? 0 } catch { throw .system(error) }
}

/// The checkpoint that stands there; with a key, only one that this key signed.
private func lastCheckpoint(_ path: String, _ signer: Signer?) throws(TrustError) -> Checkpoint? {
  let note: ByteString?
  do { note = try SmallFile.readIfPresent(path) } catch { throw .system(error) }
  guard let note else { return nil }
  do throws(TrustError) {
    return try note.withView { (view) throws(TrustError) in
      guard let signer else { return try Checkpoint(try SignedNote(view).text) }
      let key = try NoteKey(name: signer.origin, publicKey: signer.key.publicKey)
      return try Checkpoint(note: view, key: .named(key))
    }
  } catch {
    throw .log(path: path, problem: error.message)
  }
}

/// The key and the name it signs in.
struct Signer {
  let key: SigningKey
  let origin: ByteString

  /// From the options; nil when no checkpoint is wanted.
  init?(_ options: ParsedOptions) throws(Failure) {
    guard let path = options.value("key") else { return nil }
    do throws(TrustError) { key = try SigningKey(path: path) } catch { throw error.failure }
    if let name = options.value("origin") {
      origin = ByteString(name)
      return
    }
    guard let text = try SmallFile.readIfPresent("\(path).vkey") else {
      throw .usage("--origin NAME is needed, there is no \(path).vkey with the key's name")
    }
    let named: NoteKey
    do throws(TrustError) {
      named = try text.withView { (view) throws(TrustError) in try NoteKey(view) }
    } catch {
      throw .configuration(Place("\(path).vkey"), error.message)
    }
    guard named.publicKey == key.publicKey else {
      throw .configuration(Place("\(path).vkey"), "not the verifier key of \(path)")
    }
    origin = named.name
  }
}

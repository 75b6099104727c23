import Kernel
import Trust

/// How many missing records get a line of their own.
private let namedLimit = 20

/// Passes the input through while the log is checked; refuses at the end when anything is wrong.
func verifyRecords(_ run: Run) throws(Failure) {
  guard let log = run.options.value("log"), let keyPath = run.options.value("key") else {
    throw .usage("--log FILE and --key FILE are needed; see verify --help")
  }
  let key = try trustedKey(keyPath)
  let snapshot: LogSnapshot
  do throws(TrustError) {
    snapshot = try LogSnapshot(
      log: log, checkpoint: run.options.value("checkpoint") ?? "\(log).checkpoint",
      waitSeconds: try waitSeconds(run))
  } catch {
    throw error.failure
  }
  var faults = Faults()
  let checkpoint = checkpoint(of: snapshot, key, run, &faults)
  var records = LogMembership(snapshot)
  try read(run, &records, &faults)
  if !faults.logIsBroken { compare(&records, with: checkpoint, run, &faults) }
  guard faults.lines.isEmpty else {
    for line in faults.lines { Descriptor.complain("\(declaration.name): \(line)") }
    throw .refused("\(log): not verified")
  }
}

/// What was found wrong so far.
struct Faults {
  var lines: [String] = []
  var logIsBroken = false
}

private func trustedKey(_ path: String) throws(Failure) -> TrustedKey {
  let text = try WholeFile.bytes(path)
  do throws(TrustError) {
    return try text.withView { (view) throws(TrustError) in try TrustedKey(view, path: path) }
  } catch {
    throw error.failure
  }
}

private func waitSeconds(_ run: Run) throws(TrustError) -> Int {
  do { return try run.options.duration("wait") ?? 0 } catch { throw .system(error) }
}

private func checkpoint(
  of snapshot: LogSnapshot, _ key: TrustedKey, _ run: Run, _ faults: inout Faults
) -> Checkpoint? {
  do throws(TrustError) {
    let checkpoint = try snapshot.note.withView { (view) throws(TrustError) in
      try Checkpoint(note: view, key: key)
    }
    if let origin = run.options.value("origin"), ByteString(origin) != checkpoint.origin {
      faults.lines.append("checkpoint: origin \(checkpoint.origin), \(origin) would be right")
    }
    return checkpoint
  } catch {
    faults.lines.append(error.message)
    return nil
  }
}

private func read(
  _ run: Run, _ records: inout LogMembership, _ faults: inout Faults
) throws(Failure) {
  if run.options.isGiven("log-only") { return }
  let reader = run.reader()
  while let record = try reader.next() {
    if !faults.logIsBroken {
      do throws(TrustError) {
        try records.look(for: SHA256.digest(of: record.bytes), at: record.place)
      } catch {
        faults.logIsBroken = true
        faults.lines.append(error.message)
      }
    }
    try run.writer.pass(record.bytes)
  }
}

private func compare(
  _ records: inout LogMembership, with checkpoint: Checkpoint?, _ run: Run,
  _ faults: inout Faults
) {
  do throws(TrustError) {
    let (range, missing) = try records.finish()
    for place in missing.prefix(namedLimit) {
      faults.lines.append("\(place): the record is not in the log")
    }
    if missing.count > namedLimit {
      faults.lines.append("\(missing.count - namedLimit) more records are not in the log")
    }
    guard let checkpoint else { return }
    if range.size != checkpoint.size {
      faults.lines.append(
        "the log has \(range.size) entries, its checkpoint covers \(checkpoint.size)")
    } else if range.root != checkpoint.root {
      let roots = "\(range.root.base64), the checkpoint has \(checkpoint.root.base64)"
      faults.lines.append("the root of the log is \(roots)")
    }
  } catch {
    faults.lines.append(error.message)
  }
}

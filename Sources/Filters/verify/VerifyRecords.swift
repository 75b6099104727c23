import Kernel
import Trust

/// How many missing records get a line of their own.
private let namedLimit = 20

/// Passes the input through, then checks the log; refuses at the end when anything is wrong.
///
/// The log is looked at only when the input has ended: a `sign` upstream appends to it just before
/// it ends its output.
func verifyRecords(_ run: Run) throws(Failure) {
  guard let log = run.options.value("log"), let keyPath = run.options.value("key") else {
    throw .usage("--log FILE and --key FILE are needed; see verify --help")
  }
  let key = try trustedKey(keyPath)
  let digests = Digests(spool: Spool(limit: try run.options.size("memory") ?? 8 << 20))
  if !run.options.isGiven("log-only") {
    let reader = run.reader()
    while let record = try reader.next() {
      try digests.append(record)
      try run.writer.pass(record.bytes)
    }
  }
  let faults: [String]
  do throws(TrustError) {
    let snapshot = try LogSnapshot(
      log: log, checkpoint: run.options.value("checkpoint") ?? "\(log).checkpoint",
      waitSeconds: try waitSeconds(run))
    faults = check(snapshot, key, digests, run)
  } catch {
    throw error.failure
  }
  guard faults.isEmpty else {
    for fault in faults { Descriptor.complain("\(declaration.name): \(fault)") }
    throw .refused("\(log): not verified")
  }
}

/// Everything that is wrong, one line each.
private func check(
  _ snapshot: LogSnapshot, _ key: TrustedKey, _ digests: Digests, _ run: Run
) -> [String] {
  var faults: [String] = []
  let checkpoint = checkpoint(of: snapshot, key, run, &faults)
  do throws(TrustError) {
    var records = LogMembership(snapshot)
    try digests.forEachRecord { (digest, place) throws(TrustError) in
      try records.look(for: digest, at: place)
    }
    compare(try records.finish(), with: checkpoint, &faults)
  } catch {
    faults.append(error.message)
  }
  return faults
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
  of snapshot: LogSnapshot, _ key: TrustedKey, _ run: Run, _ faults: inout [String]
) -> Checkpoint? {
  do throws(TrustError) {
    let checkpoint = try snapshot.note.withView { (view) throws(TrustError) in
      try Checkpoint(note: view, key: key)
    }
    if let origin = run.options.value("origin"), ByteString(origin) != checkpoint.origin {
      faults.append("checkpoint: origin \(checkpoint.origin), \(origin) would be right")
    }
    return checkpoint
  } catch {
    faults.append(error.message)
    return nil
  }
}

private func compare(
  _ found: (range: MerkleRange, missing: [Place]), with checkpoint: Checkpoint?,
  _ faults: inout [String]
) {
  for place in found.missing.prefix(namedLimit) {
    faults.append("\(place): the record is not in the log")
  }
  if found.missing.count > namedLimit {
    faults.append("\(found.missing.count - namedLimit) more records are not in the log")
  }
  guard let checkpoint else { return }
  if found.range.size != checkpoint.size {
    faults.append(
      "the log has \(found.range.size) entries, its checkpoint covers \(checkpoint.size)")
  } else if found.range.root != checkpoint.root {
    let roots = "\(found.range.root.base64), the checkpoint has \(checkpoint.root.base64)"
    faults.append("the root of the log is \(roots)")
  }
}

import Kernel
import Trust

/// How many missing records get a line of their own.
private let namedLimit = 20

/// Passes the input through, then checks the log; refuses at the end when anything is wrong.
///
/// The log is looked at only when the input has ended: a `sign` upstream appends to it just before
/// it ends its output.
func verifyRecords(_ run: Run) throws(Failure) {
  let trust = try trustFile(run.options)
  if let trust, run.options.isGiven("allowed-signers") {
    run.writer.writesText()
    return try run.writer.write(text: trust.file.allowedSigners)
  }
  if let trust, run.options.isGiven("payload") { return try writePayload(run, trust) }
  let log = run.options.value("log")
  let signer = try logSigner(run.options, trust)
  let needsSigner = log != nil || run.options.isGiven("proof")
  guard needsSigner ? signer != nil : trust != nil else {
    throw .usage("--log FILE with --key FILE, or --trust FILE, are needed; see verify --help")
  }
  if run.options.isGiven("proof") {
    guard case .key(let key)? = signer else { throw .usage("--proof needs --key FILE") }
    return try verifyProof(run, key)
  }
  if let name = wholeLogOption(run.options) {
    guard run.options.isGiven("log-only"), let log, let signer else {
      throw .usage("--\(name) needs --log FILE and --log-only")
    }
    return try auditLog(log, run, signer)
  }
  let digests = Digests(spool: Spool(limit: try run.options.size("memory") ?? 8 << 20))
  var faults: [String] = []
  if !run.options.isGiven("log-only") {
    faults = try passRecords(run, trust, isLogged: log != nil) { (record) throws(Failure) in
      try digests.append(record)
    } statement: { (statement, place) throws(Failure) in
      try digests.append(SHA256.digest(of: statement.payload), place)
    }
  }
  if let log, let signer {
    do throws(TrustError) {
      let snapshot = try LogSnapshot(
        log: log, checkpoint: run.options.value("checkpoint") ?? "\(log).checkpoint",
        waitSeconds: try waitSeconds(run))
      faults += check(snapshot, signer, digests, run)
    } catch {
      throw error.failure
    }
  }
  guard faults.isEmpty else {
    for fault in faults { Descriptor.complain("\(declaration.name): \(fault)") }
    throw .refused("\(log ?? "input"): not verified")
  }
}

/// Who must have signed the checkpoint.
enum LogSigner {
  case key(TrustedKey)
  case trust(TrustFile, Instant)

  /// The checkpoint of a note, once its signature is checked.
  func checkpoint(_ note: ByteString) throws(TrustError) -> Checkpoint {
    try note.withView { (view) throws(TrustError) in
      switch self {
      case .key(let key): try Checkpoint(note: view, key: key)
      case .trust(let file, let at): try file.checkpoint(note: view, at: at).checkpoint
      }
    }
  }
}

private func logSigner(
  _ options: ParsedOptions, _ trust: (file: TrustFile, at: Instant)?
) throws(Failure) -> LogSigner? {
  if let path = options.value("key") { return .key(try trustedKey(path)) }
  return trust.map { .trust($0.file, $0.at) }
}

/// Passes records on, envelopes as the records in them; returns what is wrong with any of them.
private func passRecords(
  _ run: Run, _ trust: (file: TrustFile, at: Instant)?, isLogged: Bool,
  record logged: (Record) throws(Failure) -> Void,
  statement signed: (Statement, Place) throws(Failure) -> Void
) throws(Failure) -> [String] {
  var faults: [String] = []
  let reader = run.reader(allowsForeign: trust != nil, allowsOtherMajors: true)
  while let record = try reader.next() {
    guard let trust, record.isForeign else {
      guard isLogged else {
        faults.append("\(record.place): the record is not signed")
        continue
      }
      try logged(record)
      try run.writer.pass(record.bytes)
      continue
    }
    do throws(TrustError) {
      let statement = try Statement(
        DSSEEnvelope(record.root), trust: trust.file, at: trust.at)
      guard statement.record != nil else {
        throw .refused(
          key: nil, role: nil, reason: "a \(statement.kind), no record; --payload would be right")
      }
      do throws(Failure) {
        try signed(statement, record.place)
        try statement.payload.withView { (view) throws(Failure) in try run.writer.pass(view) }
      } catch {
        throw .system(error)
      }
    } catch {
      if case .system(let failure) = error { throw failure }
      faults.append("\(record.place): \(error.message)")
    }
  }
  return faults
}

/// Everything that is wrong, one line each.
private func check(
  _ snapshot: LogSnapshot, _ signer: LogSigner, _ digests: Digests, _ run: Run
) -> [String] {
  var faults: [String] = []
  let checkpoint = checkpoint(of: snapshot, signer, run, &faults)
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

func waitSeconds(_ run: Run) throws(TrustError) -> Int {
  do { return try run.options.duration("wait") ?? 0 } catch { throw .system(error) }
}

func checkpoint(
  of snapshot: LogSnapshot, _ signer: LogSigner, _ run: Run, _ faults: inout [String]
) -> Checkpoint? {
  do throws(TrustError) {
    let checkpoint = try signer.checkpoint(snapshot.note)
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
  compare(found.range, with: checkpoint, &faults)
}

/// The tree of a log must be that of its checkpoint.
func compare(_ range: MerkleRange, with checkpoint: Checkpoint, _ faults: inout [String]) {
  if range.size != checkpoint.size {
    faults.append(
      "the log has \(range.size) entries, its checkpoint covers \(checkpoint.size)")
  } else if range.root != checkpoint.root {
    let roots = "\(range.root.base64), the checkpoint has \(checkpoint.root.base64)"
    faults.append("the root of the log is \(roots)")
  }
}

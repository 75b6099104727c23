import Kernel
import Trust

/// The first given option that is about the log as a whole.
func wholeLogOption(_ options: ParsedOptions) -> String? {
  ["since", "resume", "prove"].first { options.isGiven($0) }
}

/// Checks a log without records: against earlier checkpoints, from where the last run ended, and for
/// the proof of an entry.
func auditLog(_ log: String, _ run: Run, _ signer: LogSigner) throws(Failure) {
  let index = try run.options.integer("prove", in: 0...Int.max)
  if index != nil {
    if run.options.isGiven("resume") {
      throw .usage("--prove and --resume: a proof needs the whole log")
    }
    run.writer.writesText()
  }
  let resumption = try run.options.value("resume").map { (path) throws(Failure) in
    (path, try SmallFile.readIfPresent(path))
  }
  var audit = LogAudit()
  audit.index = index
  var faults: [String] = []
  do throws(TrustError) {
    let snapshot = try LogSnapshot(
      log: log, checkpoint: run.options.value("checkpoint") ?? "\(log).checkpoint",
      waitSeconds: try waitSeconds(run))
    guard let checkpoint = checkpoint(of: snapshot, signer, run, &faults) else {
      throw .refused(key: nil, role: nil, reason: faults.joined(separator: "; "))
    }
    audit.earlier = try earlier(run.options, signer)
    let scan = try resumption?.1.map { (text) throws(TrustError) in
      try snapshot.scan(resuming: text)
    }
    let found = try audit.run(scan ?? snapshot.scan(), of: snapshot, against: checkpoint)
    faults += found.faults
    compare(found.range, with: checkpoint, &faults)
    guard faults.isEmpty else {
      throw .refused(key: nil, role: nil, reason: faults.joined(separator: "; "))
    }
    if let index, let hashes = found.proof {
      let proof = InclusionProof(index: index, hashes: hashes, note: snapshot.note)
      let output = ByteBuffer()
      output.append(proof.text)
      try system { () throws(Failure) in try run.writer.write(text: output) }
    }
    if let path = resumption?.0 {
      let kept = ByteString(found.resumption.bytes + [0x0A])
      try system { () throws(Failure) in try SmallFile.replace(path, with: kept) }
    }
  } catch {
    if case .system(let failure) = error { throw failure }
    throw .refused("\(log): not verified: \(error.message)")
  }
}

private func system(_ body: () throws(Failure) -> Void) throws(TrustError) {
  do throws(Failure) { try body() } catch { throw .system(error) }
}

/// The checkpoints of `--since`, each signed like the present one.
private func earlier(
  _ options: ParsedOptions, _ signer: LogSigner
) throws(TrustError) -> [Checkpoint] {
  var checkpoints: [Checkpoint] = []
  for path in options.values("since") {
    let note: ByteString
    do throws(Failure) { note = try WholeFile.bytes(path) } catch { throw .system(error) }
    do throws(TrustError) {
      checkpoints.append(try signer.checkpoint(note))
    } catch {
      throw .log(path: path, problem: error.message)
    }
  }
  return checkpoints
}

/// Checks one record by its line of the log and a proof, without the log.
func verifyProof(_ run: Run, _ key: TrustedKey) throws(Failure) {
  guard let path = run.options.value("proof"), let entryPath = run.options.value("entry") else {
    throw .usage("--proof needs --entry FILE, the line of the log")
  }
  let text = try WholeFile.bytes(path)
  let line = ByteString(try WholeFile.bytes(entryPath).withView { ByteString($0.trimmed) }.bytes)
  let digest: Digest
  do throws(TrustError) {
    digest = try line.withView { (view) throws(TrustError) in
      let proof = try text.withView { (view) throws(TrustError) in try InclusionProof(view) }
      _ = try proof.verify(line: view, key: key)
      guard let entry = LogEntry(view) else {
        throw .entry(path: entryPath, line: 1, problem: "no log entry in canonical form")
      }
      return entry.digest
    }
  } catch {
    throw .refused("\(path): not verified: \(error.message)")
  }
  let reader = run.reader(allowsOtherMajors: true)
  while let record = try reader.next() {
    guard SHA256.digest(of: record.bytes) == digest else {
      throw .refused("\(record.place): it is not the record of that entry")
    }
    try run.writer.pass(record.bytes)
  }
}

import Kernel
import Policy
import Trust

/// The checkpoint of the log that `--checkpoint` names, once its signature is checked.
func pinnedCheckpoint(_ options: ParsedOptions) throws(Failure) -> Checkpoint? {
  guard let path = options.value("checkpoint") else { return nil }
  guard let keyPath = options.value("key") else {
    throw .usage("--checkpoint needs --key FILE: an unchecked checkpoint proves nothing")
  }
  let note = try WholeFile.bytes(path)
  let keyText = try WholeFile.bytes(keyPath)
  do {
    let key = try keyText.withView { (view) throws(TrustError) in
      try TrustedKey(view, path: keyPath)
    }
    return try note.withView { (view) throws(TrustError) in
      try Checkpoint(note: view, key: key)
    }
  } catch {
    throw .data(Place(path), error.message)
  }
}

/// Reads the log of `--log` as far as its checkpoint covers it, for what the history must show: its
/// roots at earlier sizes, and that earlier decisions are in it. Nil when it is not asked for.
func readLog(
  _ options: ParsedOptions, _ checkpoint: Checkpoint?, for history: DecisionHistory?
) throws(Failure) -> LogFacts? {
  guard let path = options.value("log") else { return nil }
  guard let checkpoint, let checkpointPath = options.value("checkpoint") else {
    throw .usage("--log needs --checkpoint FILE: an unsigned log proves nothing")
  }
  guard let history else { return nil }
  let sizes = history.logSizes
  let logged = history.logged
  var facts = LogFacts()
  do throws(TrustError) {
    let snapshot = try LogSnapshot(log: path, checkpoint: checkpointPath, waitSeconds: 60)
    let scan = snapshot.scan()
    while scan.range.size < checkpoint.size, let entry = try scan.next() {
      if logged.contains(entry.digest) { facts.found.insert(entry.digest) }
      let size = scan.range.size
      if sizes.contains(size) { facts.roots[size] = ByteString(scan.range.root.base64) }
    }
    guard scan.range.size == checkpoint.size, scan.range.root == checkpoint.root else {
      throw .log(path: path, problem: "not the log of \(checkpointPath): it was cut or altered")
    }
  } catch {
    throw error.failure
  }
  return facts
}

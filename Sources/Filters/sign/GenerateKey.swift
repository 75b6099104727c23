import Kernel
import Records
import Trust

/// Writes a key pair to `path` and what stands beside it, and tells its public half.
func generateKey(_ path: String, _ run: Run) throws(Failure) {
  guard let name = run.options.value("origin") else {
    throw .usage("--generate-key needs --origin NAME, such as example.com/release-log")
  }
  do throws(TrustError) {
    let key = try SigningKey.generate()
    let named = try NoteKey(name: ByteString(name), publicKey: key.publicKey)
    try key.write(path: path)
    try write("\(path).pub", key.publicKey.pem)
    try write("\(path).vkey", named.text + "\n")
    let record = AuditStream.record(
      .members([
        "action": "generate-key", "keyid": .text(key.publicKey.keyid), "vkey": .text(named.text),
      ]), by: "sign")
    try pass(record, run)
  } catch {
    throw error.failure
  }
}

private func write(_ path: String, _ text: String) throws(TrustError) {
  do { try SmallFile.replace(path, with: ByteString(text)) } catch { throw .system(error) }
}

private func pass(_ record: JSON, _ run: Run) throws(TrustError) {
  do { try run.writer.emit(record) } catch { throw .system(error) }
}

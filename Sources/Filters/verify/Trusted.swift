import Kernel
import Trust

/// The trust file of the options, nil when none is given.
func trustFile(_ options: ParsedOptions) throws(Failure) -> (file: TrustFile, at: Instant)? {
  guard let path = options.value("trust") else {
    for name in ["payload", "allowed-signers", "trust-version"] where options.isGiven(name) {
      throw .usage("--\(name) needs --trust FILE")
    }
    return nil
  }
  guard let at = try options.instant("at") else {
    throw .usage("--trust needs --at TIME: expiry and revocation are held against it")
  }
  return (try TrustChain.current(path: path, options: options, at: at), at)
}

/// Writes the payload of the one envelope in the input as it stands.
func writePayload(_ run: Run, _ trust: (file: TrustFile, at: Instant)) throws(Failure) {
  guard run.options.operands.count <= 1 else { throw .usage("--payload takes one file") }
  run.writer.writesText()
  let text = try WholeFile.bytes(run.options.operands.first ?? "-")
  let statement: Statement
  do throws(TrustError) {
    statement = try text.withView { (view) throws(TrustError) in
      try Statement(view.trimmed, trust: trust.file, at: trust.at)
    }
  } catch {
    throw error.failure
  }
  let output = ByteBuffer()
  output.append(statement.payload)
  try run.writer.write(text: output)
}

import Kernel
import Trust

/// Writes each record, or a file as a whole, in an envelope of its own, with the signature that the
/// options give; what is in an envelope already gets one signature more.
func signEnvelopes(_ kind: String, _ run: Run) throws(Failure) {
  run.writer.writesText()
  let step = try EnvelopeStep(run.options)
  guard kind == "record" else {
    guard run.options.operands.count <= 1 else {
      throw .usage("--envelope \(kind) takes one file, it is signed as a whole")
    }
    let path = run.options.operands.first ?? "-"
    let text = try WholeFile.bytes(path)
    let envelope: DSSEEnvelope
    do throws(TrustError) {
      envelope = try Statement.envelope(ofFile: text, kind: ByteString(kind), path: path)
    } catch {
      throw error.failure
    }
    return try write(try step.output(envelope), run)
  }
  let spool = Spool(limit: 8 << 20)
  let reader = run.reader(allowsForeign: true, allowsOtherMajors: true)
  var count = 0
  var only: ByteString?
  while let record = try reader.next() {
    count += 1
    guard count == 1 || !step.takesOne else {
      throw .usage("--message and --signature take one record, there are more")
    }
    let envelope: DSSEEnvelope
    do throws(TrustError) {
      envelope =
        record.isForeign ? try DSSEEnvelope(record.root) : Statement.envelope(of: record)
    } catch {
      throw .data(record.place, error.message)
    }
    let output = try step.output(envelope)
    if step.takesOne {
      only = output
    } else {
      try output.withView { (view) throws(Failure) in
        try spool.append(line: view.slice(0, view.count - 1))
      }
    }
  }
  // No signature for part of a stream.
  try run.requireComplete(accepting: run.options.isGiven("accept") ? .unverified : .complete)
  guard count > 0 else { throw .data(Place("input"), "no record, there is nothing to sign") }
  if let only { return try write(only, run) }
  let output = ByteBuffer()
  try spool.forEachLine { (line) throws(Failure) in
    output.removeAll()
    output.append(line)
    output.append(0x0A)
    try run.writer.write(text: output)
  }
}

private func write(_ output: ByteString, _ run: Run) throws(Failure) {
  let buffer = ByteBuffer()
  buffer.append(output)
  try run.writer.write(text: buffer)
}

/// What is done with each envelope.
private struct EnvelopeStep {
  private let key: SigningKey?
  private let signature: (text: ByteString, path: String)?
  let takesOne: Bool

  init(_ options: ParsedOptions) throws(Failure) {
    let given = ["key", "signature", "message"].filter { options.isGiven($0) }
    guard given.count == 1 else {
      throw .usage("--envelope needs one of --key FILE, --signature FILE and --message")
    }
    takesOne = given != ["key"]
    key = try options.value("key").map { (path) throws(Failure) in
      do throws(TrustError) { return try SigningKey(path: path) } catch { throw error.failure }
    }
    signature = try options.value("signature").map { (path) throws(Failure) in
      (try WholeFile.bytes(path), path)
    }
  }

  /// What is written for an envelope: the message to be signed, or the line with its signature.
  func output(_ unsigned: DSSEEnvelope) throws(Failure) -> ByteString {
    var envelope = unsigned
    do throws(TrustError) {
      if let key {
        try envelope.sign(with: key)
      } else if let signature {
        try signature.text.withView { (view) throws(TrustError) in
          try envelope.add(sshSignature: view, path: signature.path)
        }
      } else {
        return envelope.message
      }
    } catch {
      throw error.failure
    }
    return ByteString(envelope.text.bytes + [0x0A])
  }
}

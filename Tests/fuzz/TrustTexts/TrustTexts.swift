import FuzzSupport
import Kernel
import Trust

nonisolated(unsafe) private let parser = JSONParser()

/// No text crashes the readers of notes, proofs, keys, entries, envelopes, trust files and SSH signatures; what they take they
/// write as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.withInput(start, count) { text in
    same(text, (try? SignedNote(text))?.bytes, "note")
    same(text, (try? Checkpoint(ByteString(text)))?.text, "checkpoint")
    same(text, (try? InclusionProof(text))?.text, "proof")
    same(text.trimmed, (try? NoteKey(text)).map { ByteString($0.text) }, "key")
    same(text, Base64.decode(text).map { encoded($0) }, "base64")
    same(
      text, Hex.decode(text).map { ByteString($0).withView { ByteString(Hex.encode($0)) } }, "hex")
    _ = try? TrustedKey(text, path: "fuzz")
    _ = LogEntry(text)
    _ = try? TrustFile(ByteString(text), path: "fuzz")
    _ = try? SSHKey(text, path: "fuzz")
    _ = SSHSignature(ByteString(text).bytes)
    _ = try? SSHSignature.bytes(armored: text, path: "fuzz")
    _ = Waiver.bound(text.text)
    if let value = try? parser.parse(text) { _ = try? DSSEEnvelope(value) }
  }
  return 0
}

private func encoded(_ bytes: [UInt8]) -> ByteString {
  ByteString(bytes).withView { ByteString(Base64.encode($0)) }
}

private func same(_ text: ByteView, _ written: ByteString?, _ what: String) {
  guard let written else { return }
  let isSame = written.withView { $0 == text }
  Fuzz.require(isSame, "a \(what) was read and written differently: \(written)")
}

import Glibc
import Kernel
import TestSupport
import Testing
import Trust

/// Signatures in the way of ssh-keygen.
@Suite struct SSHSignatureTests {
  /// `ssh-keygen -Y sign -n release-waiver` of OpenSSH 9.2 over `message\n`.
  static let keyLine =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB3Uo41MqI+h/VOXeG4qTxHcxAtegM2YpSOOTh6cNowE"
    + " ann@example.com"
  static let armored = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgHdSjjUyoj6H9U5d4bipPEdzEC1
    6AzZilI45OHpw2jAQAAAAOcmVsZWFzZS13YWl2ZXIAAAAAAAAABnNoYTUxMgAAAFMAAAAL
    c3NoLWVkMjU1MTkAAABAOIWS/vFV6YFt8I1mVl44Hy5REf4qMXZnUZ5cAUauIVZYoR3O6D
    wLTsw7bamF5OMKZz0Gnuxi+KjjFwvq2P/NAg==
    -----END SSH SIGNATURE-----
    """

  static func bytes() throws -> [UInt8] {
    try ByteString(armored).withView { try SSHSignature.bytes(armored: $0, path: "sig") }
  }

  static func key() throws -> SSHKey {
    try ByteString(keyLine).withView { try SSHKey($0, path: "key") }
  }

  private static func isRight(
    _ bytes: [UInt8], _ message: ByteString = "message\n", _ purpose: ByteString = "release-waiver"
  ) throws -> Bool {
    let key = try key()
    return message.withView {
      SSHSignature(bytes)?.verifies($0, namespace: purpose, by: key) ?? false
    }
  }

  @Test func verifiesWhatSSHKeygenSigned() throws {
    let bytes = try Self.bytes()
    #expect(try Self.isRight(bytes))
    #expect(try !Self.isRight(bytes, "message"))
    #expect(try !Self.isRight(bytes, "message\n", "release-approval"))
    #expect(
      try Self.key().text == Self.keyLine.split(separator: " ").prefix(2).joined(separator: " "))
  }

  @Test func everyChangedByteIsSeen() throws {
    let bytes = try Self.bytes()
    for place in bytes.indices {
      for flip in 1...255 as ClosedRange<UInt8> {
        var changed = bytes
        changed[place] ^= flip
        #expect(try !Self.isRight(changed), "byte \(place)")
      }
      #expect(try !Self.isRight(Array(bytes[..<place])))
      #expect(try !Self.isRight(Array(bytes[..<place] + [0] + bytes[place...])))
    }
    #expect(try !Self.isRight(bytes + [0]))
  }

  /// PROTOCOL.u2f: a token signs the application's digest, flags, counter and the message's digest.
  @Test func verifiesWhatATokenSigned() throws {
    func string(_ bytes: [UInt8]) -> [UInt8] { [0, 0, 0, UInt8(bytes.count)] + bytes }
    let signer = try TrustMaker.key("token")
    let type = Array("sk-ssh-ed25519@openssh.com".utf8)
    let application = Array("ssh:".utf8)
    let blob = string(type) + string(signer.publicKey.bytes) + string(application)
    let line =
      "\(String(decoding: type, as: UTF8.self)) "
      + ByteString(blob).withView { Base64.encode($0) }
    let key = try ByteString(line).withView { try SSHKey($0, path: "key") }
    #expect(key.application == "ssh:")
    #expect(key.text == line)
    let digest = SHA256.digest(of: "message").bytes
    let head = string(Array("n".utf8)) + string([]) + string(Array("sha256".utf8))
    let inner = SHA256.digest(of: ByteString(Array("SSHSIG".utf8) + head + string(digest))).bytes
    for flags in [0, 1, 5] as [UInt8] {
      let token: [UInt8] = [flags, 0, 0, 0, 9]
      let signed = SHA256.digest(of: ByteString(application)).bytes + token + inner
      let signature = try ByteString(signed).withView { try signer.sign($0) }
      let bytes =
        Array("SSHSIG".utf8) + [0, 0, 0, 1] + string(blob) + head
        + string(string(type) + string(signature) + token)
      let isRight = ("message" as ByteString).withView {
        SSHSignature(bytes)?.verifies($0, namespace: "n", by: key)
      }
      // Without a touch it does not count.
      #expect(isRight == (flags & 1 == 1))
    }
  }

  @Test func aTrustFileTakesItForItsPurposeOnly() throws {
    let record = TrustMaker.record("waiver", actor: "ann")
    let envelope = try TrustMaker.envelope("waiver", record, by: [])
    #expect(envelope.signatures.isEmpty)
    var changed = envelope
    // A signature over other bytes is not let into the envelope.
    #expect(throws: TrustError.self) {
      try ByteString(Self.armored).withView { try changed.add(sshSignature: $0, path: "sig") }
    }
    // Nor does a plain signature by the same key stand for one of SSH.
    let keys = [try TrustMaker.member("root"), "\"ann\":{\"key\":\"\(Self.keyLine)\"}"]
    let payload = TrustMaker.payload(
      keys: keys,
      roles: "\"root\":{\"keys\":[\"root\"]},\"waiver-approver\":{\"keys\":[\"ann\"]}")
    let trust = try TrustMaker.chain([(payload, ["root"])]).current
    changed.add(signature: try Self.bytes(), by: try Self.key().publicKey)
    #expect(
      TrustMaker.refusal(changed, trust)?.hasPrefix("key ann: its signature is wrong") == true)
    #expect(
      trust.allowedSigners
        == "ann namespaces=\"release-waiver\" \(try Self.key().text)\n")
  }
}

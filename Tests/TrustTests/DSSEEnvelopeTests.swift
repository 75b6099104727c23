import Kernel
import TestSupport
import Testing
import Trust

@Suite struct DSSEEnvelopeTests {
  static let foreign = SharedData.path("data/vectors/attestation-verifier")

  private static func read(_ text: ByteString) throws -> DSSEEnvelope {
    let parser = JSONParser()
    let buffer = ByteBuffer()
    buffer.append(text)
    buffer.reserve(JSONParser.padding)
    return try DSSEEnvelope(try parser.parse(buffer.view))
  }

  private static func written(_ envelope: DSSEEnvelope) -> ByteString {
    let buffer = ByteBuffer()
    var writer = JSONWriter(buffer)
    envelope.write(to: &writer)
    return buffer.string
  }

  private static func key(_ first: UInt8 = 0) throws -> SigningKey {
    try SigningKey(seed: (0..<32).map { first &+ $0 })
  }

  /// DSSE protocol.md, and the empty case of go-securesystemslib.
  @Test func signsTypeAndPayloadBehindTheirLengths() {
    #expect(
      DSSEEnvelope.preAuthentication(
        type: "http://example.com/HelloWorld", payload: "hello world")
        == "DSSEv1 29 http://example.com/HelloWorld 11 hello world")
    #expect(DSSEEnvelope.preAuthentication(type: "", payload: "") == "DSSEv1 0  0 ")
    #expect(
      DSSEEnvelope.preAuthentication(type: "ä", payload: "ö") == "DSSEv1 2 ä 2 ö")
  }

  /// A signature that OpenSSL, node and securesystemslib accept: seed 00 01 02 … 1f.
  @Test func signsAsOtherImplementationsDo() throws {
    var envelope = DSSEEnvelope(
      payloadType: "http://example.com/HelloWorld", payload: "hello world")
    try envelope.sign(with: Self.key())
    #expect(
      Self.written(envelope).description
        == "{\"payload\":\"aGVsbG8gd29ybGQ=\",\"payloadType\":\"http://example.com/HelloWorld\","
        + "\"signatures\":[{\"keyid\":"
        + "\"63d00ee3cf4f5c61ad94efa696c68f13b608fe56ecea13fb144a6fd18e9235b9\",\"sig\":"
        + "\"FDBuhhGZHrQaLnHA+xYDozNBKtORTT3EFhGJXczChh8PCqB471sDESzy2zguMGQOk8D+Ij2hb/eoUkqxc/qg"
        + "Cg==\"}]}")
    #expect(try Self.read(Self.written(envelope)) == envelope)
    #expect(try envelope.signers(among: [Self.key().publicKey]).count == 1)
  }

  @Test func readsURLSafeBase64AndPassesOverOtherFields() throws {
    let envelope = try Self.read(
      #"{"more":1,"payload":"-_-_","payloadType":"t","signatures":[{"sig":"AAAA","x":2}]}"#)
    #expect(envelope.payload.bytes == [0xFB, 0xFF, 0xBF])
  }

  @Test(arguments: [
    #"{"payload":"Zg","payloadType":"t","signatures":[{"sig":"AAAA"}]}"#,
    #"{"payload":"Zg==","payloadType":"t","signatures":[{"sig":"AAA"}]}"#,
    #"{"payload":"Zg==","payloadType":"t","signatures":[]}"#,
    #"{"payload":"Zg==","payloadType":"t"}"#,
    #"{"payload":"Zg==","signatures":[{"sig":"AAAA"}]}"#,
    #"{"payloadType":"t","signatures":[{"sig":"AAAA"}]}"#, "[]", "1",
  ])
  func refusesMalformedEnvelopes(text: String) {
    #expect(throws: TrustError.self) { try Self.read(ByteString(text)) }
  }

  @Test func countsEachKeyOnceTowardsTheThreshold() throws {
    let keys = try [Self.key(0), Self.key(1)]
    var envelope = DSSEEnvelope(payloadType: "t", payload: "p")
    try envelope.sign(with: keys[0])
    try envelope.sign(with: keys[0])
    #expect(envelope.signatures.count == 1)
    let twice = Self.written(envelope).description
    let signature = twice.split(separator: "[")[1].dropLast(2)
    let doubled = try Self.read(ByteString(twice.dropLast(2) + ",\(signature)]}"))
    #expect(doubled.signatures.count == 2)
    let known = keys.map(\.publicKey)
    #expect(throws: TrustError.self) { try doubled.signers(among: known, threshold: 2) }
    try envelope.sign(with: keys[1])
    #expect(try envelope.signers(among: known, threshold: 2).count == 2)
    #expect(throws: TrustError.self) { try envelope.signers(among: known, threshold: 3) }
  }

  @Test func refusesAnotherPayloadTypeOrKey() throws {
    let key = try Self.key()
    var envelope = DSSEEnvelope(payloadType: "t", payload: "p")
    try envelope.sign(with: key)
    let text = Self.written(envelope).description
    func signers(_ old: String, _ new: String) throws -> Int {
      let parts = text.split(separator: old, omittingEmptySubsequences: false)
      let changed = try Self.read(ByteString(parts.joined(separator: new)))
      return try changed.signers(among: [key.publicKey]).count
    }
    #expect(try signers("nothing", "nothing") == 1)
    #expect(throws: TrustError.self) { try signers("\"cA==\"", "\"cQ==\"") }
    #expect(throws: TrustError.self) { try signers("\"t\"", "\"u\"") }
    #expect(throws: TrustError.self) { try signers(key.publicKey.keyid, Digest.zero.hex) }
    #expect(try signers(key.publicKey.keyid, "") == 1)
    let other = try Self.key(9).publicKey
    #expect(throws: TrustError.self) { try envelope.signers(among: [other]) }
  }

  @Test(.enabled(if: foreign != nil, "the in-toto envelopes are not here"))
  func verifiesEnvelopesOfAnotherImplementation() throws {
    let folder = try #require(Self.foreign)
    let stored = try JSONParser.tree(WholeFile.bytes("\(folder)/test-data-raw/key.pub"))
    let hex = try #require(stored["keyval"]?["public"]?.string)
    let key = try #require(PublicKey(ByteString(hex: hex.description).bytes))
    let files = SharedData.files(below: "\(folder)/test-data", suffix: ".json")
    #expect(files.count == 3)
    for file in files {
      let envelope = try Self.read(WholeFile.bytes(file))
      // Named by an older recipe than ours.
      let keyid = try #require(envelope.signatures.first?.keyid)
      #expect(try envelope.signers(named: [(keyid, key)]) == [key], "\(file)")
      #expect(throws: TrustError.self) { try envelope.signers(among: [key]) }
    }
  }
}

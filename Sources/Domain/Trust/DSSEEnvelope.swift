public import Kernel

/// A DSSE 1.0.2 envelope: a payload, its type, and signatures over both.
public struct DSSEEnvelope: Equatable, Sendable {
  /// One signature and the name of its key.
  public struct Signature: Equatable, Sendable {
    /// The keyid, a hint only; empty when the envelope gave none.
    public let keyid: ByteString
    /// 64 bytes for Ed25519.
    public let bytes: [UInt8]
  }

  /// What the payload is, such as `application/vnd.in-toto+json`.
  public let payloadType: ByteString
  /// The payload; whoever has verified uses these bytes and reads no others.
  public let payload: ByteString
  /// The signatures in their order.
  public private(set) var signatures: [Signature]

  /// An envelope to be signed.
  public init(payloadType: ByteString, payload: ByteString) {
    self.payloadType = payloadType
    self.payload = payload
    signatures = []
  }

  /// Reads the text of an envelope.
  public init(text: ByteView) throws(TrustError) {
    let parser = JSONParser()
    let buffer = ByteBuffer(capacity: text.count + JSONParser.padding)
    buffer.append(text)
    let value: JSONValue
    do { value = try parser.parse(buffer.view) } catch {
      throw .envelope(problem: error.message)
    }
    try self.init(value)
  }

  /// Reads an envelope; fields it does not know are passed over.
  public init(_ value: JSONValue) throws(TrustError) {
    guard let type = value["payloadType"]?.string, let encoded = value["payload"]?.string,
      let listed = value["signatures"], listed.kind == .array
    else {
      throw .envelope(problem: "payload, payloadType and signatures would be right")
    }
    guard let payload = Base64.decode(encoded, urlSafe: true) else {
      throw .envelope(problem: "payload is no padded base64")
    }
    var signatures: [Signature] = []
    for entry in listed.elements {
      guard let bytes = entry["sig"]?.string.flatMap({ Base64.decode($0, urlSafe: true) }) else {
        throw .envelope(problem: "a signature without sig in padded base64")
      }
      let keyid = entry["keyid"]?.string.map { ByteString($0) } ?? ByteString()
      signatures.append(Signature(keyid: keyid, bytes: bytes))
    }
    guard !signatures.isEmpty else { throw .envelope(problem: "no signatures") }
    payloadType = ByteString(type)
    self.payload = ByteString(payload)
    self.signatures = signatures
  }

  /// The bytes that are signed: `DSSEv1`, then type and payload, each behind its length in bytes.
  public static func preAuthentication(type: ByteString, payload: ByteString) -> ByteString {
    let buffer = ByteBuffer(capacity: payload.bytes.count + type.bytes.count + 64)
    buffer.append("DSSEv1")
    for part in [type, payload] {
      buffer.append(0x20)
      buffer.append(decimal: part.bytes.count)
      buffer.append(0x20)
      buffer.append(part)
    }
    return buffer.string
  }

  /// The bytes that its signatures are over.
  public var message: ByteString {
    DSSEEnvelope.preAuthentication(type: payloadType, payload: payload)
  }

  /// Adds a signature that was made elsewhere, or replaces the one that this key made before.
  public mutating func add(signature: [UInt8], by key: PublicKey) {
    let keyid = ByteString(key.keyid)
    signatures.removeAll { $0.keyid == keyid }
    signatures.append(Signature(keyid: keyid, bytes: signature))
  }

  /// Adds the signature of a key, or replaces the one it made before.
  public mutating func sign(with key: SigningKey) throws(TrustError) {
    let bytes = try message.withView { (view) throws(TrustError) in try key.sign(view) }
    add(signature: bytes, by: key.publicKey)
  }

  /// The keys of `keys` that signed, each once; refused when they are fewer than `threshold`.
  public func signers(
    among keys: [PublicKey], threshold: Int = 1
  ) throws(TrustError) -> [PublicKey] {
    try signers(named: keys.map { (ByteString($0.keyid), $0) }, threshold: threshold)
  }

  /// The same with keys that others have named, by another recipe than `PublicKey.keyid`.
  ///
  /// A keyid is a hint: without one all keys are tried, with one only the key it names.
  public func signers(
    named keys: [(keyid: ByteString, key: PublicKey)], threshold: Int = 1
  ) throws(TrustError) -> [PublicKey] {
    let message = message
    var found: [PublicKey] = []
    for signature in signatures {
      for (keyid, key) in keys where !found.contains(key) {
        guard signature.keyid.bytes.isEmpty || signature.keyid == keyid else { continue }
        if message.withView({ key.verifies(signature.bytes, of: $0) }) { found.append(key) }
      }
    }
    let wanted = max(threshold, 1)
    guard found.count >= wanted else {
      throw .envelope(problem: "\(found.count) of the known keys signed, \(wanted) would be right")
    }
    return found
  }

  /// Writes the envelope in canonical form, base64 in the standard alphabet.
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("payload")
    writer.string(payload.withView { Base64.encode($0) })
    writer.key("payloadType")
    writer.string(payloadType)
    writer.key("signatures")
    writer.beginArray()
    for signature in signatures {
      writer.beginObject()
      writer.key("keyid")
      writer.string(signature.keyid)
      writer.key("sig")
      writer.string(ByteString(signature.bytes).withView { Base64.encode($0) })
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  /// The canonical text, without a line feed.
  public var text: ByteString {
    let buffer = ByteBuffer()
    var writer = JSONWriter(buffer)
    write(to: &writer)
    return buffer.string
  }
}

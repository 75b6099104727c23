public import Kernel
internal import Trust

/// What takes the place of a value that must not be seen.
enum Mask: Equatable, Sendable {
  /// The value goes; in an array `null` stands in its place.
  case drop
  /// A keyed digest: the same value gives the same text, and nobody without the key can try values.
  case hash
  /// The last characters of a long enough value, behind stars.
  case keep(Int)

  /// What stands before every digest.
  static let hashPrefix: ByteString = "hmac-sha256:"

  /// Reads `"drop"`, `"hash"` or `{"keep":N}`; nil for anything else.
  init?(_ value: JSON) {
    switch value.string {
    case "drop": self = .drop
    case "hash": self = .hash
    default:
      guard let object = value.object, object.count == 1,
        let count = value["keep"]?.integer, (1...8).contains(count)
      else { return nil }
      self = .keep(count)
    }
  }

  /// Whether a text is what `hash` has put there, so that a second run leaves it.
  static func isHashed(_ text: ByteView) -> Bool {
    hashPrefix.withView { prefix in
      text.count == prefix.count + 32 && text.hasPrefix(prefix)
        && Hex.decode(text.slice(prefix.count, text.count)) != nil
    }
  }

  /// The word in reports.
  var word: String {
    switch self {
    case .drop: "drop"
    case .hash: "hash"
    case .keep: "keep"
    }
  }

  /// The text in the place of another; nil for `drop`.
  func text(for value: ByteView, _ key: MaskKey?) -> ByteString? {
    switch self {
    case .drop: return nil
    case .hash:
      guard let key else { preconditionFailure("a policy with hash was read without a key") }
      return ByteString("\(Mask.hashPrefix)\(key.digest(of: value).hex.prefix(32))")
    case .keep(let count):
      // Of a short value the rest could be guessed.
      let scalars = value.text.unicodeScalars
      guard scalars.count > 2 * count else { return "****" }
      var kept = "****"
      kept.unicodeScalars += scalars.suffix(count)
      return ByteString(kept)
    }
  }
}

/// The secret of hashed values: HMAC-SHA256 (RFC 2104).
public struct MaskKey: Sendable {
  private let inner: [UInt8]
  private let outer: [UInt8]

  /// The fewest bytes of a secret that nobody can try.
  public static let leastByteCount = 16

  /// A key of these bytes; nil for fewer than `leastByteCount`.
  public init?(_ secret: ByteString) {
    guard secret.bytes.count >= MaskKey.leastByteCount else { return nil }
    var block = secret.bytes.count > 64 ? SHA256.digest(of: secret).bytes : secret.bytes
    block += [UInt8](repeating: 0, count: 64 - block.count)
    inner = block.map { $0 ^ 0x36 }
    outer = block.map { $0 ^ 0x5C }
  }

  /// The authenticated digest of some bytes.
  func digest(of view: ByteView) -> Digest {
    var hash = SHA256()
    ByteString(inner).withView { hash.update($0) }
    hash.update(view)
    let first = hash.finish()
    ByteString(outer).withView { hash.update($0) }
    first.withView { hash.update($0) }
    return hash.finish()
  }
}

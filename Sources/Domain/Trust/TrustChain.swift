public import Kernel

/// A trust file with the versions before it: one envelope a line, each signed by the root quorum of
/// the version before and by its own, each version one above.
///
/// Whoever holds any of the versions can tell that a later one came of it, as with TUF's roots. The
/// first line is the anchor: it must come to the reader in a way that he trusts.
public struct TrustChain: Sendable {
  /// The file that counts: the last.
  public let current: TrustFile
  /// The versions from the first line on.
  public let versions: ClosedRange<Int>
  /// SHA-256 over the payload that counts.
  public let digest: Digest

  /// What the payload of a trust envelope says to be.
  public static let payloadType = Statement.payloadType(of: "trust")
  private static let kind: ByteString = "trust"

  /// Reads a chain and checks every step of it.
  /// - Parameters:
  ///   - at: the instant that counts as now: the last version must not have expired, and keys that
  ///     were revoked by then do not count.
  ///   - minimum: the version that the last line must have reached, so that no old file is put back.
  public init(
    _ text: ByteString, path: String, at: Instant, minimum: Int = 1
  ) throws(TrustError) {
    var last: (file: TrustFile, payload: ByteString)?
    var first = 0
    let lines = text.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      let place = "\(path):\(number + 1)"
      let (envelope, file) = try TrustChain.read(ByteString(Array(line)), place)
      if let before = last?.file {
        guard file.version == before.version + 1 else {
          throw .trust(
            path: place,
            problem: "version \(file.version), \(before.version + 1) would be right")
        }
        try TrustChain.require(before, envelope, at, place)
      } else {
        first = file.version
      }
      try TrustChain.require(file, envelope, at, place)
      last = (file, envelope.payload)
    }
    guard let last else { throw .trust(path: path, problem: "no trust file in it") }
    guard at < last.file.expires else {
      throw .trust(path: path, problem: "it expired at \(last.file.expires.description)")
    }
    guard last.file.version >= minimum else {
      throw .trust(
        path: path,
        problem: "version \(last.file.version), \(minimum) or a later one would be right")
    }
    current = last.file
    versions = first...last.file.version
    digest = SHA256.digest(of: last.payload)
  }

  private static func read(
    _ line: ByteString, _ place: String
  ) throws(TrustError) -> (DSSEEnvelope, TrustFile) {
    let envelope: DSSEEnvelope
    do {
      envelope = try line.withView { (view) throws(TrustError) in try DSSEEnvelope(text: view) }
    } catch {
      throw .trust(path: place, problem: error.message)
    }
    guard envelope.payloadType == payloadType else {
      throw .trust(
        path: place, problem: "payload type \(envelope.payloadType), \(payloadType) would be right")
    }
    return (envelope, try TrustFile(envelope.payload, path: place))
  }

  /// The root quorum of `file` must have signed.
  private static func require(
    _ file: TrustFile, _ envelope: DSSEEnvelope, _ at: Instant, _ place: String
  ) throws(TrustError) {
    do {
      _ = try Statement.authority(of: envelope, kind: kind, scope: StatementScope(), in: file, at)
    } catch {
      throw .trust(path: place, problem: "version \(file.version): \(error.message)")
    }
  }
}

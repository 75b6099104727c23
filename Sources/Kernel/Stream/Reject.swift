/// An input that could not become a record: `sluice.reject.v1`.
public struct Reject {
  /// The type of the record.
  public static let type: StaticString = "sluice.reject.v1"

  /// What was wrong with it.
  public let reason: String
  /// Where it stood.
  public let place: Place
  /// The offset in bytes of the line in its file.
  public let offset: Int
  /// The checksum of the line.
  public let digest: Checksum
  /// Its length in bytes.
  public let size: Int

  /// A refused line.
  public init(reason: String, place: Place, offset: Int, line: ByteView) {
    self.reason = reason
    self.place = place
    self.offset = offset
    digest = Checksum(of: line)
    size = line.count
  }

  /// A line refused for its length.
  public init(_ line: LongLine, place: Place, offset: Int) {
    self.reason = line.reason
    self.place = place
    self.offset = offset
    digest = line.digest
    size = line.size
  }

  /// Writes the record in canonical form. The line itself stays out: it may be long, secret, or no
  /// text at all; its digest finds it.
  public func write(to writer: inout JSONWriter, filter: String) {
    let digest = "xxh3-128:" + self.digest.hex.description
    let data = JSON.members([
      "digest": .text(digest), "file": .text(place.file), "line": .integer(place.line),
      "offset": .integer(offset), "reason": .text(reason), "size_bytes": .integer(size),
    ])
    let identity = "reject\n\(place.file)\n\(place.line)\n\(digest)"
    JSON.members([
      "data": data, "id": .string(ByteString(identity).withView { Checksum(of: $0).hex }),
      "source": .text("sluice/\(filter)"), "specversion": .text("1.0"),
      "type": .text("\(Reject.type)"),
    ]).write(to: &writer)
  }
}

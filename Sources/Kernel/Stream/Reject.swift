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
  /// The line as it was.
  public let line: ByteView

  /// A refused line.
  public init(reason: String, place: Place, offset: Int, line: ByteView) {
    self.reason = reason
    self.place = place
    self.offset = offset
    self.line = line
  }

  /// Writes the record in canonical form. The line itself stays out: it may be long, secret, or no
  /// text at all; its digest finds it.
  public func write(to writer: inout JSONWriter, filter: String) {
    let digest = "xxh3-128:" + Checksum(of: line).hex.description
    let data = JSON.members([
      "digest": .text(digest), "file": .text(place.file), "line": .integer(place.line),
      "offset": .integer(offset), "reason": .text(reason), "size_bytes": .integer(line.count),
    ])
    let identity = "reject\n\(place.file)\n\(place.line)\n\(digest)"
    JSON.members([
      "data": data, "id": .string(ByteString(identity).withView { Checksum(of: $0).hex }),
      "source": .text("sluice/\(filter)"), "specversion": .text("1.0"),
      "type": .text("\(Reject.type)"),
    ]).write(to: &writer)
  }
}

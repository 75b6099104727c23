/// How far a stream may be trusted; a later case is worse.
public enum StreamStatus: Int, Comparable, Sendable {
  /// Every line is there and as it was written.
  case complete
  /// No end record, or one that does not match: another tool has had the stream.
  case unverified
  /// Something upstream failed or was cut off.
  case incomplete

  /// The word in the record.
  public var word: StaticString {
    switch self {
    case .complete: "complete"
    case .unverified: "unverified"
    case .incomplete: "incomplete"
    }
  }

  /// The status of a word, nil for any other.
  public init?(_ word: ByteView) {
    if word == "complete" {
      self = .complete
    } else if word == "unverified" {
      self = .unverified
    } else if word == "incomplete" {
      self = .incomplete
    } else {
      return nil
    }
  }

  /// Better comes first.
  public static func < (left: StreamStatus, right: StreamStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The last line of a segment of a stream: `sluice.end.v1`.
///
/// It covers the lines since the previous end record, each with its LF. Streams concatenate as
/// gzip members do: every end record closes its own segment.
public struct EndRecord {
  /// The type of the record.
  public static let type: StaticString = "sluice.end.v1"

  /// The filter that wrote the segment, and its version.
  public var filter: String
  public var version: String
  /// Lines of the segment, and inputs refused on the way to it so far.
  public var records: Int
  public var rejects: Int
  /// XXH3-128 over the lines of the segment.
  public var checksum: Checksum
  /// What the writer knew.
  public var status: StreamStatus

  /// An end record.
  public init(
    filter: String, version: String, records: Int, rejects: Int, checksum: Checksum,
    status: StreamStatus
  ) {
    self.filter = filter
    self.version = version
    self.records = records
    self.rejects = rejects
    self.checksum = checksum
    self.status = status
  }

  /// Writes the record in canonical form. Its id is the checksum of its data.
  public func write(to writer: inout JSONWriter) {
    let data = ByteBuffer(capacity: 256)
    var inner = JSONWriter(data)
    inner.beginObject()
    inner.key("checksum")
    inner.string("xxh3-128:" + checksum.hex.description)
    inner.key("filter")
    inner.string(filter)
    inner.key("records")
    inner.number(records)
    inner.key("rejects")
    inner.number(rejects)
    inner.key("status")
    inner.string(status.word)
    inner.key("version")
    inner.string(version)
    inner.endObject()
    writer.beginObject()
    writer.key("data")
    writer.raw(data.view)
    writer.key("id")
    writer.string(Checksum(of: data.view).hex)
    writer.key("source")
    writer.string("sluice/\(filter)")
    writer.key("specversion")
    writer.string("1.0")
    writer.key("type")
    writer.string(EndRecord.type)
    writer.endObject()
  }
}

/// Counts and sums the lines of one segment, and compares them with its end record.
final class SegmentCheck {
  private let checksum = RunningChecksum()
  private(set) var records = 0

  /// Lines that stand one behind the other in memory and are not summed yet: summing a whole read
  /// buffer costs much less than summing its lines.
  private var pending = ByteView("")

  /// Adds a line. Where its LF follows in memory, both must stay there until `settle`.
  @inline(__always)
  func add(_ line: ByteView, followedByNewline: Bool) {
    records += 1
    if followedByNewline, pending.start + pending.count == line.start {
      pending = ByteView(pending.start, count: pending.count + line.count + 1)
    } else {
      settle()
      if followedByNewline {
        pending = ByteView(line.start, count: line.count + 1)
      } else {
        checksum.update(line)
        checksum.update(ByteView("\n"))
      }
    }
  }

  /// Adds a piece of a line too long to be at hand as a whole; `endLine` follows the last.
  func add(piece: ByteView) {
    settle()
    checksum.update(piece)
  }

  /// Counts the line whose pieces were added.
  func endLine() {
    records += 1
    checksum.update(ByteView("\n"))
  }

  /// Adds lines that each end in LF.
  func add(_ lines: ByteView, count: Int) {
    settle()
    records += count
    if count > 0 { checksum.update(lines) }
  }

  /// Sums what is pending, before its bytes move.
  func settle() {
    if pending.count > 0 { checksum.update(pending) }
    pending = ByteView("")
  }

  /// The checksum so far.
  var value: Checksum {
    settle()
    return checksum.value
  }

  /// Starts the next segment.
  func reset() {
    pending = ByteView("")
    checksum.reset()
    records = 0
  }

  /// What an end record says of the lines before it: its own status when it matches them, and its
  /// id, the checksum of what it says, matches itself.
  func judge(_ end: Record) -> (status: StreamStatus, rejects: Int) {
    guard let data = end.data, let status = data["status"]?.string.flatMap(StreamStatus.init),
      let stated = data["checksum"]?.string, let count = data["records"]?.integer
    else { return (.unverified, 0) }
    let rejects = max(0, data["rejects"]?.integer ?? 0)
    let own = JSON(data).canonical.withView { Checksum(of: $0).hex }
    let matches =
      count == records && own.withView { $0 == end.id }
      && ByteString("xxh3-128:" + value.hex.description).withView { $0 == stated }
    return (matches ? status : max(status, .unverified), rejects)
  }
}

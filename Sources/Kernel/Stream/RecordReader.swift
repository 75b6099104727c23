/// Reads records from one input after the other and keeps the stream contract: end records are
/// checked and taken out, bad lines end the run or are counted.
public final class RecordReader {
  /// What happens to a bad line.
  public enum OnError: String, Sendable {
    /// The run ends with status 65.
    case stop
    /// It is counted and named on standard error.
    case skip
    /// It is counted, and a `sluice.reject.v1` record goes on in its place.
    case keep
  }

  /// What a reader is told.
  public struct Settings {
    /// What happens to a bad line.
    public var onError = OnError.stop
    /// Whether JSON without a CloudEvents envelope is let through as `Record.isForeign`.
    public var allowsForeign = false
    /// Whether records of other major versions are let through, by filters that look at no fields.
    public var allowsOtherMajors = false
    /// The longest line in bytes.
    public var lineLimit = LineReader.defaultLimit

    /// The settings of the contract.
    public init() {}
  }

  /// The worst of the segments read so far; complete only after a good end record.
  public private(set) var status = StreamStatus.complete
  /// How many records were returned.
  public private(set) var records = 0
  /// How many inputs were opened.
  public private(set) var opened = 0
  /// How many inputs were refused, here and upstream as far as end records say.
  public private(set) var rejects = 0
  /// Called before a read that may have to wait.
  public var beforeWaiting: (() throws(Failure) -> Void)?
  /// Called with each refused line when `onError` is `keep`.
  public var onReject: ((Reject) throws(Failure) -> Void)?
  /// Called with warnings for standard error.
  public var warn: (String) -> Void = { _ in }

  private var inputs: ArraySlice<String>
  private let settings: Settings
  private let parser: JSONParser
  /// The input at hand.
  var lines: LineReader?
  /// Records of the input at hand point to its name.
  private var name = InputName("")
  private let segment = SegmentCheck()
  private var segmentEnded = false
  private var sawRecord = false

  /// A reader over operands; none is standard input.
  public init(inputs: [String], settings: Settings = Settings()) {
    self.inputs = inputs.isEmpty ? ["-"] : inputs[...]
    self.settings = settings
    parser = JSONParser(integers: settings.allowsForeign ? .asWritten : .exact)
  }

  /// The next record, or nil at the end. What it returned before is no longer valid.
  public func next() throws(Failure) -> Record? {
    while true {
      guard let lines else {
        guard try openNext() else { return nil }
        continue
      }
      guard let line = try lines.next() else {
        closeInput(lines.name)
        continue
      }
      if let record = try read(line) { return record }
    }
  }

  private func openNext() throws(Failure) -> Bool {
    guard let path = inputs.popFirst() else { return false }
    let input = try LineReader(path: path, limit: settings.lineLimit)
    input.beforeWaiting = beforeWaiting
    input.beforeMoving = { [segment] in segment.settle() }
    if settings.onError != .stop {
      input.onLongPiece = { [segment] in segment.add(piece: $0) }
      input.onLongLine = { [unowned self, unowned input] long throws(Failure) in
        try refuse(long, input)
      }
    }
    name = InputName(input.name)
    lines = input
    opened += 1
    segment.reset()
    segmentEnded = false
    sawRecord = false
    return true
  }

  private func closeInput(_ name: String) {
    // The lines' bytes go with their reader.
    segment.settle()
    lines = nil
    if segmentEnded || (settings.allowsForeign && !sawRecord) { return }
    worsen(.unverified, "\(name): no end record closes the stream; it counts as unverified")
  }

  private func worsen(_ to: StreamStatus, _ why: String) {
    if to > .complete { warn(why) }
    status = max(status, to)
  }

  private func read(_ line: ByteView, of lines: LineReader) throws(Failure) -> Record? {
    let root: JSONValue
    do {
      root = try parser.parse(line)
    } catch {
      let hint = lines.line == 1 ? RecordReader.hint(line) : ""
      try reject(line, lines, reason: error.message + hint)
      return nil
    }
    var record = Record(bytes: line, root: root, input: name, line: lines.line)
    if settings.allowsForeign, root["specversion"] == nil {
      // Other people's lines carry no end record; ours do, whatever stands between them.
      count(line, lines)
      return record
    }
    guard root.kind == .object else {
      let hint = lines.line == 1 ? RecordReader.foreignHint : ""
      try reject(line, lines, reason: "not an object, a CloudEvents record would be right\(hint)")
      return nil
    }
    if let offset = parser.largeIntegerOffset {
      try reject(line, lines, reason: JSONError(.integerTooLarge, offset: offset).message)
      return nil
    }
    if let fault = record.readEnvelope() {
      let isForeign = lines.line == 1 && root["specversion"] == nil
      try reject(line, lines, reason: fault + (isForeign ? RecordReader.foreignHint : ""))
      return nil
    }
    if !settings.allowsOtherMajors, record.isOfOtherMajor {
      let type = record.type.text
      try reject(
        line, lines, reason: "\(type) is of a version that is not read here; see migrate")
      return nil
    }
    sawRecord = true
    if record.type == EndRecord.type {
      closeSegment(record)
      return nil
    }
    count(line, lines)
    return record
  }

  /// What would be right, to go behind what is wrong with the first line of an input that looks like
  /// no record at all.
  private static func hint(_ line: ByteView) -> String {
    if line.count > 1, line[0] == 0x1F, line[1] == 0x8B {
      return ", compressed by gzip, the plain text would be right (gzip -dc)"
    }
    if line.count == 1, line[0] == 0x7B || line[0] == 0x5B {
      return ", one record a line would be right (jq -c)"
    }
    return line[0] == 0x7B ? "" : RecordReader.foreignHint
  }

  private static let foreignHint = "; collect reads files of other tools"

  private func count(_ line: ByteView, _ lines: LineReader) {
    let newlineFollows = lines.endedWithNewline && line.start[line.count] == 0x0A
    segment.add(line, followedByNewline: newlineFollows)
    segmentEnded = false
  }

  private func closeSegment(_ end: Record) {
    let place = end.place
    let (found, upstreamRejects) = segment.judge(end)
    addRejects(upstreamRejects)
    switch found {
    case .complete: break
    case .unverified:
      worsen(.unverified, "\(place): the end record does not vouch for its lines")
    case .incomplete:
      worsen(.incomplete, "\(place): the stream is incomplete, something upstream failed")
    }
    segment.reset()
    segmentEnded = true
  }

  /// Many end records may each state as many as a record holds; their sum must stay below.
  private func addRejects(_ more: Int) {
    rejects = min(rejects + more, Int(NumberText.largestInteger))
  }

  private func reject(
    _ line: ByteView, _ lines: LineReader, reason: String
  ) throws(Failure) {
    guard settings.onError != .stop else { throw .data(lines.place, reason) }
    // The line was there, so its end record's count and sum hold it.
    count(line, lines)
    noticeCut(lines)
    try refuse(line, at: lines.place, offset: lines.offset, reason: reason)
  }

  private func noticeCut(_ lines: LineReader) {
    if lines.endedWithNewline { return }
    worsen(.incomplete, "\(lines.place): the last line is cut off")
  }

  private func refuse(_ long: LongLine, _ lines: LineReader) throws(Failure) {
    segment.endLine()
    segmentEnded = false
    noticeCut(lines)
    try refuse(at: lines.place, long.reason) {
      Reject(long, place: lines.place, offset: lines.offset)
    }
  }

  /// Refuses the record that `next` returned last, for what a filter found wrong with it, the same
  /// way as a line that is no record.
  public func refuse(_ record: Record, reason: String) throws(Failure) {
    guard settings.onError != .stop else { throw .data(record.place, reason) }
    try refuse(record.bytes, at: record.place, offset: lines?.offset ?? 0, reason: reason)
  }

  private func refuse(
    _ line: ByteView, at place: Place, offset: Int, reason: String
  ) throws(Failure) {
    try refuse(at: place, reason) {
      Reject(reason: reason, place: place, offset: offset, line: line)
    }
  }

  private func refuse(
    at place: Place, _ reason: String, _ reject: () -> Reject
  ) throws(Failure) {
    addRejects(1)
    warn("\(place): \(reason)")
    if settings.onError == .keep, let onReject { try onReject(reject()) }
  }
}

/// What reading ahead needs of a reader; `readAhead` is the way to use it.
extension RecordReader {
  /// Counts the lines of a batch that were dealt with.
  func count(_ batch: Batch) {
    if batch.handled == 0 { return }
    records += batch.handled
    segment.add(batch.accepted, count: batch.handled)
    segmentEnded = false
  }

  /// Sums lines before their bytes go.
  func settle() { segment.settle() }

  /// Reads the line that `lines` returned last.
  func read(_ line: ByteView) throws(Failure) -> Record? {
    guard let lines, let record = try read(line, of: lines) else { return nil }
    records += 1
    return record
  }
}

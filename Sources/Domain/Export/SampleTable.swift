internal import Kernel

/// The latest sample of every series, each known by a checksum, with its labels as text.
///
/// Memory: about 100 bytes a series and its labels, in a `StateMemory`.
final class SampleTable {
  /// One sample: of a family's number, absent where a later record took it away.
  struct Sample: BitwiseCopyable {
    let family: UInt32
    var isPresent = false
    var hasTime = false
    let labels: UInt64
    var seconds = Int.min
    var nanoseconds: Int32 = 0
    var value = 0.0
    var limit = Double.nan
  }

  private let table: ChecksumTable<Sample>
  private let texts: StateText
  private let text = ByteBuffer(capacity: 512)

  init(_ memory: StateMemory) throws(Failure) {
    table = try ChecksumTable(memory)
    texts = StateText(memory)
  }

  /// How many series there are.
  var count: Int { table.count }

  /// The sample of a number.
  func sample(_ number: UInt32) -> Sample { table.entry(number).pointee.value }

  /// The labels of a sample as text.
  func labels(_ sample: Sample) -> ByteView { texts.view(sample.labels) }

  /// The sample of a series by its checksum; `labels` is asked for those of a new one.
  func find(
    _ key: Checksum, family: Int, labels: () -> LabelSet, behind: ByteView = ByteView("")
  ) throws(Failure) -> UnsafeMutablePointer<ChecksumTable<Sample>.Entry> {
    if let known = table.find(key) { return table.entry(known) }
    text.removeAll()
    labels().write(to: text)
    if text.count > 0, !behind.isEmpty { text.append(",") }
    text.append(behind)
    let place = try texts.append(text.view)
    let made = Sample(family: UInt32(family), labels: place)
    return table.entry(try table.number(of: key, new: made).number)
  }

  /// The same of a series that is known by its family and labels, and by labels that are text
  /// already and stand behind them. Two of different `identity` are two, whatever their labels
  /// become.
  func find(
    family: Int, _ labels: LabelSet, behind: ByteView = ByteView(""), identity: ByteString = ""
  ) throws(Failure) -> UnsafeMutablePointer<ChecksumTable<Sample>.Entry> {
    text.removeAll()
    text.append(decimal: family)
    text.append(" ")
    labels.write(to: text)
    text.append(behind)
    text.append(identity)
    return try find(Checksum(of: text.view), family: family, labels: { labels }, behind: behind)
  }

  /// Sets a sample unless a later one is there; of two at one time, or without a time, the one that
  /// came last counts. Without a value it is taken away. Returns whether it is the latest.
  @discardableResult
  static func set(
    _ entry: UnsafeMutablePointer<ChecksumTable<Sample>.Entry>, at time: Instant?, _ value: Double?
  ) -> Bool {
    let seconds = time?.seconds ?? Int.min
    let nanoseconds = Int32(time?.nanoseconds ?? 0)
    let held = entry.pointee.value
    guard (seconds, nanoseconds) >= (held.seconds, held.nanoseconds) else { return false }
    entry.pointee.value.seconds = seconds
    entry.pointee.value.nanoseconds = nanoseconds
    entry.pointee.value.hasTime = time != nil
    entry.pointee.value.isPresent = value != nil
    entry.pointee.value.value = value ?? 0
    return true
  }
}

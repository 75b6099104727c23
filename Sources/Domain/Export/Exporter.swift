public import Kernel

/// A foreign text in the making: it hears every record of a stream and is written once the stream has
/// ended and is known to be complete.
public protocol Exporter: AnyObject {
  /// Takes a record in. Throws `Failure.inputOutput` when there is no room for state.
  func hear(_ record: Record) throws(Failure)

  /// Writes the text; the last act. Throws `Failure.data` when no valid text can say what was heard.
  func write(to writer: RecordWriter) throws(Failure)

  /// What was heard and is not in the text, a sentence each.
  var omissions: [String] { get }
}

/// Counts what a form cannot say, so that nothing is left out in silence.
struct Omissions {
  private var counts: [String: Int] = [:]

  /// Counts one record that is left out.
  mutating func add(_ record: Record, _ reason: String) {
    counts["\(Omissions.kind(record.type)) records \(reason)", default: 0] += 1
  }

  /// A sentence for each reason, in the order of their texts.
  var sentences: [String] {
    counts.sorted { $0.key < $1.key }.map { "left out: \($0.value) \($0.key)" }
  }

  /// `metric` of `sluice.metric.v1`; the type itself where it is not ours.
  static func kind(_ type: ByteView) -> String {
    let parts = type.text.split(separator: ".")
    return parts.count == 3 && parts[0] == "sluice" ? String(parts[1]) : type.text
  }
}

/// Text that is handed on in blocks.
struct TextOutput {
  let buffer = ByteBuffer(capacity: 80 << 10)
  let writer: RecordWriter

  init(_ writer: RecordWriter) { self.writer = writer }

  /// Hands on what there is once it is worth a call.
  func settle() throws(Failure) {
    if buffer.count >= 64 << 10 { try flush() }
  }

  func flush() throws(Failure) {
    try writer.write(text: buffer)
    buffer.removeAll()
  }
}

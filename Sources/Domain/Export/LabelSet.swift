internal import Kernel

/// The labels of one sample: gathered in any order, written sorted, escaped, and with legal names.
struct LabelSet {
  private var labels: [(name: ByteString, value: ByteString)] = []
  /// Names that are ours here: one of the source's that says the same gets `label_` before it.
  private let reserved: [ByteString]

  init(reserved: [ByteString] = []) { self.reserved = reserved }

  /// Adds a label of our own.
  mutating func add(_ name: ByteString, _ value: ByteString) { labels.append((name, value)) }

  /// The same of a text.
  mutating func add(_ name: ByteString, _ value: String) { add(name, ByteString(value)) }

  /// Adds a label of the source.
  mutating func add(raw: ByteString, _ value: ByteString) {
    let name = PrometheusName.label(raw)
    labels.append((reserved.contains(name) ? ByteString("label_\(name)") : name, value))
  }

  /// Appends `a="1",b="2"`. A label without a value is none (Prometheus' data model); values of
  /// labels whose names became the same are joined by `;`, as OpenTelemetry's rules say.
  func write(to buffer: ByteBuffer) {
    let sorted = labels.filter { !$0.value.bytes.isEmpty }.enumerated().sorted {
      ($0.element.name, $0.offset) < ($1.element.name, $1.offset)
    }.map(\.element)
    var last: ByteString?
    for label in sorted {
      if label.name == last {
        buffer.append(";")
      } else {
        if last != nil { buffer.append("\",") }
        buffer.append(label.name)
        buffer.append("=\"")
      }
      LabelSet.escape(label.value, to: buffer)
      last = label.name
    }
    if last != nil { buffer.append("\"") }
  }

  /// A value as it stands in quotes: OpenMetrics 1.0 section 4.1, `escaped-string`.
  static func escape(_ value: ByteString, to buffer: ByteBuffer) {
    for byte in value.bytes {
      switch byte {
      case 0x5C: buffer.append("\\\\")
      case 0x22: buffer.append("\\\"")
      case 0x0A: buffer.append("\\n")
      default: buffer.append(byte)
      }
    }
  }
}

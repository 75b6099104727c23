internal import Kernel
internal import Records

/// What makes one series of metric records: metric, unit, labels and dimension attributes.
enum SeriesKey {
  /// Appends the key in canonical form: `[metric,unit,labels,dimensions]`.
  static func write(of record: Record, to buffer: ByteBuffer) {
    var writer = JSONWriter(buffer)
    writer.beginArray()
    for name in ["metric", "unit", "labels"] as [ByteString] {
      if let value = record.data?[name] { writer.value(value) } else { writer.null() }
    }
    writer.beginObject()
    for name in Correlation.dimensions {
      guard let value = record.root[name] else { continue }
      writer.key(name)
      writer.value(value)
    }
    writer.endObject()
    writer.endArray()
  }
}

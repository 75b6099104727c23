import Kernel
import Mapping

/// Maps all records of a stream, bare lines with the help of a crew.
func normalize(
  _ reader: RecordReader, _ catalogue: MappingCatalogue, _ source: ByteView, _ crew: Crew?,
  _ run: Run
) throws(Failure) {
  let lineMapper = catalogue.lineMapper
  let writer = run.writer
  func normalizeOne(_ record: Record) throws(Failure) {
    let fault =
      if let lineMapper, record.isForeign {
        try lineMapper.map(record, source: source, to: writer)
      } else {
        try normalize(record, catalogue, writer)
      }
    if let fault { try reader.refuse(record, reason: fault) }
  }
  while let record = try reader.next() {
    let isForeign = record.isForeign
    try normalizeOne(record)
    if let crew, isForeign { try reader.readAhead(crew, to: writer, normalizeOne) }
  }
}

/// Maps one record; returns why it is refused, or nil.
private func normalize(
  _ record: Record, _ catalogue: MappingCatalogue, _ writer: RecordWriter
) throws(Failure) -> String? {
  guard record.type == "sluice.observation.v1" else {
    try writer.pass(record.bytes)
    return nil
  }
  guard let format = record.data?["format"]?.string else {
    return "an observation without data.format"
  }
  guard let mapper = try catalogue.mapper(for: format) else {
    return "no mapping for format \"\(format.text)\"; --map FILE would give one"
  }
  return try mapper.map(record, source: record.source, to: writer)
}

/// Shows a mapping file of ours.
func show(_ format: String, _ run: Run) throws(Failure) -> ExitStatus {
  guard let text = BuiltinMapping.text(for: ByteString(format)) else {
    let hint = Suggestion.hint(format, among: BuiltinMapping.formats)
    throw .usage(
      "--show-map \(format): no mapping of this name\(hint); see collect --list-formats")
  }
  return try run.show(text)
}

import Kernel
import Mapping

/// Maps one record; returns why it is refused, or nil.
func normalize(
  _ record: Record, _ catalogue: MappingCatalogue, _ source: ByteString, _ run: Run
) throws(Failure) -> String? {
  if record.isForeign, let mapper = catalogue.lineMapper {
    return try source.withView { (view) throws(Failure) in
      try mapper.map(record, source: view, to: run.writer)
    }
  }
  guard record.type == "sluice.observation.v1" else {
    try run.writer.pass(record.bytes)
    return nil
  }
  guard let format = record.data?["format"]?.string else {
    return "an observation without data.format"
  }
  guard let mapper = try catalogue.mapper(for: format) else {
    return "no mapping for format \"\(format.text)\"; --map FILE would give one"
  }
  return try mapper.map(record, source: record.source, to: run.writer)
}

/// Shows a mapping file of ours.
func show(_ format: String, _ run: Run) throws(Failure) -> ExitStatus {
  if run.options.isGiven("output") { throw .usage("--show-map goes to standard output alone") }
  guard let text = BuiltinMapping.text(for: ByteString(format)) else {
    throw .usage(
      "--show-map \(format): one of \(BuiltinMapping.formats.joined(separator: ", ")) is right")
  }
  return try run.show(text)
}

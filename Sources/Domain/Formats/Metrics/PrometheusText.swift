internal import Kernel

/// The text exposition of metrics: Prometheus 0.0.4 and OpenMetrics 1.0, as strict as promtool and
/// the reference parser. One item per sample; values and timestamps stay the text they are.
///
/// Memory grows with the number of metric families, not with their samples.
struct PrometheusReader: FormatReader {
  private let dialect: ExpositionDialect?
  /// Whether the text has no metadata: what order its samples may have cannot be told then.
  private var isBare = false
  private var families = ExpositionFamilies()
  private var rules = OpenMetricsRules()
  private let context = ByteBuffer(capacity: 512)
  private var contextOf = -1

  /// How much of the text is looked at to tell the dialect.
  private static let guessBytes = 64 << 10

  init(askedForAs name: String?) {
    switch name {
    case "openmetrics-text": dialect = .openMetrics
    case "prometheus-text": dialect = .prometheus
    default: dialect = nil
    }
  }

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    let dialect = if let dialect { dialect } else { try guessDialect(of: lines) }
    var ended = false
    while let line = try lines.next() {
      do throws(ExpositionFault) {
        guard !ended else { throw ExpositionFault("more behind # EOF, the end would be right") }
        try Self.checkText(line, lines, dialect)
        if line == "# EOF" {
          guard dialect == .openMetrics else {
            if self.dialect != nil { continue }
            throw ExpositionFault("# EOF of OpenMetrics, --from openmetrics-text would be right")
          }
          try families.end(&rules)
          ended = true
        } else if let metadata = try ExpositionMetadata(line, dialect) {
          try families.take(metadata, dialect, &rules)
          contextOf = -1
        } else if !Self.isComment(line, dialect) {
          let sample = try ExpositionLine(line, dialect: dialect)
          try write(sample, dialect, to: output.item)
        }
      } catch {
        try refuse(error, line, output)
      }
      guard output.item.count > 0 else { continue }
      try output.emit(ByteView("sample"), line: lines.line, context: context.view)
    }
    try finish(dialect, ended: ended, output)
  }

  private static func checkText(
    _ line: ByteView, _ lines: LineReader, _ dialect: ExpositionDialect
  ) throws(ExpositionFault) {
    if let byte = UTF8Sequence.firstError(in: line) {
      throw ExpositionFault("invalid UTF-8 (byte \(byte + 1))")
    }
    if line.firstIndex(of: 0) != nil { throw ExpositionFault("a NUL byte, text would be right") }
    if !lines.endedWithNewline, line != "# EOF" {
      throw ExpositionFault("the last line is cut off, a line feed at its end would be right")
    }
    if dialect == .openMetrics, lines.emptyLines > 0 {
      throw ExpositionFault("an empty line, OpenMetrics has none")
    }
  }

  private func refuse(
    _ fault: ExpositionFault, _ line: ByteView, _ output: ObservationWriter
  ) throws(Failure) {
    let lines = output.file.lines
    if lines.endedWithNewline {
      try output.refuse(line: line, fault.message)
    } else {
      try output.abandon(.data(lines.place, fault.message))
    }
  }

  private func finish(
    _ dialect: ExpositionDialect, ended: Bool, _ output: ObservationWriter
  ) throws(Failure) {
    guard dialect == .openMetrics, !ended else { return }
    try output.abandon(
      .data(output.file.lines.place, "no # EOF, which ends an exposition of OpenMetrics"))
  }

  /// By `# EOF` at the end of a file, or by what only OpenMetrics has in what is at hand.
  ///
  /// Tools strip metadata, and leave samples in an order that OpenMetrics forbids: the buckets, the
  /// sum and the count of one label set, then those of the next. Without metadata the samples of one
  /// name are a family, in any order.
  private mutating func guessDialect(of lines: LineReader) throws(Failure) -> ExpositionDialect {
    let text = try lines.peek(Self.guessBytes)
    var hasMetadata = false
    var hasOwn = false
    for line in text.split(by: 0x0A) where line.hasPrefix(ByteView("# ")) {
      hasMetadata =
        hasMetadata || line.hasPrefix(ByteView("# TYPE")) || line.hasPrefix(ByteView("# HELP"))
        || line.hasPrefix(ByteView("# UNIT"))
      let types: [StaticString] = [" unknown", " info", " stateset", " gaugehistogram"]
      hasOwn =
        hasOwn || line == "# EOF" || line.hasPrefix(ByteView("# UNIT "))
        || types.contains { line.hasPrefix(ByteView("# TYPE ")) && line.hasSuffix(ByteView($0)) }
    }
    let endsWithEOF = lines.tail(8).map { tail in
      ByteString(tail).withView { $0.trimmed.hasSuffix(ByteView("# EOF")) }
    }
    guard endsWithEOF ?? hasOwn else { return .prometheus }
    isBare = !hasMetadata
    return .openMetrics
  }

  private static func isComment(_ line: ByteView, _ dialect: ExpositionDialect) -> Bool {
    dialect == .prometheus && (line.trimmed.isEmpty || line.trimmed[0] == 0x23)
  }

  private mutating func write(
    _ sample: ExpositionLine, _ dialect: ExpositionDialect, to item: ByteBuffer
  ) throws(ExpositionFault) {
    let index = try families.family(of: sample, isBare ? .prometheus : dialect, &rules)
    if dialect == .openMetrics, !isBare { try rules.check(sample, in: families.all[index]) }
    if contextOf != index {
      context.removeAll()
      families.all[index].write(to: context, dialect)
      contextOf = index
    }
    var writer = JSONWriter(item)
    writer.beginObject()
    if let exemplar = sample.exemplar {
      writer.key("exemplar")
      writer.beginObject()
      writer.key("labels")
      Self.write(exemplar.labels, to: &writer)
      if let timestamp = exemplar.timestamp {
        writer.key("timestamp")
        writer.string(timestamp)
      }
      writer.key("value")
      writer.string(exemplar.value)
      writer.endObject()
    }
    writer.key("labels")
    Self.write(sample.labels, to: &writer)
    writer.key("name")
    writer.string(sample.name)
    if let timestamp = sample.timestamp {
      writer.key("timestamp")
      writer.string(timestamp)
    }
    writer.key("value")
    writer.string(sample.value)
    writer.endObject()
  }

  private static func write(_ labels: [ExpositionLine.Label], to writer: inout JSONWriter) {
    writer.beginObject()
    for label in labels.sorted(by: { ByteView.precedes($0.name, $1.name) }) {
      writer.key(label.name)
      label.value.withView { writer.string($0) }
    }
    writer.endObject()
  }
}

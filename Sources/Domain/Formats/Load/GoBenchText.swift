internal import Kernel

/// Results of Go benchmarks (the benchmark format of golang.org/design/14313): one item for each
/// result line, with the configuration that holds where it stands. Other lines are output of the
/// program, and say nothing.
struct GoBenchReader: FormatReader {
  private var configuration: [JSON.Member] = []
  private let context = ByteBuffer(capacity: 256)

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    layOutContext()
    while let line = try lines.next() {
      guard UTF8Sequence.firstError(in: line) == nil else {
        try output.refuse(line: line, "invalid UTF-8")
        continue
      }
      if line.hasPrefix(ByteView("Benchmark")) {
        guard let result = Self.result(line) else { continue }
        output.item.append(result.canonical)
        try output.emit(ByteView("result"), line: lines.line, context: context.view)
      } else {
        configure(line)
      }
    }
  }

  /// `NAME N VALUE UNIT …`; nil for a line that only names a benchmark that begins.
  static func result(_ line: ByteView) -> JSON? {
    let fields = line.split(by: 0x20).flatMap { $0.split(by: 0x09) }
      .map(\.trimmed).filter { !$0.isEmpty }
    guard fields.count >= 4, fields.count.isMultiple(of: 2), let runs = fields[1].wholeNumber else {
      return nil
    }
    var values: [JSON] = []
    for index in stride(from: 2, to: fields.count, by: 2) {
      guard Double(fields[index].text) != nil else { return nil }
      values.append(
        .members([
          "unit": .string(ByteString(fields[index + 1])),
          "value": .string(ByteString(fields[index])),
        ]))
    }
    return .members([
      "iterations": .integer(runs), "name": .string(ByteString(fields[0])),
      "values": .array(values),
    ])
  }

  /// `KEY: VALUE`, whose key begins in lower case; without a value it holds no more.
  private mutating func configure(_ line: ByteView) {
    guard let colon = line.firstIndex(of: 0x3A), colon > 0, line[0] &- 0x61 < 26,
      line.slice(0, colon).firstIndex(of: 0x20) == nil
    else { return }
    let key = ByteString(line.slice(0, colon))
    let value = line.slice(colon + 1, line.count).trimmed
    configuration.removeAll { $0.key == key }
    if !value.isEmpty { configuration.append(.init(key, .string(ByteString(value)))) }
    layOutContext()
  }

  private func layOutContext() {
    context.removeAll()
    context.append(JSON.object(configuration).canonical)
  }
}

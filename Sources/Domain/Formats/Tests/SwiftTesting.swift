internal import Kernel

/// Swift Testing's event stream, versions 0 and 6.3: each line is one item, and at the end of a run there
/// is one joined item per test function, or per case of a parameterised one.
///
/// Joined items are held until the run ends: memory grows with the number of tests.
struct SwiftTestingReader: FormatReader {
  private var items = JSONItems()
  private let run = SwiftTestRun()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    while let line = try lines.next() {
      guard let value = try items.parse(line, of: output) else { continue }
      guard let kind = value["kind"]?.string, let payload = value["payload"],
        payload.kind == .object
      else {
        try output.refuse(
          line: line, "no line of an event stream, \"kind\" and \"payload\" would be right"
        )
        continue
      }
      let part = kind == "event" ? payload["kind"]?.string ?? kind : kind
      try items.emit(value, part: part, line: lines.line, to: output)
      if kind == "test" {
        run.define(payload, &items)
      } else if kind == "event" {
        run.note(part, payload, &items)
        if part == "runEnded" { try run.finish(ended: true, output) }
      }
    }
    try run.finish(ended: false, output)
  }
}

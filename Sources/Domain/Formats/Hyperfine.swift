internal import Kernel

/// `hyperfine --export-json`: one item per benchmarked command.
struct HyperfineReader: FormatReader {
  private var items = JSONItems()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    guard let root = try items.document(of: output) else { return }
    guard let results = root["results"], results.kind == .array else {
      return try output.abandon(
        .data(Place(output.file.name), "no export of hyperfine, \"results\" is missing"))
    }
    let context = ByteBuffer(capacity: 64)
    for (index, result) in results.elements.enumerated() {
      guard result.kind == .object, result["command"]?.string != nil else {
        try output.refuse(
          Place(output.file.name), "result \(index) has no \"command\", a result of hyperfine has")
        continue
      }
      context.removeAll()
      context.append("{\"index\":")
      context.append(decimal: index)
      context.append("}")
      try items.emit(result, part: ByteView("result"), context: context.view, to: output)
    }
  }
}

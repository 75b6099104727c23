internal import Kernel

/// `llvm-cov export`: one item per file of each export, and its totals.
///
/// Regions, segments and functions stay behind: they are no figures, and most of the document.
struct LLVMCoverageReader: FormatReader {
  private var items = JSONItems()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    guard let root = try items.document(of: output) else { return }
    guard let type = root["type"]?.string, type == "llvm.coverage.json.export",
      let exports = root["data"], exports.kind == .array
    else {
      let place = Place(output.file.name)
      return try output.abandon(
        .data(place, "no coverage of llvm-cov, \"type\":\"llvm.coverage.json.export\" is missing"))
    }
    let context = ByteBuffer(capacity: 128)
    var writer = JSONWriter(context)
    writer.beginObject()
    writer.key("type")
    writer.string(type)
    if let version = root["version"]?.string {
      writer.key("version")
      writer.string(version)
    }
    writer.endObject()
    for export in exports.elements {
      for file in export["files"]?.elements ?? export.elements {
        try emit(file, context.view, output)
      }
      if let totals = export["totals"] {
        try items.emit(totals, part: ByteView("totals"), context: context.view, to: output)
      }
    }
  }

  private mutating func emit(
    _ file: JSONValue, _ context: ByteView, _ output: ObservationWriter
  ) throws(Failure) {
    guard let name = file["filename"]?.string, let summary = file["summary"] else {
      return try output.refuse(
        Place(output.file.name), "a file without \"filename\" or \"summary\", both would be right")
    }
    let item = output.item
    item.append("{\"filename\":")
    JSONWriter.writeString(name, to: item)
    item.append(",\"summary\":")
    items.write(summary, to: item)
    item.append("}")
    // Pointers begin at the summary, the item's root lies one step above.
    let numberText = items.numberText.map { ByteString(ByteString("/summary").bytes + $0.bytes) }
    try output.emit(ByteView("file"), context: context, numberText: numberText)
  }
}

internal import Kernel

/// k6's summary, as `--summary-export` or `handleSummary(data)` writes it: one item for each figure
/// of a metric, for each threshold and check, and for the run.
///
/// The two say opposite things of thresholds: `handleSummary` has an object with `ok`,
/// `--summary-export` only whether it failed. Items have the one as `ok`, the other as `failed`.
struct K6SummaryReader: FormatReader {
  private var items = JSONItems()
  private let context = ContextWriter()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    guard let summary = try items.document(of: output) else { return }
    guard let metrics = summary["metrics"], metrics.kind == .object else {
      return try output.abandon(
        .data(Place(output.file.name), "no summary of k6, \"metrics\" is missing"))
    }
    for (name, metric) in metrics.members {
      guard metric.kind == .object else {
        try output.refuse(Place(output.file.name), "metric \(name.text) is no object")
        continue
      }
      try emit(metric, name, output)
    }
    if let root = summary["root_group"] { try emitChecks(of: root, output) }
    let dropped: [StaticString] = ["metrics", "root_group"]
    let pointers = items.write(
      summary, where: { key in !dropped.contains { key == $0 } }, to: output.item)
    try output.emit(ByteView("run"), numberText: pointers)
  }

  private mutating func emit(
    _ metric: JSONValue, _ name: ByteView, _ output: ObservationWriter
  ) throws(Failure) {
    let values = metric["values"]
    let view = context.write([
      "contains": metric["contains"]?.whole, "metric": .own(.string(ByteString(name))),
      "shape": .own(values == nil ? "summary-export" : "handleSummary"),
      "type": metric["type"]?.whole,
    ])
    let others: [StaticString] = ["contains", "thresholds", "type", "values"]
    for (stat, value) in (values ?? metric).members {
      if values == nil, others.contains(where: { stat == $0 }) { continue }
      try emit("stat", [("stat", stat, nil), ("value", nil, value)], view, output)
    }
    guard let thresholds = metric["thresholds"] else { return }
    for (expression, threshold) in thresholds.members {
      let verdict: (StaticString, JSONValue?) =
        threshold.kind == .bool ? ("failed", threshold) : ("ok", threshold["ok"])
      try emit(
        "threshold", [("expression", expression, nil), (verdict.0, nil, verdict.1)], view, output)
    }
  }

  /// Writes an item of members in canonical order.
  private mutating func emit(
    _ part: StaticString, _ members: [(StaticString, ByteView?, JSONValue?)], _ context: ByteView?,
    _ output: ObservationWriter
  ) throws(Failure) {
    var writer = JSONWriter(output.item)
    var pointers: [ByteString] = []
    let value = ByteBuffer(capacity: 64)
    writer.beginObject()
    for (key, text, number) in members {
      if let text {
        writer.key(key)
        writer.string(text)
      } else if let number {
        value.removeAll()
        items.write(number, to: value)
        pointers += items.numberText.map { _ in JSONPath.step(ByteString(ByteView(key))) }
        writer.key(key)
        writer.raw(value.view)
      }
    }
    writer.endObject()
    try output.emit(ByteView(part), context: context, numberText: pointers)
  }

  /// Checks and groups are arrays in one shape, and objects by name in the other.
  private mutating func emitChecks(
    of group: JSONValue, _ output: ObservationWriter
  ) throws(Failure) {
    let view = context.write(["group": group["path"]?.whole])
    for check in group["checks"]?.all ?? [] {
      try items.emit(check, part: ByteView("check"), context: view, to: output)
    }
    for inner in group["groups"]?.all ?? [] { try emitChecks(of: inner, output) }
  }
}

extension JSONValue {
  /// The elements of an array or the values of an object.
  fileprivate var all: [JSONValue] { Array(elements) + members.map(\.value) }
}

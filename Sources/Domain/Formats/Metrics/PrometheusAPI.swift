internal import Kernel

/// Answers of Prometheus' HTTP API (and of those who speak it): one item for each series with its
/// samples, alert, rule, target or whatever else was asked for, and one for the answer itself.
struct PrometheusAPIReader: FormatReader {
  private var items = JSONItems()
  private let context = ContextWriter()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let texts = JSONTexts(items)
    try texts.forEach(of: output) { (answer, line) throws(Failure) in
      guard answer["status"]?.string != nil else {
        return try output.refuse(
          Place(output.file.name, line: line),
          "no answer of Prometheus, \"status\":\"success\" or \"error\" would be right")
      }
      let count = try emit(answer["data"], output)
      let view = context.write([
        "items": .own(.integer(count)), "resultType": answer["data"]?["resultType"]?.whole,
      ])
      let pointers = items.write(answer, where: { !($0 == "data") }, to: output.item)
      try output.emit(ByteView("answer"), line: line, context: view, numberText: pointers)
    }
  }

  /// Writes what was asked for, and says how many there were.
  private mutating func emit(
    _ data: JSONValue?, _ output: ObservationWriter
  ) throws(Failure) -> Int {
    guard let data else { return 0 }
    if let type = data["resultType"], let kind = type.string, let result = data["result"] {
      let view = context.write(["resultType": type.whole])
      guard kind == "matrix" || kind == "vector" else {
        try items.emit(result, part: kind, context: view, to: output)
        return 1
      }
      return try emit(Array(result.elements), "series", view, output)
    }
    var count = 0
    for (key, part): (StaticString, StaticString) in [
      ("alerts", "alert"), ("activeTargets", "target"), ("droppedTargets", "dropped_target"),
    ] {
      count += try emit(data.list(key), part, nil, output)
    }
    for group in data.list("groups") {
      let view = context.write(["file": group["file"]?.whole, "group": group["name"]?.whole])
      count += try emit(group.list("rules"), "rule", view, output)
    }
    if count > 0 { return count }
    if data.kind == .array { return try emit(Array(data.elements), "entry", nil, output) }
    return try emit([data], "entry", nil, output)
  }

  private mutating func emit(
    _ values: [JSONValue], _ part: StaticString, _ context: ByteView?, _ output: ObservationWriter
  ) throws(Failure) -> Int {
    for value in values {
      try items.emit(value, part: ByteView(part), context: context, to: output)
    }
    return values.count
  }
}

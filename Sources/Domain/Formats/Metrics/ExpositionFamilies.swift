internal import Kernel

/// A metric family: its metadata, as it was written.
struct ExpositionFamily {
  let name: ByteString
  var type: ByteString?
  var help: ByteString?
  var unit: ByteString?
  var hasSamples = false

  /// Writes the context of its samples.
  func write(to buffer: ByteBuffer, _ dialect: ExpositionDialect) {
    let members: [(StaticString, ByteString?)] = [
      ("help", help), ("type", type), ("unit", unit),
    ]
    var writer = JSONWriter(buffer)
    writer.beginObject()
    writer.key("dialect")
    writer.string(dialect.name)
    writer.key("family")
    writer.string(name)
    for (key, value) in members {
      guard let value else { continue }
      writer.key(key)
      writer.string(value)
    }
    writer.endObject()
  }

  /// What may follow the family's name in the names of its samples.
  func suffixes(_ dialect: ExpositionDialect) -> [StaticString] {
    switch (type?.description ?? "", dialect) {
    case ("counter", .openMetrics): ["_total", "_created"]
    case ("histogram", .openMetrics): ["_bucket", "_count", "_sum", "_created"]
    case ("gaugehistogram", .openMetrics): ["_bucket", "_gcount", "_gsum"]
    case ("summary", .openMetrics): ["", "_count", "_sum", "_created"]
    case ("info", .openMetrics): ["_info"]
    case ("histogram", .prometheus): ["", "_bucket", "_count", "_sum"]
    case ("summary", .prometheus): ["", "_count", "_sum"]
    default: [""]
    }
  }
}

/// The families of one exposition.
struct ExpositionFamilies {
  private(set) var all: [ExpositionFamily] = []
  private var numbers: [ByteString: Int] = [:]
  private var current = -1
  private var lastName = ByteString()
  private var lastIndex = -1

  private static let prometheusTypes: [ByteString] = [
    "counter", "gauge", "histogram", "summary", "untyped",
  ]
  private static let openMetricsTypes: [ByteString] = [
    "counter", "gauge", "gaugehistogram", "histogram", "info", "stateset", "summary", "unknown",
  ]

  /// Takes a line of metadata.
  mutating func take(
    _ metadata: ExpositionMetadata, _ dialect: ExpositionDialect, _ rules: inout OpenMetricsRules
  ) throws(ExpositionFault) {
    let name = ByteString(metadata.name)
    lastIndex = -1
    let index = try begin(name, dialect, &rules)
    if dialect == .openMetrics, all[index].hasSamples {
      throw ExpositionFault("metadata of \(name) behind its samples, before them would be right")
    }
    switch metadata.kind {
    case .help:
      if all[index].help != nil { throw ExpositionFault("a second # HELP of \(name)") }
      all[index].help = metadata.text
    case .unit:
      if all[index].unit != nil { throw ExpositionFault("a second # UNIT of \(name)") }
      all[index].unit = metadata.text
    case .type:
      if all[index].type != nil || all[index].hasSamples {
        throw ExpositionFault("a second # TYPE of \(name), or one behind its samples")
      }
      let types = dialect == .prometheus ? Self.prometheusTypes : Self.openMetricsTypes
      guard types.contains(metadata.text) else {
        throw ExpositionFault(
          "type \"\(metadata.text)\", one of \(types.map(\.description).joined(separator: ", "))")
      }
      all[index].type = metadata.text
    }
  }

  /// Ends the family of OpenMetrics that is open.
  func end(_ rules: inout OpenMetricsRules) throws(ExpositionFault) {
    if current >= 0 { try rules.end(all[current]) }
  }

  private mutating func begin(
    _ name: ByteString, _ dialect: ExpositionDialect, _ rules: inout OpenMetricsRules
  ) throws(ExpositionFault) -> Int {
    if dialect == .openMetrics {
      if current >= 0, all[current].name == name { return current }
      try end(&rules)
      try rules.begin(name)
    } else if let known = numbers[name] {
      return known
    }
    numbers[name] = all.count
    current = all.count
    all.append(ExpositionFamily(name: name))
    return current
  }

  /// The family of a sample; a new one where no metadata announced it.
  mutating func family(
    of sample: ExpositionLine, _ dialect: ExpositionDialect, _ rules: inout OpenMetricsRules
  ) throws(ExpositionFault) -> Int {
    if lastIndex >= 0, lastName.withView({ $0 == sample.name }) {
      if dialect == .prometheus { try checkBounds(of: sample, all[lastIndex]) }
      return lastIndex
    }
    let name = ByteString(sample.name)
    let index: Int
    if dialect == .openMetrics {
      index = try openMetricsFamily(of: sample.name, name, &rules)
    } else {
      if let known = prometheusFamily(of: sample.name) {
        index = known
      } else {
        index = try begin(name, dialect, &rules)
      }
    }
    all[index].hasSamples = true
    if dialect == .prometheus { try checkBounds(of: sample, all[index]) }
    lastName = name
    lastIndex = index
    return index
  }

  /// What promtool refuses of histograms and summaries: bounds that are no numbers.
  private func checkBounds(
    of sample: ExpositionLine, _ family: ExpositionFamily
  ) throws(ExpositionFault) {
    let label: StaticString
    switch family.type {
    case "histogram": label = "le"
    case "summary": label = "quantile"
    default: return
    }
    guard let bound = sample.label(label), !bound.withView(ExpositionNumber.isFloat) else { return }
    throw ExpositionFault("\(label) \"\(bound.text)\", a number would be right")
  }

  /// Families may be told in any order; the exact name comes first.
  private func prometheusFamily(of name: ByteView) -> Int? {
    if let exact = numbers[ByteString(name)] { return exact }
    let suffixes: [StaticString] = ["_bucket", "_count", "_sum"]
    for suffix in suffixes where name.hasSuffix(ByteView(suffix)) {
      let base = ByteString(name.slice(0, name.count - ByteView(suffix).count))
      guard let index = numbers[base] else { continue }
      let allowed = all[index].suffixes(.prometheus)
      if allowed.contains(where: { ByteView($0) == ByteView(suffix) }) { return index }
    }
    return nil
  }

  /// A sample belongs to the family that is open, or opens its own.
  private mutating func openMetricsFamily(
    of name: ByteView, _ copy: ByteString, _ rules: inout OpenMetricsRules
  ) throws(ExpositionFault) -> Int {
    if current >= 0 {
      let base = all[current].name
      if base.withView({ name.hasPrefix($0) }) {
        let suffix = name.slice(base.bytes.count, name.count)
        let allowed = all[current].suffixes(.openMetrics)
        if allowed.contains(where: { suffix == ByteView($0) }) { return current }
      }
    }
    return try begin(copy, .openMetrics, &rules)
  }
}

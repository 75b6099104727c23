internal import Kernel

/// What OpenMetrics 1.0 demands beyond its grammar: of names, groups, values and histograms.
///
/// The rules are those of the specification's sections on metric types and "Text format", as its
/// conformance suite and the reference parser (prometheus_client) check them. Memory grows with
/// the number of families and with the label sets of the family that is open.
struct OpenMetricsRules {
  private var names: Set<ByteString> = []
  private var groups: Set<ByteString> = []
  private var group: ByteString?
  private var timestamp: Double?
  private var histogram = HistogramRules()

  private static let countedSuffixes: [ByteString] = [
    "_total", "_sum", "_count", "_bucket", "_gcount", "_gsum",
  ]

  /// Begins a family; its name must be new.
  mutating func begin(_ name: ByteString) throws(ExpositionFault) {
    groups = []
    group = nil
    timestamp = nil
    histogram = HistogramRules()
    try claim(name)
  }

  private mutating func claim(_ name: ByteString) throws(ExpositionFault) {
    guard names.insert(name).inserted else {
      throw ExpositionFault("\(name) clashes with a name before it, a family stands in one piece")
    }
  }

  /// Ends the family that is open: its names, its unit, the last group of its histogram.
  mutating func end(_ family: ExpositionFamily?) throws(ExpositionFault) {
    guard let family else { return }
    for suffix in family.suffixes(.openMetrics) where ByteView(suffix).count > 0 {
      try claim(ByteString(family.name.bytes + ByteString(ByteView(suffix)).bytes))
    }
    let type = family.type?.description ?? ""
    if let unit = family.unit, !unit.bytes.isEmpty {
      guard type != "info", type != "stateset" else {
        throw ExpositionFault("a unit of \(family.name), type \(type) has none")
      }
      guard family.name.description.hasSuffix("_\(unit)") else {
        throw ExpositionFault("unit \(unit) of \(family.name), a name that ends in it is right")
      }
    }
    try histogram.end()
  }

  /// Checks one sample.
  mutating func check(
    _ sample: ExpositionLine, in family: ExpositionFamily
  ) throws(ExpositionFault) {
    let type = family.type?.description ?? ""
    let whole = ByteString(sample.name)
    let suffix = ByteString(Array(whole.bytes.dropFirst(family.name.bytes.count)))
    let value = ExpositionNumber.value(sample.value)
    try checkLabels(sample, family, type, suffix)
    try checkValue(value, sample, type, suffix)
    try checkExemplar(sample, type, suffix)
    let own = Self.groupLabel(type, family)
    let key = Self.key(sample, without: own)
    let time = sample.timestamp.map { ExpositionNumber.value($0) }
    try checkGroup(key, time)
    if type == "histogram" || type == "gaugehistogram" {
      let bound = sample.label("le").map { $0.withView { ExpositionNumber.value($0) } }
      try histogram.take(suffix, value, bound: bound, group: key, time: time)
    }
  }

  /// The label that tells the samples of one metric from each other.
  private static func groupLabel(_ type: String, _ family: ExpositionFamily) -> ByteString? {
    switch type {
    case "histogram", "gaugehistogram": "le"
    case "summary": "quantile"
    case "stateset": family.name
    default: nil
    }
  }

  private static func key(_ sample: ExpositionLine, without label: ByteString?) -> ByteString {
    let members = sample.labels.filter { given in
      label.map { own in !own.withView { $0 == given.name } } ?? true
    }
    return JSON.object(
      members.map { .init(ByteString($0.name), .string($0.value.withView { ByteString($0) })) }
    ).canonical
  }

  private func checkLabels(
    _ sample: ExpositionLine, _ family: ExpositionFamily, _ type: String, _ suffix: ByteString
  ) throws(ExpositionFault) {
    if type == "stateset", family.name.withView({ sample.label($0) }) == nil {
      throw ExpositionFault("a state without label \(family.name)")
    }
    if suffix == "_bucket", type == "histogram" || type == "gaugehistogram" {
      let bound = sample.label("le")?.text
      guard let bound, Self.isCanonicalBound(bound) else {
        throw ExpositionFault("a bucket with le \"\(bound ?? "")\", a number or +Inf is right")
      }
    }
    if type == "summary", suffix.bytes.isEmpty {
      let quantile = sample.label("quantile")
      let value = quantile.map { $0.withView { ExpositionNumber.value($0) } } ?? .nan
      guard value >= 0, value <= 1 else {
        throw ExpositionFault("quantile \"\(quantile?.text ?? "")\", 0 to 1 would be right")
      }
    }
  }

  private static func isCanonicalBound(_ text: String) -> Bool {
    let value = ByteString(text).withView { view in
      ExpositionNumber.isFloat(view) ? ExpositionNumber.value(view) : .nan
    }
    return !value.isNaN && (value != .infinity || text == "+Inf")
  }

  private func checkValue(
    _ value: Double, _ sample: ExpositionLine, _ type: String, _ suffix: ByteString
  ) throws(ExpositionFault) {
    let text = sample.value.text
    if ["_bucket", "_count", "_gcount"].contains(suffix), value.rounded() != value || value.isNaN {
      throw ExpositionFault("a count of \(text), a whole number would be right")
    }
    if type == "stateset", value != 0, value != 1 {
      throw ExpositionFault("a state of \(text), 0 or 1 would be right")
    }
    if type == "info", value != 1 { throw ExpositionFault("an info of \(text), 1 would be right") }
    if type == "summary", suffix.bytes.isEmpty, value < 0 {
      throw ExpositionFault("a quantile's value of \(text), none is below 0")
    }
    guard Self.countedSuffixes.contains(suffix) else { return }
    if value.isNaN { throw ExpositionFault("a counter of NaN, a number would be right") }
    if value < 0, suffix != "_gsum" {
      throw ExpositionFault("a counter of \(text), none is below 0")
    }
  }

  private func checkExemplar(
    _ sample: ExpositionLine, _ type: String, _ suffix: ByteString
  ) throws(ExpositionFault) {
    guard sample.exemplar != nil else { return }
    let isBucket = suffix == "_bucket" && (type == "histogram" || type == "gaugehistogram")
    guard isBucket || (type == "counter" && suffix == "_total") else {
      throw ExpositionFault("an exemplar, only buckets and counters have one")
    }
  }

  private mutating func checkGroup(_ key: ByteString, _ time: Double?) throws(ExpositionFault) {
    defer {
      group = key
      timestamp = time
    }
    guard group == key else {
      guard groups.insert(key).inserted else {
        throw ExpositionFault("samples of one metric in several places, together would be right")
      }
      return
    }
    guard (time == nil) == (timestamp == nil) else {
      throw ExpositionFault("a metric with and without timestamps, one of both would be right")
    }
    if let time, let before = timestamp, time < before {
      throw ExpositionFault("a timestamp before that of the sample above, a later one is right")
    }
  }
}

internal import Kernel

/// A `# HELP`, `# TYPE` or `# UNIT` line.
struct ExpositionMetadata {
  enum Kind { case help, type, unit }

  let kind: Kind
  let name: ByteView
  let text: ByteString

  /// Reads a line; nil for a line that is no metadata. In OpenMetrics every comment must be.
  init?(_ line: ByteView, _ dialect: ExpositionDialect) throws(ExpositionFault) {
    guard dialect == .openMetrics else {
      try self.init(comment: line.trimmed)
      return
    }
    try self.init(strict: line)
  }

  private init?(strict line: ByteView) throws(ExpositionFault) {
    guard !line.isEmpty, line[0] == 0x23 else { return nil }
    let parts = line.split(by: 0x20, most: 4)
    guard parts.count == 4, parts[0] == "#", let kind = Self.kind(parts[1]) else {
      throw ExpositionFault("no metadata, # TYPE, # HELP or # UNIT, a NAME and text would be right")
    }
    guard Self.isName(parts[2]) else {
      throw ExpositionFault("metric name \"\(parts[2].text)\", letters, digits, _ and : are right")
    }
    self.kind = kind
    name = parts[2]
    text =
      kind == .help
      ? try ExpositionText.unescape(parts[3], .openMetrics, quotes: true) : ByteString(parts[3])
  }

  /// A comment of 0.0.4: metadata only when its first word says so.
  private init?(comment: ByteView) throws(ExpositionFault) {
    guard !comment.isEmpty, comment[0] == 0x23 else { return nil }
    var rest = comment.slice(1, comment.count).leadingSpaceTaken
    guard rest.count < comment.count - 1, let kind = Self.kind(rest.firstWord), kind != .unit else {
      return nil
    }
    rest = rest.slice(rest.firstWord.count, rest.count).leadingSpaceTaken
    guard !rest.isEmpty else { return nil }
    let word = rest.firstWord
    guard Self.isName(word) else {
      throw ExpositionFault("metric name \"\(word.text)\", letters, digits, _ and : are right")
    }
    rest = rest.slice(word.count, rest.count).leadingSpaceTaken
    // Without a text it is a comment like any other.
    guard !rest.isEmpty else { return nil }
    self.kind = kind
    name = word
    text =
      kind == .help
      ? try ExpositionText.unescape(rest, .prometheus, quotes: false) : ByteString(rest.trimmed)
  }

  private static func kind(_ word: ByteView) -> Kind? {
    if word == "HELP" { return .help }
    if word == "TYPE" { return .type }
    return word == "UNIT" ? .unit : nil
  }

  private static func isName(_ word: ByteView) -> Bool {
    guard !word.isEmpty, word[0] &- 0x30 >= 10 else { return false }
    for index in 0..<word.count {
      let byte = word[index]
      let letter = byte | 0x20 &- 0x61 < 26 && byte >= 0x41
      guard letter || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x3A else { return false }
    }
    return true
  }
}

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

extension ByteView {
  /// Without spaces and tabs at the start.
  fileprivate var leadingSpaceTaken: ByteView {
    var lower = 0
    while lower < count, start[lower] == 0x20 || start[lower] == 0x09 { lower += 1 }
    return slice(lower, count)
  }

  /// Up to the first space or tab.
  fileprivate var firstWord: ByteView {
    var upper = 0
    while upper < count, start[upper] != 0x20, start[upper] != 0x09 { upper += 1 }
    return slice(0, upper)
  }

  /// At most so many parts; the last one holds the rest.
  fileprivate func split(by separator: UInt8, most: Int) -> [ByteView] {
    var parts: [ByteView] = []
    var lower = 0
    while parts.count < most - 1, let end = firstIndex(of: separator, from: lower) {
      parts.append(slice(lower, end))
      lower = end + 1
    }
    parts.append(slice(lower, count))
    return parts
  }
}

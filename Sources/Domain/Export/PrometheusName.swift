internal import Kernel

/// Names of metrics, labels and units as Prometheus and OpenMetrics 1.0 allow them.
enum PrometheusName {
  /// A name that is legal stays as it is. In any other, each run of characters that are not
  /// allowed becomes one `_`, and one stands before a digit at the beginning.
  static func metric(_ raw: ByteString) -> ByteString {
    isLegal(raw, allowsColon: true) ? raw : mangled(raw)
  }

  /// The same of a label; names that begin with `__` are Prometheus' own.
  static func label(_ raw: ByteString) -> ByteString {
    let isReserved = raw.bytes.starts(with: [0x5F, 0x5F])
    return isLegal(raw, allowsColon: false) && !isReserved ? raw : mangled(raw)
  }

  /// The name of a family, which ends in its unit as OpenMetrics 1.0 section 4.4.3 wants it; a
  /// counter's without `_total`.
  static func family(_ metric: ByteString, unit: ByteString, isCounter: Bool) -> ByteString {
    var name = self.metric(metric)
    let total = Array("_total".utf8)
    if isCounter, name.bytes.count > total.count, name.bytes.suffix(total.count) == total[...] {
      name.bytes.removeLast(total.count)
    }
    let suffix = [0x5F] + unit.bytes
    if !unit.bytes.isEmpty, !name.bytes.suffix(suffix.count).elementsEqual(suffix) {
      name.bytes += suffix
    }
    return name
  }

  /// A UCUM unit in words, as OpenTelemetry's rules for Prometheus say it: `By/s` is
  /// `bytes_per_second`. What is in braces is no unit, and `1` is none.
  static func unit(_ ucum: ByteString) -> ByteString {
    var plain: [UInt8] = []
    var depth = 0
    for byte in ucum.bytes {
      if byte == 0x7B { depth += 1 }
      if depth == 0 { plain.append(byte) }
      if byte == 0x7D, depth > 0 { depth -= 1 }
    }
    var words: [String] = []
    for (index, part) in plain.split(separator: 0x2F, omittingEmptySubsequences: false).enumerated()
    {
      let symbol = String(decoding: part, as: UTF8.self)
      guard !symbol.isEmpty, symbol != "1" else { continue }
      let known = index == 0 ? units[symbol] : perUnits[symbol] ?? units[symbol]
      words += index == 0 ? [known ?? symbol] : ["per", known ?? symbol]
    }
    var bytes = mangled(ByteString(words.joined(separator: "_"))).bytes
    while bytes.first == 0x5F { bytes.removeFirst() }
    while bytes.last == 0x5F { bytes.removeLast() }
    return ByteString(bytes)
  }

  private static let units: [String: String] = [
    "d": "days", "h": "hours", "min": "minutes", "s": "seconds", "ms": "milliseconds",
    "us": "microseconds", "ns": "nanoseconds", "wk": "weeks", "mo": "months", "a": "years",
    "By": "bytes", "KiBy": "kibibytes", "MiBy": "mebibytes", "GiBy": "gibibytes",
    "TiBy": "tebibytes", "kBy": "kilobytes", "KBy": "kilobytes", "MBy": "megabytes",
    "GBy": "gigabytes", "TBy": "terabytes", "bit": "bits", "%": "percent", "Hz": "hertz",
    "Cel": "celsius", "m": "meters", "g": "grams", "V": "volts", "A": "amperes", "J": "joules",
    "W": "watts",
  ]
  private static let perUnits: [String: String] = [
    "s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month",
    "a": "year",
  ]

  private static func isLegal(_ name: ByteString, allowsColon: Bool) -> Bool {
    guard let first = name.bytes.first, first &- 0x30 >= 10 else { return false }
    return name.bytes.allSatisfy { isAllowed($0) || allowsColon && $0 == 0x3A }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }

  private static func mangled(_ raw: ByteString) -> ByteString {
    var bytes: [UInt8] = []
    for byte in raw.bytes {
      let next = isAllowed(byte) ? byte : 0x5F
      if next != 0x5F || bytes.last != 0x5F { bytes.append(next) }
    }
    if bytes.isEmpty || bytes[0] &- 0x30 < 10 { bytes.insert(0x5F, at: 0) }
    return ByteString(bytes)
  }
}

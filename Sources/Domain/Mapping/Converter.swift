import Kernel

/// The conversions of mapping files.
enum Converter {
  static func convert(_ value: Outcome, _ conversion: Conversion) throws(MappingError) -> Outcome {
    switch conversion {
    case .text:
      guard let text = text(value) else { throw fault(value, "no text") }
      return .text(text)
    case .number(let scale, let rounds): return try number(value, scale: scale, rounds: rounds)
    case .time: return try time(value)
    case .epoch(let perSecond): return try epoch(value, perSecond: perSecond)
    case .truth:
      if case .value(let json) = value, let truth = json.bool { return .truth(truth) }
      switch text(value)?.description {
      case "true", "1", "yes": return .truth(true)
      case "false", "0", "no": return .truth(false)
      default: throw fault(value, "no truth value")
      }
    case .lowercase:
      guard let text = text(value) else { throw fault(value, "no text") }
      return .text(ByteString(text.bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }))
    }
  }

  /// The text of a scalar; nil for objects, arrays and nothing.
  static func text(_ value: Outcome) -> ByteString? {
    switch value {
    case .value(let json):
      if let string = json.string { return ByteString(string) }
      if let number = json.numberText { return ByteString(number) }
      return json.bool.map { $0 ? "true" : "false" }
    case .constant(let json, let canonical): return json.string ?? canonical
    case .text(let text), .unheldNumber(let text): return text
    case .number(let number): return JSON.number(number).canonical
    case .truth(let truth): return truth ? "true" : "false"
    case .none, .object: return nil
    }
  }

  static func part(of text: ByteString, after: ByteString?, before: ByteString?) -> Outcome {
    var rest = text.bytes[...]
    if let after {
      guard let start = find(after.bytes, in: rest) else { return .none }
      rest = rest[(start + after.bytes.count)...]
    }
    if let before {
      guard let end = find(before.bytes, in: rest) else { return .none }
      rest = rest[..<end]
    }
    return .text(ByteString(Array(rest)))
  }

  private static func find(_ needle: [UInt8], in hay: ArraySlice<UInt8>) -> Int? {
    guard let first = needle.first else { return hay.startIndex }
    var from = hay.startIndex
    while let start = hay[from...].firstIndex(of: first) {
      if hay[start...].starts(with: needle) { return start }
      from = start + 1
    }
    return nil
  }

  private static func number(
    _ value: Outcome, scale: Double, rounds: Bool
  ) throws(MappingError) -> Outcome {
    if case .value(let json) = value, let number = json.number, scale == 1,
      !rounds || number == number.rounded()
    {
      // As it was written: its text may already be canonical, and copying is exact.
      if NumberText.isHeldByRecords(number) { return value }
      return .unheldNumber(json.numberText.map { ByteString($0) } ?? "")
    }
    guard let text = text(value) else { throw fault(value, "no number") }
    let words = ["NaN", "+Inf", "Inf", "-Inf", "+Infinity", "Infinity", "-Infinity"]
    if words.contains(text.description) { return .unheldNumber(text) }
    guard let parsed = decimal(text) else { throw fault(value, "no number") }
    let scaled = rounds ? (parsed * scale).rounded() : parsed * scale
    return NumberText.isHeldByRecords(scaled) ? .number(scaled) : .unheldNumber(text)
  }

  /// A decimal number, as JSON, Go, C and others write them; no hexadecimal, no names.
  private static func decimal(_ text: ByteString) -> Double? {
    let allowed = text.bytes.allSatisfy {
      $0 &- 0x30 < 10 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E || $0 | 0x20 == 0x65
    }
    guard allowed else { return nil }
    let text = text.description
    return Double(text.hasPrefix("+") ? String(text.dropFirst()) : text)
  }

  private static func time(_ value: Outcome) throws(MappingError) -> Outcome {
    if case .value(let json) = value, let text = json.string, text.count > 0,
      text[text.count - 1] == 0x5A, Instant(text) != nil
    {
      return value
    }
    guard let text = text(value),
      let instant = text.withView({ Instant(anyOffset: $0) })
    else { throw fault(value, "no RFC 3339 time with a zone") }
    return .text(ByteString(instant.description))
  }

  /// Exact on the decimal text: a double would lose the nanoseconds of our century.
  private static func epoch(_ value: Outcome, perSecond: Int) throws(MappingError) -> Outcome {
    guard let text = text(value), let nanoseconds = nanoseconds(text, perSecond: perSecond) else {
      throw fault(value, "no time since 1970")
    }
    let seconds = Calendar.floorDivide(nanoseconds, 1_000_000_000)
    let instant = Instant(
      seconds: seconds, nanoseconds: nanoseconds - seconds * 1_000_000_000)
    return .text(ByteString(instant.description))
  }

  private static func nanoseconds(_ text: ByteString, perSecond: Int) -> Int? {
    let factor = 1_000_000_000 / perSecond
    let parts = text.bytes.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Int(String(decoding: parts[0], as: UTF8.self)) else {
      // An exponent: exactness is lost already.
      guard let number = decimal(text), abs(number) * Double(factor) < 9e18 else { return nil }
      return Int((number * Double(factor)).rounded())
    }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return scaled }
    var fraction = 0
    var unit = factor
    for digit in parts[1] {
      guard digit &- 0x30 < 10 else { return nil }
      unit /= 10
      fraction += Int(digit - 0x30) * unit
    }
    return scaled + (text.bytes.first == 0x2D ? -fraction : fraction)
  }

  private static func fault(_ value: Outcome, _ what: String) -> MappingError {
    let shown = text(value).map { "\"\($0)\"" } ?? "a value that is no scalar"
    return MappingError(message: "\(shown) is \(what)")
  }
}

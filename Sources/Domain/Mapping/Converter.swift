import Kernel

/// The conversions of mapping files. New texts live in its arena.
final class Converter {
  /// Holds new texts until the next line.
  let arena = Arena()
  /// Whether the zone was needed since this was last set to false.
  var usedZone = false

  private let zone: LocalZone?

  /// A converter; `zone` is what times mean that have none.
  init(zone: LocalZone? = nil) { self.zone = zone }

  func convert(_ value: Outcome, _ conversion: Conversion) throws(MappingError) -> Outcome {
    switch conversion {
    case .text:
      guard let text = text(value) else { throw fault(value, "no text") }
      return .text(text)
    case .number(let scale, let rounds): return try number(value, scale: scale, rounds: rounds)
    case .time: return try time(value)
    case .epoch(let perSecond): return try epoch(value, perSecond: perSecond)
    case .clock:
      guard let text = text(value), let nanoseconds = Converter.clock(text) else {
        throw fault(value, "no duration [D.]HH:MM:SS[.F]")
      }
      return .number(Double(nanoseconds))
    case .epochOfAnyUnit: return try epoch(value)
    case .truth:
      if case .value(let json) = value, let truth = json.bool { return .truth(truth) }
      switch text(value)?.text {
      case "true", "1", "yes": return .truth(true)
      case "false", "0", "no": return .truth(false)
      default: throw fault(value, "no truth value")
      }
    case .json:
      if case .value(let json) = value { return .text(arena.copy(JSON(json).canonical)) }
      guard let text = text(value) else { throw fault(value, "no value of the input") }
      return .text(text)
    case .lowercase:
      guard let text = text(value) else { throw fault(value, "no text") }
      let lower = arena.allocate(text.count)
      for index in 0..<text.count {
        lower[index] = text[index] &- 0x41 < 26 ? text[index] | 0x20 : text[index]
      }
      return .text(ByteView(lower, count: text.count))
    }
  }

  /// The text of a scalar; nil for objects, arrays and nothing.
  func text(_ value: Outcome) -> ByteView? {
    switch value {
    case .value(let json):
      if let text = json.string ?? json.numberText { return text }
      return json.bool.map { $0 ? ByteView("true") : ByteView("false") }
    case .constant(_, let text), .text(let text), .unheldNumber(let text): return text
    case .number(let number): return arena.copy(JSON.number(number).canonical)
    case .truth(let truth): return truth ? ByteView("true") : ByteView("false")
    case .none, .object: return nil
    }
  }

  /// What stands behind the first `after` and before the next `before`; nothing when one is missing.
  static func part(of text: ByteView, after: ByteView, before: ByteView) -> Outcome {
    guard let start = find(after, in: text) else { return .none }
    let rest = text.slice(start + after.count, text.count)
    if before.isEmpty { return .text(rest) }
    guard let end = find(before, in: rest) else { return .none }
    return .text(rest.slice(0, end))
  }

  private static func find(_ needle: ByteView, in hay: ByteView) -> Int? {
    guard !needle.isEmpty else { return 0 }
    var from = 0
    while let start = hay.firstIndex(of: needle[0], from: from) {
      if hay.slice(start, hay.count).hasPrefix(needle) { return start }
      from = start + 1
    }
    return nil
  }

  private func number(
    _ value: Outcome, scale: Double, rounds: Bool
  ) throws(MappingError) -> Outcome {
    if case .value(let json) = value, let number = json.number, scale == 1,
      !rounds || number == number.rounded()
    {
      // As it was written: its text may already be canonical, and copying is exact.
      if NumberText.isHeldByRecords(number) { return value }
      return .unheldNumber(json.numberText ?? ByteView(""))
    }
    guard let text = text(value) else { throw fault(value, "no number") }
    if Converter.isWordForNoNumber(text) { return .unheldNumber(text) }
    guard let parsed = Converter.decimal(text) else { throw fault(value, "no number") }
    let scaled = rounds ? (parsed * scale).rounded() : parsed * scale
    return NumberText.isHeldByRecords(scaled) ? .number(scaled) : .unheldNumber(text)
  }

  private static func isWordForNoNumber(_ text: ByteView) -> Bool {
    text == "NaN" || text == "+Inf" || text == "-Inf" || text == "Inf" || text == "Infinity"
      || text == "+Infinity" || text == "-Infinity"
  }

  /// A decimal number, as JSON, Go, C and others write them; no hexadecimal, no names.
  static func decimal(_ text: ByteView) -> Double? {
    for index in 0..<text.count {
      let byte = text[index]
      let allowed =
        byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte | 0x20 == 0x65
      guard allowed else { return nil }
    }
    return Double((text.count > 0 && text[0] == 0x2B ? text.slice(1, text.count) : text).text)
  }

  private func time(_ value: Outcome) throws(MappingError) -> Outcome {
    if case .value(let json) = value, let text = json.string, text.count > 0,
      text[text.count - 1] == 0x5A, Instant(text) != nil
    {
      return value
    }
    guard let text = text(value) else { throw fault(value, "no RFC 3339 time with a zone") }
    let other = { TimeText.rfc3339(text)?.withView { Instant(anyOffset: $0) } }
    guard let instant = Instant(anyOffset: text) ?? other() ?? instant(ofLocal: text)
    else {
      throw fault(value, "no RFC 3339 time with a zone")
    }
    return .text(arena.copy(ByteString(instant.description)))
  }

  /// The instant of `YYYY-MM-DDTHH:MM:SS[.F]`, with `T` or a space, in the given zone.
  private func instant(ofLocal text: ByteView) -> Instant? {
    guard let zone, text.count >= 19 else { return nil }
    let copy = arena.allocate(text.count + 1)
    text.copy(to: copy)
    if copy[10] == 0x20 { copy[10] = 0x54 }
    copy[text.count] = 0x5A
    guard let local = Instant(ByteView(copy, count: text.count + 1)),
      let instant = zone.instant(ofLocal: local)
    else { return nil }
    usedZone = true
    return instant
  }

  /// Exact on the decimal text: a double would lose the nanoseconds of our century.
  private func epoch(_ value: Outcome, perSecond: Int) throws(MappingError) -> Outcome {
    guard let text = text(value),
      let nanoseconds = Converter.nanoseconds(text, perSecond: perSecond)
    else { throw fault(value, "no time since 1970") }
    let seconds = Calendar.floorDivide(nanoseconds, 1_000_000_000)
    let instant = Instant(
      seconds: seconds, nanoseconds: nanoseconds - seconds * 1_000_000_000)
    return .text(arena.copy(ByteString(instant.description)))
  }

  /// Ten digits and fewer are seconds: until the year 2286; thirteen milliseconds, and so on.
  private func epoch(_ value: Outcome) throws(MappingError) -> Outcome {
    var digits = 0
    if let text = text(value) {
      while digits < text.count, text[digits] &- 0x30 < 10 { digits += 1 }
    }
    let perSecond = digits > 17 ? 1_000_000_000 : digits > 14 ? 1_000_000 : digits > 11 ? 1000 : 1
    return try epoch(value, perSecond: perSecond)
  }

  private static func nanoseconds(_ text: ByteView, perSecond: Int) -> Int? {
    let factor = 1_000_000_000 / perSecond
    let point = text.firstIndex(of: 0x2E) ?? text.count
    let hasExponent = text.firstIndex(of: 0x65) != nil || text.firstIndex(of: 0x45) != nil
    guard !hasExponent, let whole = Int(text.slice(0, point).text) else {
      // An exponent: exactness is lost already.
      guard let number = decimal(text), abs(number) * Double(factor) < 9e18 else { return nil }
      return Int((number * Double(factor)).rounded())
    }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    var fraction = 0
    var unit = factor
    for index in min(point + 1, text.count)..<text.count {
      guard text[index] &- 0x30 < 10 else { return nil }
      unit /= 10
      fraction += Int(text[index] - 0x30) * unit
    }
    let isNegative = text.count > 0 && text[0] == 0x2D
    let (sum, sumOverflow) = scaled.addingReportingOverflow(isNegative ? -fraction : fraction)
    return sumOverflow ? nil : sum
  }

  /// The nanoseconds of `[D.]HH:MM:SS[.F]`, within what a record holds; more than nine decimals are
  /// cut.
  private static func clock(_ text: ByteView) -> Int? {
    let parts = text.text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let dayAndHour = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let second = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = second.count == 2 ? second[1] : ""
    guard (1...2).contains(dayAndHour.count), (1...2).contains(second.count),
      let day = dayAndHour.count == 2 ? digits(dayAndHour[0]) : 0,
      let hour = digits(dayAndHour[dayAndHour.count - 1]), let minute = digits(parts[1]),
      let whole = digits(second[0]), minute < 60, whole < 60, day < 100, hour < 1000,
      fraction.isEmpty || digits(fraction.prefix(9)) != nil
    else { return nil }
    let padded = fraction.prefix(9) + String(repeating: "0", count: 9 - fraction.prefix(9).count)
    let seconds = ((day * 24 + hour) * 60 + minute) * 60 + whole
    return seconds * 1_000_000_000 + (digits(padded) ?? 0)
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { $0 &- 0x30 < 10 } ? Int(text) : nil
  }

  private func fault(_ value: Outcome, _ what: String) -> MappingError {
    let shown = text(value).map { "\"\($0.text)\"" } ?? "a value that is no scalar"
    return MappingError(message: "\(shown) is \(what)")
  }
}

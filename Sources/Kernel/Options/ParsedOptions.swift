/// A command line, held against a declaration.
public struct ParsedOptions {
  /// What is not an option, in order.
  public private(set) var operands: [String] = []
  private let declaration: Declaration
  private var values: [String: [String]] = [:]

  /// Reads GNU-style arguments: `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`, `-abc`,
  /// `--` ends the options, `-` is an operand.
  public init(_ arguments: [String], for declaration: Declaration) throws(Failure) {
    self.declaration = declaration
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      if argument.hasPrefix("--") {
        try readLong(argument, &rest)
      } else if argument.hasPrefix("-"), argument != "-" {
        try readShort(argument, &rest)
      } else {
        operands.append(argument)
      }
    }
    if operands.count(where: { $0 == "-" }) > 1 {
      throw .usage("- is given twice, standard input can be read once")
    }
    switch declaration.operands {
    case .none, .command:
      if let first = operands.first, !asksForInformation {
        throw .usage("\(first): takes no operands; see \(declaration.name) --help")
      }
    case .records, .files, .names: break
    }
  }

  /// Whether help, version or declaration are asked for, whatever else is.
  public var asksForInformation: Bool {
    isGiven("help") || isGiven("version") || isGiven("describe")
  }

  private mutating func readLong(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(Failure) {
    let parts = argument.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = declaration.option(named: name) else {
      let names = declaration.options.flatMap { [$0.name] + ($0.alias.map { [$0] } ?? []) }
      let hint = Suggestion.hint(name, among: names) { "--\($0)" }
      throw .usage("unknown option --\(name)\(hint); see \(declaration.name) --help")
    }
    let attached = parts.count == 2 ? String(parts[1]) : nil
    if option.argument == nil {
      if attached != nil { throw .usage("--\(name) takes no value") }
      try store("", for: option)
    } else if let attached {
      try store(attached, for: option)
    } else if option.optionalArgument {
      try store(option.standard ?? "", for: option)
    } else if let next = rest.popFirst() {
      try store(next, for: option)
    } else {
      throw .usage("--\(name) needs a value: \(option.spelling)")
    }
  }

  private mutating func readShort(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(Failure) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = declaration.options.first(where: { $0.short == letter }) else {
        throw .usage("unknown option -\(letter); see \(declaration.name) --help")
      }
      guard option.argument != nil else {
        try store("", for: option)
        continue
      }
      if !letters.isEmpty {
        try store(String(letters), for: option)
      } else if let next = rest.popFirst() {
        try store(next, for: option)
      } else {
        throw .usage("-\(letter) needs a value: \(option.spelling)")
      }
      return
    }
  }

  private mutating func store(_ value: String, for option: Option) throws(Failure) {
    // Mostly the trace of a variable that a script has not set.
    if option.argument != nil, !option.optionalArgument, value.isEmpty {
      throw .usage("--\(option.name) has an empty value: \(option.spelling)")
    }
    if !option.choices.isEmpty, !option.choices.contains(value) {
      throw .usage(
        "--\(option.name) \(value): one of \(option.choices.joined(separator: ", ")) is right")
    }
    if !option.repeats, option.argument != nil, values[option.name] != nil {
      throw .usage("--\(option.name) is given twice")
    }
    values[option.name, default: []].append(value)
  }

  /// Whether the option is on the command line.
  public func isGiven(_ name: String) -> Bool { values[declared(name).name] != nil }

  /// The value on the command line, else the declared standard, else nil.
  public func value(_ name: String) -> String? {
    let option = declared(name)
    return values[option.name]?.last ?? option.standard
  }

  /// The same of an option that must be given.
  public func required(_ name: String) throws(Failure) -> String {
    guard let value = value(name) else {
      let option = declared(name)
      throw .usage(
        "--\(name) \(option.argument ?? "") is needed; see \(declaration.name) --help")
    }
    return value
  }

  /// All values on the command line, in order.
  public func values(_ name: String) -> [String] { values[declared(name).name] ?? [] }

  private func declared(_ name: String) -> Option {
    guard let option = declaration.option(named: name) else {
      preconditionFailure("undeclared option \(name)")
    }
    return option
  }

  /// A whole number within a range.
  public func integer(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .usage(
        "--\(name) \(text): a whole number from \(range.lowerBound) to \(range.upperBound) is right"
      )
    }
    return number
  }

  /// A finite number within a range.
  public func number(_ name: String, in range: ClosedRange<Double>) throws(Failure) -> Double? {
    guard let text = value(name) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw .usage(
        "--\(name) \(text): a number from \(range.lowerBound) to \(range.upperBound) is right")
    }
    return number
  }

  /// A point in time: RFC 3339 in UTC. A bare date is refused, since it means a different instant
  /// in every zone.
  public func instant(_ name: String) throws(Failure) -> Instant? {
    guard let text = value(name) else { return nil }
    guard let instant = Instant(text) else {
      throw .usage("--\(name) \(text): a time such as 2026-11-20T06:00:00Z is right")
    }
    return instant
  }

  /// The same of an option that must be given.
  public func requiredInstant(_ name: String) throws(Failure) -> Instant {
    guard let instant = try instant(name) else {
      throw .usage("--\(name) TIME is needed, such as --\(name) \"$(date -u +%FT%TZ)\"")
    }
    return instant
  }

  /// A span of time in seconds: `90s`, `15m`, `12h`, `7d`, `2w`.
  public func duration(_ name: String) throws(Failure) -> Int? {
    guard let text = value(name) else { return nil }
    guard let seconds = Duration.seconds(text) else {
      throw .usage("--\(name) \(text): a duration such as 90s, 15m, 12h, 7d or 2w is right")
    }
    return seconds
  }

  /// A size in bytes: `65536`, `512K`, `64M`, `2G` (powers of 1024).
  public func size(_ name: String) throws(Failure) -> Int? {
    guard var text = value(name) else { return nil }
    let given = text
    var factor = 1
    if let last = text.last, let power = ["K": 10, "M": 20, "G": 30][last.uppercased()] {
      factor = 1 << power
      text.removeLast()
    }
    guard let number = Int(text), number > 0, number < 1 << 32 else {
      throw .usage("--\(name) \(given): a size such as 512K, 64M or 2G is right")
    }
    return number * factor
  }
}

/// Spans of time as people write them.
public enum Duration {
  /// Seconds of `90s`, `15m`, `12h`, `7d` or `2w`; nil for anything else.
  public static func seconds(_ text: String) -> Int? {
    let units = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
    guard let last = text.last, let unit = units[String(last)], let count = Int(text.dropLast()),
      (0...1_000_000).contains(count)
    else { return nil }
    return count * unit
  }
}

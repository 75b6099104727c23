/// Help for a person at a terminal.
enum Help {
  static func text(_ filter: Declaration) -> String {
    var lines = ["Usage: \(filter.name) \(filter.usage)", filter.summary + "."]
    for paragraph in filter.description { lines += [""] + wrap(paragraph, width: 80) }
    if !filter.commands.isEmpty { lines += ["", "Commands:"] + list(filter.commands) }
    for group in Option.Group.allCases {
      let options = filter.options.filter { $0.group == group }
      if options.isEmpty { continue }
      lines += ["", "\(group.rawValue):"]
      for option in options { lines += describe(option) }
    }
    lines += ["", "Memory:"] + indent(wrap(filter.memory, width: 76), by: 2)
    if !filter.examples.isEmpty {
      lines += ["", "Examples:"]
      for example in filter.examples {
        lines += ["  # \(example.caption)", "  \(example.command)"]
      }
    }
    lines += ["", "Exit status:"]
    for status in statuses(of: filter) {
      lines.append("  \(pad("\(status.code)", 4))\(status.meaning)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Each command with what it does, on a line.
  static func list(_ commands: [Declaration.Command]) -> [String] {
    let width = 2 + (commands.map(\.name.count).max() ?? 0)
    return commands.map { "  \(pad($0.name, width))\($0.summary)" }
  }

  /// The exit statuses with their meaning for this filter.
  static func statuses(of filter: Declaration) -> [(code: Int32, meaning: String)] {
    ExitStatus.allCases.compactMap { status in
      if status == .answerIsNo {
        return filter.answerIsNo.map { (status.rawValue, $0) }
      }
      return (status.rawValue, status.meaning)
    }
  }

  private static func describe(_ option: Option) -> [String] {
    var help = option.help
    if !option.choices.isEmpty, option.group == .own {
      help += " (one of \(option.choices.joined(separator: ", ")))"
    }
    if let standard = option.standard { help += " (default: \(standard))" }
    let text = indent(wrap(help, width: 54), by: 26)
    let spelling = "  " + option.spelling
    guard spelling.count < 25, let first = text.first else { return [spelling] + text }
    return [pad(spelling, 26) + first.dropFirst(26)] + text.dropFirst()
  }

  /// Breaks a paragraph at spaces.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static func indent(_ lines: [String], by width: Int) -> [String] {
    lines.map { String(repeating: " ", count: width) + $0 }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

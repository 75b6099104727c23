/// A man page in man(7) macros. A filter's page is called `sluice-NAME`, so that it hides no other
/// program's page, as its name in a folder of its own hides no other program.
enum ManPage {
  static func text(_ filter: Declaration) -> String {
    let isLauncher = !filter.commands.isEmpty
    let title = isLauncher ? filter.name : "sluice-\(filter.name)"
    var lines = [
      ".TH \(title.uppercased()) 1 \"\" \"Sluice \(Declaration.version)\" \"Sluice\"",
      ".SH NAME", "\(escape(title)) \\- \(escape(lowercasedFirst(filter.summary)))",
      ".SH SYNOPSIS", ".B \(isLauncher ? filter.name : "sluice " + escape(filter.name))",
      escape(filter.usage), ".SH DESCRIPTION", escape(filter.description.first ?? ""),
    ]
    for paragraph in filter.description.dropFirst() { lines += [".PP", escape(paragraph)] }
    if isLauncher { lines.append(".SH COMMANDS") }
    for command in filter.commands {
      lines += [".TP", ".B \(escape(command.name))", escape(command.summary) + "."]
    }
    for group in Option.Group.allCases {
      let options = filter.options.filter { $0.group == group }
      if options.isEmpty { continue }
      lines.append(".SH \(group.rawValue.uppercased())")
      for option in options {
        lines += [".TP", ".B \(escape(option.spelling))"]
        var help = option.help
        if let standard = option.standard { help += " (default: \(standard))" }
        lines.append(escape(help) + ".")
      }
    }
    lines += [".SH MEMORY", escape(filter.memory)]
    if !filter.examples.isEmpty {
      lines.append(".SH EXAMPLES")
      for (number, example) in filter.examples.enumerated() {
        if number > 0 { lines.append(".PP") }
        lines += [
          escape(example.caption) + ":", ".PP", ".EX", "  " + escape(example.command), ".EE",
        ]
      }
    }
    lines.append(".SH EXIT STATUS")
    for status in Help.statuses(of: filter) {
      lines += [".TP", ".B \(status.code)", escape(status.meaning)]
    }
    let others =
      isLauncher ? filter.commands.filter(\.isProgram).map { "sluice-\($0.name)" } : ["sluice"]
    lines.append(".SH SEE ALSO")
    lines += others.map { ".BR \(escape($0)) (1)\($0 == others.last ? "" : ",")" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Text that roff takes literally: backslashes, hyphens, and dots and quotes at a line's start.
  private static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}

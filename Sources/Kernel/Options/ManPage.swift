/// A man page in man(7) macros.
enum ManPage {
  static func text(_ filter: Declaration) -> String {
    var lines = [
      ".TH \(filter.name.uppercased()) 1 \"\" \"Sluice \(Declaration.version)\" \"Sluice\"",
      ".SH NAME", "\(escape(filter.name)) \\- \(escape(lowercasedFirst(filter.summary)))",
      ".SH SYNOPSIS", ".B \(escape(filter.name))", escape(filter.usage),
      ".SH DESCRIPTION",
    ]
    for paragraph in filter.description { lines += [".PP", escape(paragraph)] }
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
      for example in filter.examples {
        lines += [
          ".PP", escape(example.caption) + ":", ".PP", ".EX", "  " + escape(example.command),
        ]
        lines.append(".EE")
      }
    }
    lines.append(".SH EXIT STATUS")
    for status in Help.statuses(of: filter) {
      lines += [".TP", ".B \(status.code)", escape(status.meaning)]
    }
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

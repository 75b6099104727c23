/// The declaration for machines and for the documentation.
enum Describe {
  /// The text of one form: `json`, `markdown`, `man`, `bash`, `zsh` or `fish`.
  static func text(_ filter: Declaration, form: String) -> String {
    switch form {
    case "markdown": markdown(filter)
    case "man": ManPage.text(filter)
    case "bash": Completion.bash(filter)
    case "zsh": Completion.zsh(filter)
    case "fish": Completion.fish(filter)
    default: json(filter).canonical.description + "\n"
    }
  }

  private static func json(_ filter: Declaration) -> JSON {
    let operands =
      switch filter.operands {
      case .records: "records"
      case .files: "files"
      case .names(let what): what
      case .none: "none"
      case .command: "command"
      }
    return .members([
      "commands": filter.commands.isEmpty
        ? nil
        : .array(
          filter.commands.map {
            .members(["name": .text($0.name), "summary": .text($0.summary)])
          }),
      "description": .array(filter.description.map { .text($0) }),
      "examples": .array(
        filter.examples.map {
          .members(["caption": .text($0.caption), "command": .text($0.command)])
        }),
      "exit": .object(
        Help.statuses(of: filter).map { .init(ByteString("\($0.code)"), .text($0.meaning)) }),
      "memory": .text(filter.memory),
      "name": .text(filter.name),
      "operands": .text(operands),
      "options": .array(filter.options.map(json)),
      "summary": .text(filter.summary),
      "version": .text(Declaration.version),
      "writes": .text(filter.writesRecords ? "records" : "text"),
    ])
  }

  private static func json(_ option: Option) -> JSON {
    .members([
      "alias": option.alias.map { .text($0) },
      "argument": option.argument.map { .text($0) },
      "choices": option.choices.isEmpty ? nil : .array(option.choices.map { .text($0) }),
      "default": option.standard.map { .text($0) },
      "group": .text(option.group.rawValue),
      "help": .text(option.help),
      "name": .text(option.name),
      "repeats": option.repeats ? .bool(true) : nil,
      "short": option.short.map { .text(String($0)) },
    ])
  }

  /// A reference page.
  private static func markdown(_ filter: Declaration) -> String {
    var lines = [
      "# \(filter.name)", "", "\(filter.summary).", "", "```", "\(filter.name) \(filter.usage)",
      "```",
    ]
    for paragraph in filter.description { lines += [""] + Help.wrap(paragraph, width: 100) }
    if !filter.commands.isEmpty {
      lines += ["", "## Commands", "", "| command | meaning |", "|---|---|"]
      for command in filter.commands { lines.append("| `\(command.name)` | \(command.summary) |") }
    }
    for group in Option.Group.allCases {
      let options = filter.options.filter { $0.group == group }
      if options.isEmpty { continue }
      lines += ["", "## \(group.rawValue)", "", "| option | meaning | default |", "|---|---|---|"]
      for option in options {
        let choices =
          option.choices.isEmpty
          ? "" : ": " + option.choices.map { "`\($0)`" }.joined(separator: ", ")
        let standard = option.standard.map { "`\($0)`" } ?? ""
        let help = option.help.split(separator: "|").joined(separator: "\\|")
        lines.append("| `\(option.spelling)` | \(help)\(choices) | \(standard) |")
      }
    }
    lines += ["", "## Memory", ""] + Help.wrap(filter.memory, width: 100)
    if !filter.examples.isEmpty {
      lines += ["", "## Examples"]
      for example in filter.examples {
        lines += ["", "\(example.caption):", "", "```sh", example.command, "```"]
      }
    }
    lines += ["", "## Exit status", "", "| status | meaning |", "|---|---|"]
    for status in Help.statuses(of: filter) {
      lines.append("| \(status.code) | \(status.meaning) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Completions for three shells.
enum Completion {
  static func bash(_ filter: Declaration) -> String {
    if !filter.commands.isEmpty { return CommandCompletion.bash(filter) }
    let function = "_sluice_" + filter.name.map { $0 == "-" ? "_" : String($0) }.joined()
    var cases: [String] = []
    for option in filter.options where option.argument != nil {
      let action =
        option.choices.isEmpty
        ? "mapfile -t COMPREPLY < <(compgen -f -- \"$current\")"
        : "mapfile -t COMPREPLY < <(compgen -W \"\(option.choices.joined(separator: " "))\" -- "
          + "\"$current\")"
      let spellings = ["--\(option.name)"] + (option.short.map { ["-\($0)"] } ?? [])
      cases.append("    \(spellings.joined(separator: "|"))) \(action); return ;;")
    }
    let names = filter.options.map { "--\($0.name)" }.joined(separator: " ")
    return """
      \(function)() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        # --option=value is three words.
        if [[ $current == = ]]; then
          current=
        elif [[ $previous == = ]]; then
          previous=${COMP_WORDS[COMP_CWORD-2]}
        fi
        case "$previous" in
      \(cases.joined(separator: "\n"))
        esac
        if [[ $current == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W "\(names)" -- "$current")
        else
          mapfile -t COMPREPLY < <(compgen -f -- "$current")
        fi
      }
      complete -o filenames -F \(function) \(filter.name)

      """
  }

  static func zsh(_ filter: Declaration) -> String {
    if !filter.commands.isEmpty { return CommandCompletion.zsh(filter) }
    var lines = ["#compdef \(filter.name)", "_arguments -s \\"]
    for option in filter.options {
      var text = "--\(option.name)"
      if let argument = option.argument {
        text += option.optionalArgument ? "=-" : "="
        text += "[\(quote(option.help))]"
        text += option.optionalArgument ? "::" : ":"
        text += argument + ":"
        text += option.choices.isEmpty ? "_files" : "(\(option.choices.joined(separator: " ")))"
      } else {
        text += "[\(quote(option.help))]"
      }
      lines.append("  '\(option.repeats ? "*" : "")\(text)' \\")
    }
    lines.append("  '*:file:_files'")
    return lines.joined(separator: "\n") + "\n"
  }

  static func fish(_ filter: Declaration) -> String {
    if !filter.commands.isEmpty { return CommandCompletion.fish(filter) }
    return filter.options.map { option in
      var text = "complete -c \(filter.name) -l \(option.name)"
      if let short = option.short { text += " -s \(short)" }
      if option.argument != nil { text += option.optionalArgument ? "" : " -r" }
      if !option.choices.isEmpty { text += " -f -a '\(option.choices.joined(separator: " "))'" }
      return text + " -d '\(quote(option.help))'\n"
    }.joined()
  }

  /// Text inside single quotes and zsh's brackets.
  static func quote(_ text: String) -> String {
    text.map { character in
      switch character {
      case "'": "’"
      case "[": "("
      case "]": ")"
      case ":": ","
      default: String(character)
      }
    }.joined()
  }
}

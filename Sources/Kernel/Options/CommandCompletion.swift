/// Completions for a program that starts others by name: of the name, then whatever that command
/// completes, which is asked of the command itself (`--describe=SHELL`) when it is first needed. What
/// another program of the command's name completes stays as it is.
enum CommandCompletion {
  static func bash(_ program: Declaration) -> String {
    let name = program.name
    let words = (program.commands.map(\.name) + options(program)).joined(separator: " ")
    return """
      _\(name)() {
        local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-}
        if ((COMP_CWORD == 1)); then
          mapfile -t COMPREPLY < <(compgen -W "\(words)" -- "$current")
          return
        fi
        [[ $command == help ]] && {
          mapfile -t COMPREPLY < <(compgen -W "\(named(program))" -- "$current")
          return
        }
        case " \(named(program)) " in *" $command "*) ;; *) return ;; esac
        declare -F "_sluice_${command//-/_}" >/dev/null ||
          eval "$(\(name) "$command" --describe=bash 2>/dev/null | sed '/^complete /d')"
        local -a COMP_WORDS=("${COMP_WORDS[@]:1}")
        local COMP_CWORD=$((COMP_CWORD - 1))
        "_sluice_${command//-/_}"
      }
      complete -o filenames -F _\(name) \(name)

      """
  }

  static func zsh(_ program: Declaration) -> String {
    let commands = program.commands.map { "    '\($0.name):\(Completion.quote($0.summary))'" }
    return """
      #compdef \(program.name)
      local context state state_descr line
      local -A opt_args
      local -a commands
      commands=(
      \(commands.joined(separator: "\n"))
      )
      _arguments '1: :->name' '*:: :->arguments' && return
      case $state in
        name)
          if [[ $PREFIX == -* ]]; then
            compadd -- \(options(program).joined(separator: " "))
          else
            _describe command commands
          fi ;;
        arguments)
          if [[ $words[1] == help ]]; then
            _describe command commands
          elif [[ " \(named(program)) " == *" $words[1] "* ]]; then
            eval "$(\(program.name) $words[1] --describe=zsh 2>/dev/null)"
          fi ;;
      esac

      """
  }

  static func fish(_ program: Declaration) -> String {
    let name = program.name
    let first = "complete -c \(name) -n '__fish_is_first_token' -f -a"
    let commands = program.commands.map {
      "\(first) \($0.name) -d '\(Completion.quote($0.summary))'"
    }
    return """
      function __\(name)_arguments
        set -l words (commandline -opc) (commandline -ct)
        set -e words[1]
        if contains -- $words[1] \(named(program))
          \(name) $words[1] --describe=fish 2>/dev/null |
            string replace "complete -c " "complete -c \(name)-" | source
          set words[1] \(name)-$words[1]
          complete -C (string join -- ' ' (string escape -- $words[1..-2]) $words[-1])
        end
      end
      \(commands.joined(separator: "\n"))
      complete -c \(name) -n '__fish_seen_subcommand_from help' -f -a '\(named(program))'
      complete -c \(name) -n 'not __fish_is_first_token' -f -a '(__\(name)_arguments)'

      """
  }

  /// The commands that are programs of their own.
  private static func named(_ program: Declaration) -> String {
    program.commands.filter(\.isProgram).map(\.name).joined(separator: " ")
  }

  private static func options(_ program: Declaration) -> [String] {
    program.options.map { "--\($0.name)" }
  }
}

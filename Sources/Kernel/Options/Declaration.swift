/// One option of a filter: parsing, help, man page, completions and reference all come from it.
public struct Option: Sendable {
  /// Headings under which help lists options.
  public enum Group: String, Sendable, CaseIterable {
    case own = "Options"
    case stream = "Stream options"
    case information = "Information"
  }

  /// The long name without dashes.
  public let name: String
  /// A one-letter name.
  public let short: Character?
  /// Another long name.
  public let alias: String?
  /// What the value is called, such as `FILE`; nil for a switch.
  public let argument: String?
  /// What it does: one or two sentences without a closing period.
  public let help: String
  /// What holds when it is not given.
  public let standard: String?
  /// The only values allowed; any when empty.
  public let choices: [String]
  /// Whether it may be given several times.
  public let repeats: Bool
  /// Whether the value may be left out (`--name` or `--name=VALUE`).
  public let optionalArgument: Bool
  /// The heading in help.
  public let group: Group

  /// An option.
  public init(
    _ name: String, short: Character? = nil, alias: String? = nil, argument: String? = nil,
    help: String, standard: String? = nil, choices: [String] = [], repeats: Bool = false,
    optionalArgument: Bool = false, group: Group = .own
  ) {
    self.name = name
    self.short = short
    self.alias = alias
    self.argument = argument
    self.help = help
    self.standard = standard
    self.choices = choices
    self.repeats = repeats
    self.optionalArgument = optionalArgument
    self.group = group
  }

  /// The instant that stands for now: no filter reads a clock.
  public static let at = Option(
    "at", alias: "now", argument: "TIME",
    help: "The instant that counts as now, such as 2026-11-20T06:00:00Z; the clock is never read")

  /// How it is written: `-o, --output FILE`.
  var spelling: String {
    var text = short.map { "-\($0), " } ?? ""
    text += "--\(name)"
    if let argument { text += optionalArgument ? "[=\(argument)]" : " \(argument)" }
    return text
  }
}

/// What a filter is: the one declaration its interface comes from.
public struct Declaration: Sendable {
  /// What operands are.
  public enum Operands: Sendable {
    /// Files of records, `-` or none for standard input.
    case records
    /// Files of foreign formats, `-` or none for standard input.
    case files
    /// Names of something, which the usage calls so, such as `KIND`.
    case names(String)
    /// There are none.
    case none
    /// The name of one of these commands, and its arguments.
    case command([Command])
  }

  /// A command that a program starts by its name.
  public struct Command: Sendable {
    /// What it is called.
    public let name: String
    /// One line: what it does.
    public let summary: String
    /// Whether it is a program with a declaration of its own, not an act of the one that starts it.
    public let isProgram: Bool

    /// A command.
    public init(_ name: String, _ summary: String, isProgram: Bool = true) {
      self.name = name
      self.summary = summary
      self.isProgram = isProgram
    }
  }

  /// A command that shows a use, with a sentence on what it does.
  public struct Example: Sendable {
    /// What the command is for.
    public let caption: String
    /// A shell command.
    public let command: String

    /// An example.
    public init(_ caption: String, _ command: String) {
      self.caption = caption
      self.command = command
    }
  }

  /// The program's name.
  public let name: String
  /// One line: what it does.
  public let summary: String
  /// Paragraphs: what it reads, what it writes, what it promises.
  public let description: [String]
  /// What operands are.
  public let operands: Operands
  /// How much memory it takes, in words.
  public let memory: String
  /// Its own options; those of all filters are added.
  public let options: [Option]
  /// Commands that show its use.
  public let examples: [Example]
  /// Whether the output is a record stream, closed by an end record.
  public let writesRecords: Bool
  /// When the answer is no, for filters that end with status 1.
  public let answerIsNo: String?

  /// A filter's declaration.
  public init(
    name: String, summary: String, description: [String], operands: Operands = .records,
    memory: String = "Constant.", options: [Option] = [], examples: [Example] = [],
    writesRecords: Bool = true, answerIsNo: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.operands = operands
    self.memory = memory
    self.options = options + Declaration.shared(operands, writesRecords: writesRecords)
    self.examples = examples
    self.writesRecords = writesRecords
    self.answerIsNo = answerIsNo
  }

  /// The version of the whole suite.
  public static let version = "0.1.0"

  private static func shared(_ operands: Operands, writesRecords: Bool) -> [Option] {
    let keep = ", or a sluice.reject.v1 record goes on in its place as well (keep)"
    let onError = Option(
      "on-error", argument: "MODE",
      help: "What happens to a bad input line: the run ends (stop), the line is counted and named "
        + "on standard error (skip)" + (writesRecords ? keep : ""),
      standard: "stop", choices: ["stop", "skip"] + (writesRecords ? ["keep"] : []), group: .stream)
    let always = [
      Option(
        "output", short: "o", argument: "FILE",
        help: "Write to FILE, which appears only when it is whole, instead of standard output",
        group: .stream),
      Option(
        "verbose", short: "v",
        help: "Say on standard error how much was read and written", group: .stream),
      Option("help", short: "h", help: "Show this help and exit", group: .information),
      Option("version", help: "Show the version and exit", group: .information),
      Option(
        "describe", argument: "FORM",
        help: "Show the declaration of this program and exit", standard: "json",
        choices: ["json", "markdown", "man", "bash", "zsh", "fish"], optionalArgument: true,
        group: .information),
    ]
    return switch operands {
    case .names, .none, .command: always
    case .records, .files: [onError] + always
    }
  }

  /// The commands that it starts by their names, a line each.
  public var overview: String { Help.list(commands).map { $0 + "\n" }.joined() }

  /// The commands that it starts by their names.
  var commands: [Command] {
    if case .command(let commands) = operands { commands } else { [] }
  }

  /// The synopsis without the name.
  var usage: String {
    switch operands {
    case .records, .files: "[OPTION]... [FILE]..."
    case .names(let what): "[OPTION]... [\(what)]..."
    case .none: "[OPTION]..."
    case .command: "NAME [ARGUMENT]..."
    }
  }

  func option(named name: String) -> Option? {
    options.first { $0.name == name || $0.alias == name }
  }
}

/// How a text for people is shown: how wide, and whether in colour.
public struct TerminalForm: Sendable {
  /// The options that settle it.
  public static let options = [
    Option(
      "width", argument: "COLUMNS",
      help: "The width of the text (default: $COLUMNS, or that of the terminal, or 100)"),
    Option(
      "color", alias: "colour", argument: "WHEN",
      help: "Whether to colour; auto does so on a terminal that can, unless NO_COLOR is set",
      standard: "auto", choices: ["auto", "always", "never"]),
  ]

  /// How many columns a line may take.
  public let width: Int
  /// Whether escape sequences (ECMA-48) may be used.
  public let colours: Bool

  /// A form that is known.
  public init(width: Int, colours: Bool) {
    self.width = width
    self.colours = colours
  }

  /// As the options, the environment and the terminal say, in this order.
  public init(_ options: ParsedOptions) throws(Failure) {
    width =
      try options.integer("width", in: 40...1000)
      ?? Descriptor.environment("COLUMNS").flatMap { Int($0) }
      ?? Descriptor.columns(Descriptor.output) ?? 100
    switch options.value("color") {
    case "always": colours = true
    case "never": colours = false
    default:
      colours =
        Descriptor.isTerminal(Descriptor.output) && !options.isGiven("output")
        && Descriptor.environment("TERM") != "dumb"
        && (Descriptor.environment("NO_COLOR") ?? "").isEmpty
    }
  }
}

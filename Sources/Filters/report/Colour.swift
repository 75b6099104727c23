import Kernel

/// Whether to colour: what the option says, else on a terminal unless NO_COLOR is set and not empty.
func wantsColour(_ options: ParsedOptions) -> Bool {
  switch options.value("color") {
  case "always": true
  case "never": false
  default:
    Descriptor.isTerminal(Descriptor.output) && !options.isGiven("output")
      && (Descriptor.environment("NO_COLOR") ?? "").isEmpty
  }
}

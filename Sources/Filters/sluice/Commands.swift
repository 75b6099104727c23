import Kernel

/// The filters, from the lines of the catalogue.
let filters = catalogue.split(separator: "\n").map { line in
  let parts = line.split(separator: " ", maxSplits: 1)
  return Declaration.Command(String(parts[0]), String(parts[1]))
}

/// What the first argument may be.
let commands =
  filters + [
    .init("help", "Show how a filter is used", isProgram: false),
    .init("path", "Show the folder of the filters, for the PATH", isProgram: false),
  ]

import FuzzSupport
import Kernel

private let declaration = Declaration(
  name: "fuzz", summary: "Every kind of option", description: [],
  options: [
    .at,
    Option("switch", short: "s", help: "A switch"),
    Option("value", short: "v", argument: "TEXT", help: "A value", standard: "0"),
    Option("many", short: "m", argument: "TEXT", help: "Values", repeats: true),
    Option("choice", argument: "WORD", help: "One of two", choices: ["one", "two"]),
    Option("maybe", argument: "WORD", help: "Perhaps one", standard: "x", optionalArgument: true),
  ])

/// No command line crashes the parser, and operands behind `--` come through as they are.
///
/// Each LF ends an argument.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.withInput(start, count) { input in
    var arguments: [String] = []
    var lower = 0
    while let end = input.firstIndex(of: 0x0A, from: lower) {
      arguments.append(input.slice(lower, end).text)
      lower = end + 1
    }
    arguments.append(input.slice(lower, input.count).text)
    check(arguments)
    // Standard input can be read once, which the parser sees to.
    guard arguments.count(where: { $0 == "-" }) < 2 else { return }
    let operands = try? ParsedOptions(["--"] + arguments, for: declaration).operands
    Fuzz.require(operands == arguments, "operands changed")
  }
  return 0
}

private func check(_ arguments: [String]) {
  guard let options = try? ParsedOptions(arguments, for: declaration) else { return }
  _ = options.asksForInformation
  for option in declaration.options {
    _ = options.isGiven(option.name)
    _ = options.values(option.name)
    _ = try? options.integer(option.name, in: 0...10)
    _ = try? options.number(option.name, in: 0...1)
    _ = try? options.instant(option.name)
    _ = try? options.duration(option.name)
    _ = try? options.size(option.name)
  }
}

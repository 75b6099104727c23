import Glibc
import Kernel

/// What becomes of a command line that begins with the name of a command.
enum Launcher {
  /// Becomes the program that the first argument names, or does what it says; returns where that is
  /// an option or missing. Arguments, descriptors and signals are handed on as they are.
  static func launch(_ declaration: Declaration) throws(Failure) {
    guard CommandLine.argc > 1, let argument = CommandLine.unsafeArgv[1], argument[0] != 0x2D else {
      return
    }
    guard let name = String(validatingCString: argument) else {
      throw .usage("argument 1 is not UTF-8: \(String(cString: argument))")
    }
    switch name {
    case "path": try show(folder() + "\n")
    case "help": try help(declaration)
    default: try become(program(name), CommandLine.unsafeArgv + 1)
    }
  }

  /// The folder of this program and of the filters, links resolved: by /proc, else by the name that
  /// it was called by.
  private static func folder() throws(Failure) -> String {
    let called = CommandLine.arguments[0]
    let named = called.utf8.contains(0x2F) ? called : ChildProcess.find(called)
    guard let resolved = realpath("/proc/self/exe", nil) ?? named.flatMap({ realpath($0, nil) })
    else {
      throw .software("cannot tell the folder of the filters: \(Descriptor.lastError)")
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    return String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
  }

  /// The executable of a filter of ours, else of a plug-in: `sluice-NAME` on the `PATH`.
  private static func program(_ name: String) throws(Failure) -> String {
    if filters.contains(where: { $0.name == name }) {
      let path = try folder() + "/" + name
      guard access(path, X_OK) == 0 else {
        throw .toolMissing("\(path): \(Descriptor.lastError), the filters belong beside sluice")
      }
      return path
    }
    if !name.utf8.contains(0x2F), let plugIn = ChildProcess.find("sluice-\(name)") {
      return plugIn
    }
    throw .usage(
      "no filter \(name), and no sluice-\(name) on the PATH"
        + Suggestion.hint(name, among: commands.map(\.name)))
  }

  /// Shows the man page of a filter on a terminal that has `man`, its help otherwise.
  private static func help(_ declaration: Declaration) throws(Failure) {
    guard CommandLine.argc > 2, let argument = CommandLine.unsafeArgv[2] else {
      return try show(declaration.overview)
    }
    let name = String(cString: argument)
    if commands.contains(where: { $0.name == name && !$0.isProgram }) {
      return try show(declaration.overview)
    }
    let program = try program(name)
    let page = try folder() + "/../../share/man/man1/sluice-\(name).1"
    if Descriptor.isTerminal(Descriptor.output), let man = ChildProcess.find("man"),
      let found = [page, page + ".gz"].first(where: { (path: String) in access(path, R_OK) == 0 })
    {
      var words = [nil, strdup(found), nil]
      try become(man, &words)
    }
    var words = [nil, strdup("--help"), nil]
    try become(program, &words)
  }

  /// Ends this program by becoming another, which is called by its path whatever word 0 is.
  private static func become(
    _ path: String, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) throws(Failure) {
    words[0] = strdup(path)
    execv(path, words)
    throw .toolMissing("\(path): \(Descriptor.lastError)")
  }

  /// Writes text to standard output and ends.
  private static func show(_ text: String) throws(Failure) {
    let buffer = ByteBuffer(capacity: 256)
    buffer.append(text)
    try Descriptor.writeAll(Descriptor.output, buffer.view, name: "stdout")
    exit(ExitStatus.done.rawValue)
  }
}

internal import Glibc

/// Another program, its standard output read by us.
public final class ChildProcess {
  /// What it writes, by lines; named for messages as it was asked for.
  public let lines: LineReader
  private let pid: pid_t

  /// Starts `executable`, a path, with `input` as its standard input; standard error is ours.
  public init(
    _ executable: String, _ arguments: [String], input: String, name: String
  ) throws(Failure) {
    let source = try Descriptor.openForReading(input)
    defer { close(source) }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .software("no pipe for \(executable)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, source, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    var words = ([executable] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var started: pid_t = 0
    let code = posix_spawn(&started, executable, &actions, nil, words, environ)
    guard code == 0 else {
      close(ends[0])
      throw .toolMissing("\(executable): \(String(cString: strerror(code)))")
    }
    pid = started
    lines = LineReader(descriptor: ends[0], name: name)
  }

  /// Waits for its end and says how it ended where that was not with status 0.
  public func finish() -> String? {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { return "cannot be waited for" }
    }
    let signal = status & 0x7F
    if signal != 0 { return "was ended by signal \(signal)" }
    let code = status >> 8 & 0xFF
    return code == 0 ? nil : "ended with status \(code)"
  }

  /// The executable file of a name in the folders of `PATH`, nil where there is none.
  public static func find(_ name: String) -> String? {
    for folder in (Descriptor.environment("PATH") ?? "").split(separator: ":") {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }
}

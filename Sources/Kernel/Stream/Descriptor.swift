internal import Glibc

/// The system calls that filters need, each with its errors as sentences.
public enum Descriptor {
  /// Standard input, output and error.
  public static let input: Int32 = 0
  public static let output: Int32 = 1
  public static let error: Int32 = 2

  /// What the last failed system call said.
  public static var lastError: String { String(cString: strerror(errno)) }

  /// Opens a file for reading.
  public static func openForReading(_ path: String) throws(Failure) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .noInput("\(path): \(lastError)") }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .noInput("\(path): is a directory, a file would be right")
    }
    return descriptor
  }

  /// Reads up to `count` bytes; 0 at the end.
  public static func read(
    _ descriptor: Int32, into room: UnsafeMutablePointer<UInt8>, count: Int, name: String
  ) throws(Failure) -> Int {
    while true {
      let length = Glibc.read(descriptor, room, count)
      if length >= 0 { return length }
      if errno == EINTR { continue }
      if errno == EAGAIN, wait(for: descriptor, POLLIN) { continue }
      throw .inputOutput("\(name): \(lastError)")
    }
  }

  /// Writes all bytes, also when the system takes them in pieces.
  public static func writeAll(
    _ descriptor: Int32, _ bytes: ByteView, name: String
  ) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let length = Glibc.write(descriptor, bytes.start + written, bytes.count - written)
      if length > 0 {
        written += length
      } else if length < 0, errno == EINTR {
        continue
      } else if length < 0, errno == EAGAIN, wait(for: descriptor, POLLOUT) {
        continue
      } else {
        throw .inputOutput("\(name): \(lastError)")
      }
    }
  }

  /// Waits until a descriptor that another program made non-blocking is ready.
  private static func wait(for descriptor: Int32, _ event: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&request, 1, -1) > 0 || errno == EINTR
  }

  /// Gives the numbers 0 to 2, where they are closed, to something on which every read and write
  /// fails; otherwise the next file opened would get them, and messages would go into it.
  static func occupyStandard() {
    for descriptor in input...error where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is this one, since those below are taken.
      _ = open("/dev/null", descriptor == input ? O_WRONLY : O_RDONLY)
    }
  }

  /// Whether a read would have to wait for data, for more than `patience` milliseconds.
  static func wouldBlock(_ descriptor: Int32, patience: Int32 = 0) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, patience) == 0
  }

  /// Whether the descriptor is a terminal.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width of a terminal; nil where the descriptor is none, or it does not say.
  public static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : nil
  }

  /// Says to somebody at a terminal that their typing is waited for: mostly a file was forgotten.
  static func sayThatTerminalIsRead() {
    guard isTerminal(input), isTerminal(error) else { return }
    complain("\(program): reading what is typed, which Ctrl-D ends; see \(program) --help")
  }

  /// The name that this program was called by, without its folder.
  static var program: String {
    CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
  }

  /// Closes; some file systems report a failed write only here.
  public static func closeChecked(_ descriptor: Int32, name: String) throws(Failure) {
    if close(descriptor) != 0 { throw .inputOutput("\(name): \(lastError)") }
  }

  /// Makes the name of a new or renamed file durable, which it is only once its directory is.
  public static func makeNameDurable(_ path: String) throws(Failure) {
    let directory = path.utf8.lastIndex(of: 0x2F).map { String(path[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // One may be allowed to write into a directory and not to read it.
    if descriptor < 0, errno == EACCES { return }
    guard descriptor >= 0 else { throw .inputOutput("\(directory): \(lastError)") }
    defer { close(descriptor) }
    // Some file systems cannot do this to a directory and need not.
    if fsync(descriptor) != 0, errno != EINVAL {
      throw .inputOutput("\(directory): \(lastError)")
    }
  }

  /// Writes one line to standard error; that it fails is nobody's to know. Control characters, which
  /// a file's name or a value may have, are shown as escapes: they would end the line or move a
  /// terminal's cursor.
  public static func complain(_ line: String) {
    Progress.shared?.clear()
    let buffer = ByteBuffer(capacity: 256)
    buffer.append(shown(line))
    buffer.append(0x0A)
    try? writeAll(error, buffer.view, name: "stderr")
  }

  /// A text without control characters (C0, DEL and C1), which become escapes.
  static func shown(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value
    }
    if !text.unicodeScalars.contains(where: isControl) { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      if isControl(scalar) {
        shown += scalar.escaped(asASCII: true)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }

  /// The value of an environment variable.
  public static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

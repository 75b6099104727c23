internal import Glibc

/// Where a filter's output goes: standard output, or a file that appears only when it is whole.
///
/// A regular file is written beside its place under a temporary name, made durable and renamed;
/// until then, and after any failure, what stood there before stands there still. Devices and
/// pipes are written directly.
public final class OutputFile {
  /// The file as the user named it.
  public let name: String
  /// Open for writing until the file is committed or discarded.
  public private(set) var descriptor: Int32
  private let path: String?
  private var temporary: String?

  /// Standard output.
  public init() {
    name = "stdout"
    descriptor = Descriptor.output
    path = nil
  }

  /// A file that `commit` will put at `path`, with the permissions `mode` less the umask.
  public init(path: String, mode: UInt32 = 0o666) throws(Failure) {
    name = path
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .cannotCreate("\(path): \(Descriptor.lastError)") }
      return
    }
    var template = Array("\(path).XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .cannotCreate("\(path): \(Descriptor.lastError)") }
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, mode & ~mask)
    let made = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    temporary = made
    Interruption.removeOnSignal(made)
  }

  /// Makes the bytes durable and puts the file into its place.
  public func commit() throws(Failure) {
    guard let path else {
      return try Descriptor.closeChecked(descriptor, name: name)
    }
    guard let temporary else { return try Descriptor.closeChecked(descriptor, name: name) }
    if fsync(descriptor) != 0 {
      let reason = Descriptor.lastError
      discard()
      throw .inputOutput("\(name): \(reason)")
    }
    try Descriptor.closeChecked(descriptor, name: name)
    guard rename(temporary, path) == 0 else {
      let reason = Descriptor.lastError
      unlink(temporary)
      throw .cannotCreate("\(path): \(reason)")
    }
    self.temporary = nil
    Interruption.forget()
  }

  /// Takes the unfinished file away.
  public func discard() {
    guard let temporary else { return }
    unlink(temporary)
    close(descriptor)
    self.temporary = nil
    Interruption.forget()
  }
}

/// Signals: a closed pipe kills silently, an interruption leaves no temporary file.
public enum Interruption {
  /// The path for the handler: C memory, since a handler may neither allocate nor lock.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  /// Restores SIGPIPE, which systemd and others hand down ignored, and removes the unfinished
  /// output on SIGINT, SIGTERM and SIGHUP before the signal kills as it would have.
  public static func prepare() {
    signal(SIGPIPE, SIG_DFL)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // A signal that is ignored on purpose (nohup) stays so.
      var old = sigaction()
      sigaction(number, nil, &old)
      if old.__sigaction_handler.sa_handler == nil { signal(number, handler) }
    }
  }

  private static let handler: @convention(c) (Int32) -> Void = { number in
    if let path = Interruption.path { unlink(path) }
    signal(number, SIG_DFL)
    raise(number)
  }

  static func removeOnSignal(_ file: String) { path = strdup(file) }

  static func forget() {
    let old = path
    path = nil
    free(old)
  }
}

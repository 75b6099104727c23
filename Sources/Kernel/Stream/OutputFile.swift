internal import Glibc

/// Where a filter's output goes: standard output, or a file that appears only when it is whole.
///
/// A regular file is written beside its place under a temporary name, made durable and renamed;
/// until then, and after any failure, what stood there before stands there still, and its
/// permissions stay. A symbolic link is followed and stays a link. Devices and pipes are written
/// directly.
public final class OutputFile {
  /// The file as the user named it.
  public let name: String
  /// Open for writing until the file is committed or discarded.
  public private(set) var descriptor: Int32
  /// Where the file will stand, links resolved; nil where there is nothing to rename.
  private let place: String?
  private var temporary: String?

  /// Standard output.
  public init() {
    name = "stdout"
    descriptor = Descriptor.output
    place = nil
  }

  /// A file that `commit` will put at `path`; `-` is standard output. A new file gets the
  /// permissions `mode` less the umask.
  public convenience init(path: String, mode: UInt32 = 0o666) throws(Failure) {
    if path == "-" { self.init() } else { try self.init(file: path, mode: mode) }
  }

  private init(file path: String, mode: UInt32) throws(Failure) {
    name = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      place = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .cannotCreate("\(path): \(Descriptor.lastError)") }
      return
    }
    let resolved = try OutputFile.resolve(path, exists: exists)
    place = resolved
    var template = Array("\(resolved).XXXXXX".utf8CString)
    (descriptor, temporary) = try Interruption.deferred { () throws(Failure) in
      let made = mkstemp(&template)
      guard made >= 0 else { throw .cannotCreate("\(path): \(Descriptor.lastError)") }
      let temporary = template.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { String(cString: $0) } ?? ""
      }
      guard Interruption.removeOnSignal(temporary) else {
        close(made)
        unlink(temporary)
        throw .software("more than \(Interruption.limit) unfinished files at once")
      }
      return (made, temporary)
    }
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, exists ? status.st_mode & 0o7777 : mode & ~mask)
  }

  /// The place itself, so that a link to it is not replaced.
  private static func resolve(_ path: String, exists: Bool) throws(Failure) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
    guard exists, let resolved = realpath(path, nil) else {
      throw .cannotCreate("\(path): a link to no file, the file's own name would be right")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Makes the bytes durable and puts the file into its place.
  public func commit() throws(Failure) {
    guard let place, let temporary else {
      return try Descriptor.closeChecked(descriptor, name: name)
    }
    if fsync(descriptor) != 0 {
      let reason = Descriptor.lastError
      discard()
      throw .inputOutput("\(name): \(reason)")
    }
    let closed = close(descriptor) == 0
    guard closed, rename(temporary, place) == 0 else {
      let reason = Descriptor.lastError
      forget(temporary)
      throw closed ? .cannotCreate("\(name): \(reason)") : .inputOutput("\(name): \(reason)")
    }
    self.temporary = nil
    Interruption.forget(temporary)
    try Descriptor.makeNameDurable(place)
  }

  /// Takes the unfinished file away.
  public func discard() {
    guard let temporary else { return }
    close(descriptor)
    forget(temporary)
  }

  private func forget(_ temporary: String) {
    unlink(temporary)
    self.temporary = nil
    Interruption.forget(temporary)
  }
}

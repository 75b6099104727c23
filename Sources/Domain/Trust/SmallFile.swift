internal import Glibc
public import Kernel

/// Files of a few lines that are replaced as a whole: keys, checkpoints, states.
public enum SmallFile {
  /// The bytes of a file, or nil when there is none.
  public static func readIfPresent(_ path: String) throws(Failure) -> ByteString? {
    if access(path, F_OK) != 0, errno == ENOENT { return nil }
    return try WholeFile.bytes(path)
  }

  /// Replaces a file in one step that survives a power cut.
  public static func replace(_ path: String, with bytes: ByteString) throws(Failure) {
    let file = try OutputFile(path: path)
    do throws(Failure) {
      try bytes.withView { (view) throws(Failure) in
        try Descriptor.writeAll(file.descriptor, view, name: path)
      }
    } catch {
      file.discard()
      throw error
    }
    try file.commit()
    try makeNameDurable(path)
  }

  /// A new name is durable only once its directory is.
  static func makeNameDurable(_ path: String) throws(Failure) {
    let directory = path.utf8.lastIndex(of: 0x2F).map { String(path[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .inputOutput("\(directory): \(Descriptor.lastError)") }
    defer { close(descriptor) }
    // Some file systems cannot do this to a directory and need not.
    if fsync(descriptor) != 0, errno != EINVAL {
      throw .inputOutput("\(directory): \(Descriptor.lastError)")
    }
  }
}

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
  ///
  /// The temporary name is always the same: what a killed process leaves is taken up by the next,
  /// not left lying for ever. Writers of one file must keep each other out.
  public static func replace(_ path: String, with bytes: ByteString) throws(Failure) {
    let temporary = "\(path).new"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotCreate("\(temporary): \(Descriptor.lastError)") }
    do throws(Failure) {
      defer { close(descriptor) }
      try bytes.withView { (view) throws(Failure) in
        try Descriptor.writeAll(descriptor, view, name: temporary)
      }
      guard fsync(descriptor) == 0 else {
        throw .inputOutput("\(temporary): \(Descriptor.lastError)")
      }
      guard rename(temporary, path) == 0 else {
        throw .cannotCreate("\(path): \(Descriptor.lastError)")
      }
    } catch {
      unlink(temporary)
      throw error
    }
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

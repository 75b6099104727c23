internal import Glibc
public import Kernel

/// Files of a few lines that are replaced as a whole: keys, checkpoints, states.
public enum SmallFile {
  /// The bytes of a file, or nil when there is none.
  public static func readIfPresent(_ path: String) throws(Failure) -> ByteString? {
    if access(path, F_OK) != 0, errno == ENOENT { return nil }
    return try WholeFile.bytes(path)
  }

  /// The bytes of a file that nobody but its owner may read.
  public static func secret(_ path: String) throws(TrustError) -> ByteString {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & (S_IRWXG | S_IRWXO) != 0 {
      throw .keyExposed(path: path, mode: status.st_mode & 0o7777)
    }
    do throws(Failure) { return try WholeFile.bytes(path) } catch { throw .system(error) }
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
  }
}

public import Glibc
public import Kernel

/// A folder for one test, removed with everything in it.
public final class Folder: Sendable {
  /// Its path.
  public let path: String

  /// Makes the folder.
  public init() throws {
    var template = Array("/tmp/sluice-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.cannotCreate("folder for a test") }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    for file in SharedData.files(below: path, suffix: "") { unlink(file) }
    rmdir(path)
  }

  /// The path of a file in it.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file.
  public func write(_ name: String, _ bytes: ByteString, mode: mode_t = 0o600) throws {
    let output = try OutputFile(path: file(name))
    try bytes.withView { try Descriptor.writeAll(output.descriptor, $0, name: name) }
    try output.commit()
    chmod(file(name), mode)
  }

  /// Reads a file.
  public func read(_ name: String) throws -> ByteString { try WholeFile.bytes(file(name)) }
}

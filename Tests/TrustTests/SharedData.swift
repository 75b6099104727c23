import Glibc
import Kernel
import Trust

/// Test data that is not part of the project: `../shared` beside the checkout, or `SLUICE_SHARED`.
enum SharedData {
  /// The path of something there, nil when it is not there.
  static func path(_ relative: String) -> String? {
    let root = Descriptor.environment("SLUICE_SHARED") ?? "../shared"
    let path = "\(root)/\(relative)"
    return access(path, R_OK) == 0 ? path : nil
  }

  /// The paths of all files below a folder that end with `suffix`, sorted.
  static func files(below folder: String, suffix: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var paths: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      if entry.pointee.d_type == DT_DIR {
        paths += files(below: "\(folder)/\(name)", suffix: suffix)
      } else if name.hasSuffix(suffix) {
        paths.append("\(folder)/\(name)")
      }
    }
    return paths.sorted()
  }
}

/// A folder for one test, removed with everything in it.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/sluice-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.cannotCreate("folder for a test") }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    for file in SharedData.files(below: path, suffix: "") { unlink(file) }
    rmdir(path)
  }

  /// The path of a file in it.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file.
  func write(_ name: String, _ bytes: ByteString, mode: mode_t = 0o600) throws {
    try SmallFile.replace(file(name), with: bytes)
    chmod(file(name), mode)
  }

  /// Reads a file.
  func read(_ name: String) throws -> ByteString { try WholeFile.bytes(file(name)) }
}

extension ByteString {
  /// The bytes of hexadecimal digits.
  init(hex text: String) {
    self.init(ByteString(text).withView { Hex.decode($0) } ?? [])
  }
}

extension Digest {
  /// The digest in base64 text, nil when it is none.
  init?(text: ByteString?) {
    guard let text, let digest = text.withView({ Digest(base64: $0) }) else { return nil }
    self = digest
  }
}

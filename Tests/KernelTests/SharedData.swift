import Glibc
import Kernel

/// Test data that is not part of the project: `../shared` beside the checkout, or `SLUICE_SHARED`.
enum SharedData {
  /// The path of something there, nil when it is not there.
  static func path(_ relative: String) -> String? {
    let root = Descriptor.environment("SLUICE_SHARED") ?? "../shared"
    let path = "\(root)/\(relative)"
    return access(path, R_OK) == 0 ? path : nil
  }

  /// The names of the files of a folder, sorted.
  static func files(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { throw Failure.noInput(folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The bytes of a file.
  static func bytes(_ path: String) throws -> ByteString {
    let descriptor = try Descriptor.openForReading(path)
    defer { close(descriptor) }
    let buffer = ByteBuffer()
    while true {
      let room = buffer.reserve(64 << 10)
      let length = try Descriptor.read(descriptor, into: room, count: 64 << 10, name: path)
      if length == 0 { return buffer.string }
      buffer.count += length
    }
  }
}

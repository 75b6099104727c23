internal import Glibc
internal import Kernel

/// Test data that is not part of the project: `../shared` beside the checkout, or `SLUICE_SHARED`.
public enum SharedData {
  /// The path of something there, nil when it is not there.
  public static func path(_ relative: String) -> String? {
    let root = Descriptor.environment("SLUICE_SHARED") ?? "../shared"
    let path = "\(root)/\(relative)"
    return access(path, R_OK) == 0 ? path : nil
  }

  /// The paths of all files below a folder that end with `suffix`, sorted.
  public static func files(below folder: String, suffix: String) -> [String] {
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

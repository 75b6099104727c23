import Formats
import Glibc
import Kernel
import Testing

/// Reads texts as files of other tools.
enum Reading {
  /// A file of these bytes that has no name any more.
  static func file(_ bytes: [UInt8]) throws -> ForeignFile {
    let folder = Descriptor.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(folder)/formats.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    try ByteString(bytes).withView { try Descriptor.writeAll(descriptor, $0, name: path) }
    return try ForeignFile(path: path)
  }

  /// The name of the format of a text, nil for an unknown one.
  static func format(of text: String) throws -> String? {
    try? FormatCatalogue.detect(file(Array(text.utf8))).name
  }
}

internal import Kernel

/// Identifiers of Swift Testing: `Module.Suite/Inner/function()/File.swift:5:4`.
enum SwiftTestID {
  /// The module and the suites around a function. Names in back quotes may hold any character.
  static func suites(of id: ByteString) -> [ByteString] {
    var parts = split(id.bytes, at: 0x2F)
    if let last = parts.last, last.count(where: { $0 == 0x3A }) >= 2 { parts.removeLast() }
    if parts.count > 1 { parts.removeLast() } else { parts = parts.map { split($0, at: 0x2E)[0] } }
    guard let first = parts.first else { return [] }
    let root = split(first, at: 0x2E, most: 2)
    return (root + parts.dropFirst()).map { ByteString($0) }
  }

  private static func split(_ bytes: [UInt8], at separator: UInt8, most: Int = .max) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var quoted = false
    for byte in bytes {
      if byte == 0x60 { quoted.toggle() }
      if byte == separator, !quoted, parts.count < most {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts
  }
}

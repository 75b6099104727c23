internal import Kernel

/// The binary form of SSH's keys and signatures (RFC 4251 section 5): numbers in network order,
/// strings behind their length.
struct SSHWire {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing is left.
  var isAtEnd: Bool { at == bytes.count }

  /// The next bytes; nil when there are fewer.
  mutating func raw(_ count: Int) -> [UInt8]? {
    guard count <= bytes.count - at else { return nil }
    defer { at += count }
    return Array(bytes[at..<at + count])
  }

  /// The next number of four bytes.
  mutating func number() -> Int? {
    raw(4)?.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next string.
  mutating func string() -> [UInt8]? {
    guard let count = number() else { return nil }
    return raw(count)
  }

  /// A string behind its length.
  static func string(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(truncatingIfNeeded: bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> UInt32($0)) } + bytes
  }
}

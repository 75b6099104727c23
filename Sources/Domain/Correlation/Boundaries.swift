internal import Kernel

/// Attributes, such as the tenant, of whose values a component may hold only one.
///
/// Where a component holds two, its records are joined anew, by keys that hold for one combination
/// of values only; records without the attribute are then a combination of their own. Memory: 4
/// bytes a boundary and key, and a second table for the keys of crossing components.
struct Boundaries {
  private let width: Int
  private let values: KeyTable
  /// For each key that is a root and each boundary: the number of the value seen there, or 0.
  private let seen: StateArray<UInt32>
  /// The roots of components that hold two values.
  private(set) var crossed: Set<UInt32> = []
  private let parts: KeyTable
  private let scratch = ByteBuffer(capacity: 64)

  init(width: Int, _ memory: StateMemory) throws(Failure) {
    self.width = width
    values = try KeyTable(memory)
    parts = try KeyTable(memory)
    seen = StateArray(memory)
  }

  /// The number of a value, from 1; 0 for none.
  func number(of name: ByteString, _ value: ByteView?) throws(Failure) -> UInt32 {
    guard let value, !value.isEmpty else { return 0 }
    scratch.removeAll()
    scratch.append(name)
    scratch.append(0x3D)
    scratch.append(value)
    return try values.number(of: Checksum(of: scratch.view)) + 1
  }

  /// Notes the values of a record of the component with this root.
  mutating func note(_ group: [UInt32], root: UInt32, keys: Int) throws(Failure) {
    if seen.count == 0 { try seen.append(zeros: keys * width) }
    for boundary in 0..<width where group[boundary] != 0 {
      let place = Int(root) * width + boundary
      if seen[place] == 0 {
        seen[place] = group[boundary]
      } else if seen[place] != group[boundary] {
        crossed.insert(root)
      }
    }
  }

  @inline(__always)
  func isCrossed(_ root: UInt32) -> Bool { !crossed.isEmpty && crossed.contains(root) }

  /// Joins the keys of a record among those with the same values.
  func join(_ keys: [Checksum], _ group: [UInt32]) throws(Failure) {
    guard let first = keys.first else { return }
    let number = try parts.number(of: bounded(first, group))
    for key in keys.dropFirst() {
      parts.join(number, try parts.number(of: bounded(key, group)))
    }
  }

  /// The id of the part that a record is in by one of its keys.
  func id(of key: Checksum, _ group: [UInt32]) -> Checksum? {
    parts.find(bounded(key, group)).map { parts.smallest(of: $0) }
  }

  /// The key for one combination of values: of checksums only, since numbers depend on the order.
  private func bounded(_ key: Checksum, _ group: [UInt32]) -> Checksum {
    scratch.removeAll()
    key.write(to: scratch)
    for value in group[..<width] {
      scratch.append(0x2F)
      if value != 0 { values.checksum(of: value - 1).write(to: scratch) }
    }
    return Checksum(of: scratch.view)
  }
}

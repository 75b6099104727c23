internal import Kernel
internal import Records

/// Finds a record's keys: the hot path of correlation, in plain memory that counts no references.
final class RecordKeys {
  private static let most = 64
  /// Plain attributes of all records, found in one walk over the record's members.
  private let attributes = UnsafeMutablePointer<FixedText>.allocate(capacity: most)
  private var attributeCount = 0
  /// For each first byte the attributes that begin with it, as bits.
  private let byFirst = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
  private var rules: [(selection: Selection?, keys: [(space: FixedText, path: RecordPath)])] = []
  private let scratch = ByteBuffer(capacity: 256)

  init(_ given: [KeyRule]) {
    byFirst.initialize(repeating: 0, count: 256)
    var known: Set<ByteString> = []
    for rule in given {
      let isPlain =
        rule.selection == nil && attributeCount + rule.keys.count <= RecordKeys.most
        && rule.keys.allSatisfy { $0.path.names == [$0.space] }
      guard isPlain else {
        rules.append((rule.selection, rule.keys.map { (FixedText($0.space), $0.path) }))
        continue
      }
      for key in rule.keys where known.insert(key.space).inserted {
        byFirst[Int(key.space.bytes[0])] |= 1 << UInt64(attributeCount)
        (attributes + attributeCount).initialize(to: FixedText(key.space))
        attributeCount += 1
      }
    }
  }

  deinit {
    for index in 0..<attributeCount { attributes[index].deallocate() }
    for rule in rules {
      for key in rule.keys { key.space.deallocate() }
    }
    attributes.deallocate()
    byFirst.deallocate()
  }

  /// Calls `body` with each key of a record: its name space and the value that joins.
  func forEach(
    _ root: JSONValue, _ body: (ByteView, ByteView) throws(Failure) -> Void
  ) throws(Failure) {
    for (name, value) in root.members {
      var bits = name.isEmpty ? 0 : byFirst[Int(name[0])]
      while bits != 0 {
        let attribute = attributes[bits.trailingZeroBitCount].view
        bits &= bits - 1
        guard attribute == name else { continue }
        try RecordKeys.visit(value, attribute, body)
      }
    }
    for rule in rules {
      if let selection = rule.selection, !selection.matches(root) { continue }
      for key in rule.keys {
        guard let value = key.path.value(in: root) else { continue }
        try RecordKeys.visit(value, key.space.view, body)
      }
    }
  }

  private static func visit(
    _ value: JSONValue, _ space: ByteView,
    _ body: (ByteView, ByteView) throws(Failure) -> Void
  ) throws(Failure) {
    if value.kind == .array {
      for element in value.elements where element.kind != .array {
        try visit(element, space, body)
      }
    } else if let text = value.string ?? value.numberText,
      let joining = JoiningValue.joining(space, text)
    {
      try body(space, joining)
    }
  }

  /// The checksum of `space=value`. A correlationid is the checksum of a key already, so that what
  /// was related once is related in the same way again, under the same id.
  func checksum(_ space: ByteView, _ value: ByteView) -> Checksum {
    if value.count == 32, space == "correlationid", let known = Checksum(hex: value) {
      return known
    }
    scratch.removeAll()
    scratch.append(space)
    scratch.append(0x3D)
    scratch.append(value)
    return Checksum(of: scratch.view)
  }
}

internal import Kernel
internal import Records

/// Finds a record's keys: the hot path of correlation.
struct RecordKeys {
  /// Plain attributes of all records, found in one walk over the record's members.
  private var attributes: [ByteString] = []
  /// For each first byte the attributes that begin with it, as bits.
  private var byFirst = [UInt64](repeating: 0, count: 256)
  private var rules: [KeyRule] = []
  private let scratch = ByteBuffer(capacity: 256)

  init(_ given: [KeyRule]) {
    for rule in given {
      let isPlain =
        rule.selection == nil && attributes.count + rule.keys.count <= 64
        && rule.keys.allSatisfy { $0.path.names == [$0.space] }
      guard isPlain else {
        rules.append(rule)
        continue
      }
      for key in rule.keys where !attributes.contains(key.space) {
        byFirst[Int(key.space.bytes[0])] |= 1 << UInt64(attributes.count)
        attributes.append(key.space)
      }
    }
  }

  /// Calls `body` with each key of a record: its name space and the value that joins.
  func forEach(
    _ root: JSONValue, _ body: (ByteString, ByteView) throws(Failure) -> Void
  ) throws(Failure) {
    for (name, value) in root.members {
      var bits = name.isEmpty ? 0 : byFirst[Int(name[0])]
      while bits != 0 {
        let attribute = attributes[bits.trailingZeroBitCount]
        bits &= bits - 1
        guard attribute.withView({ $0 == name }) else { continue }
        try RecordKeys.visit(value, attribute, body)
      }
    }
    for rule in rules {
      if let selection = rule.selection, !selection.matches(root) { continue }
      for key in rule.keys {
        guard let value = key.path.value(in: root) else { continue }
        try RecordKeys.visit(value, key.space, body)
      }
    }
  }

  private static func visit(
    _ value: JSONValue, _ space: ByteString,
    _ body: (ByteString, ByteView) throws(Failure) -> Void
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
  func checksum(_ space: ByteString, _ value: ByteView) -> Checksum {
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

public import Kernel

/// Checks records against the schema of their kind.
public final class RecordCheck {
  /// One way in which a record is not what its schema says.
  public struct Violation: Equatable, CustomStringConvertible {
    /// Where in the record: a JSON Pointer (RFC 6901).
    public let pointer: ByteString
    /// What is wrong there, and what would be right.
    public let what: String

    /// Both, as a message says them.
    public var description: String { "\(pointer.bytes.isEmpty ? "/" : "\(pointer)"): \(what)" }
  }

  private var schemas: [ByteString: SchemaNode] = [:]
  private var violations: [Violation] = []

  /// A check against the embedded catalogue and `more` schemas, of which each names its type in
  /// `$id`. Throws `Failure.configuration` for one that does not, or has a keyword that is not known.
  public convenience init(adding more: [(place: Place, schema: JSON)] = []) throws(Failure) {
    var schemas: [(type: ByteString, schema: JSON)] = []
    for (place, schema) in more {
      guard let type = schema["$id"]?.string else {
        throw .configuration(place, "no schema, \"$id\" with a record type would be right")
      }
      do {
        _ = try SchemaNode(schema, place: "\(type)")
      } catch {
        throw .configuration(place, "schema \(error.message)")
      }
      schemas.append((type, schema))
    }
    for kind in SchemaCatalogue.kinds {
      let schema = try SchemaCatalogue.tree(of: kind)
      schemas.append((schema["$id"]?.string ?? ByteString(kind), schema))
    }
    try self.init(schemas)
  }

  /// A check against schemas by record type.
  public init(_ given: [(type: ByteString, schema: JSON)]) throws(Failure) {
    for (type, schema) in given {
      do {
        schemas[type] = try SchemaNode(schema, place: "\(type)")
      } catch {
        throw .software("schema \(error.message)")
      }
    }
  }

  /// Whether there is a schema for records of a type.
  public func knows(_ type: ByteString) -> Bool { schemas[type] != nil }

  /// What is wrong with a record, in the order of its schema; nothing when it is right.
  public func violations(of record: JSONValue) -> [Violation] {
    violations.removeAll()
    guard let type = record["type"]?.string.map({ ByteString($0) }) else {
      return [Violation(pointer: "/type", what: "is missing")]
    }
    guard schemas[type] != nil else {
      return [Violation(pointer: "/type", what: "no record kind \"\(type)\"; see --list-kinds")]
    }
    return violations(of: record, as: type)
  }

  /// What is wrong with a value, record or not, by the schema of a type that `knows` says is known.
  public func violations(of value: JSONValue, as type: ByteString) -> [Violation] {
    violations.removeAll()
    if let schema = schemas[type] { check(value, schema, []) }
    return violations
  }

  private func report(_ path: [ByteString], _ what: String) {
    violations.append(Violation(pointer: Self.pointer(path), what: what))
  }

  static func pointer(_ path: [ByteString]) -> ByteString {
    var bytes: [UInt8] = []
    for step in path {
      bytes.append(0x2F)
      for byte in step.bytes {
        switch byte {
        case 0x7E: bytes += [0x7E, 0x30]
        case 0x2F: bytes += [0x7E, 0x31]
        default: bytes.append(byte)
        }
      }
    }
    return ByteString(bytes)
  }

  private func check(_ value: JSONValue, _ schema: SchemaNode, _ path: [ByteString]) {
    if !schema.types.isEmpty, !schema.types.contains(where: { Self.fits(value, $0) }) {
      let right = schema.types.map(\.rawValue).joined(separator: " or ")
      return report(path, "\(Self.shown(value)), \(right) would be right")
    }
    if let values = schema.values, !values.contains(JSON(value).canonical) {
      let right = values.map(\.description).joined(separator: ", ")
      return report(path, "\(Self.shown(value)), one of \(right) would be right")
    }
    switch value.kind {
    case .object: checkObject(value, schema, path)
    case .array: checkArray(value, schema, path)
    case .string: checkString(value, schema, path)
    case .number: checkNumber(value, schema, path)
    case .bool, .null: break
    }
  }

  private func checkObject(_ value: JSONValue, _ schema: SchemaNode, _ path: [ByteString]) {
    for name in schema.required where value[name] == nil {
      report(path + [name], "is missing")
    }
    for (name, node) in schema.properties {
      if let member = value[name] { check(member, node, path + [name]) }
    }
    var count = 0
    for (key, member) in value.members {
      count += 1
      guard schema.isClosed || schema.additional != nil,
        !schema.properties.contains(where: { property in property.name.withView { $0 == key } })
      else { continue }
      if let additional = schema.additional {
        check(member, additional, path + [ByteString(key)])
      } else {
        report(path + [ByteString(key)], "is no member of this object")
      }
    }
    if let least = schema.minimumMembers, count < least {
      report(path, "\(count) members, at least \(least) would be right")
    }
  }

  private func checkArray(_ value: JSONValue, _ schema: SchemaNode, _ path: [ByteString]) {
    var index = 0
    for element in value.elements {
      if let items = schema.items { check(element, items, path + [ByteString(String(index))]) }
      index += 1
    }
    if let least = schema.minimumItems, index < least {
      report(path, "\(index) elements, at least \(least) would be right")
    }
  }

  private func checkString(_ value: JSONValue, _ schema: SchemaNode, _ path: [ByteString]) {
    guard let text = value.string else { return }
    if schema.isTime, Instant(text) == nil {
      report(path, "\(Self.shown(value)) is no RFC 3339 time in UTC")
    }
    if schema.isDate, Instant("\(text.text)T00:00:00Z") == nil {
      report(path, "\(Self.shown(value)) is no date such as 2026-11-20")
    }
    guard schema.minimumLength != nil || schema.maximumLength != nil else { return }
    // In characters, as JSON Schema counts them.
    let length = text.text.unicodeScalars.count
    if let least = schema.minimumLength, length < least {
      report(path, "\(length) characters, at least \(least) would be right")
    }
    if let most = schema.maximumLength, length > most {
      report(path, "\(length) characters, at most \(most) would be right")
    }
  }

  private func checkNumber(_ value: JSONValue, _ schema: SchemaNode, _ path: [ByteString]) {
    guard let number = value.number else { return }
    if let least = schema.minimum, number < least {
      report(path, "\(Self.shown(value)), at least \(least) would be right")
    }
    if let most = schema.maximum, number > most {
      report(path, "\(Self.shown(value)), at most \(most) would be right")
    }
  }

  private static func fits(_ value: JSONValue, _ type: SchemaNode.ValueType) -> Bool {
    switch type {
    case .object: value.kind == .object
    case .array: value.kind == .array
    case .string: value.kind == .string
    case .number: value.kind == .number
    case .integer: value.number.map { $0 == $0.rounded() } ?? false
    case .boolean: value.kind == .bool
    case .null: value.isNull
    }
  }

  /// The value as a message shows it: short, or by its type.
  private static func shown(_ value: JSONValue) -> String {
    switch value.kind {
    case .object: return "an object"
    case .array: return "an array"
    default:
      let text = JSON(value).canonical
      return text.bytes.count <= 60 ? text.description : "a long \(value.kind)"
    }
  }
}

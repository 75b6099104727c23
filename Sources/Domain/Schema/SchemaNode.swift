internal import Kernel

/// A schema, read: the part of JSON Schema 2020-12 that the catalogue uses.
///
/// A keyword that is not known here would pass what it forbids: reading it is an error.
final class SchemaNode {
  /// The types of which one must fit; any when empty.
  private(set) var types: [ValueType] = []
  private(set) var required: [ByteString] = []
  private(set) var properties: [(name: ByteString, node: SchemaNode)] = []
  /// For members that `properties` does not name; nil lets all pass.
  private(set) var additional: SchemaNode?
  /// Whether members that `properties` does not name are forbidden.
  private(set) var isClosed = false
  private(set) var items: SchemaNode?
  /// The values of which one must be it, as canonical JSON; any when nil.
  private(set) var values: [ByteString]?
  private(set) var minimumLength: Int?
  private(set) var maximumLength: Int?
  private(set) var minimumMembers: Int?
  private(set) var minimumItems: Int?
  private(set) var minimum: Double?
  private(set) var maximum: Double?
  private(set) var isTime = false
  private(set) var isDate = false

  /// What a value can be.
  enum ValueType: String {
    case object, array, string, number, integer, boolean, null
  }

  /// Reads a schema; `place` is for messages.
  init(_ schema: JSON, place: String) throws(SchemaFault) {
    guard let members = schema.object else {
      throw SchemaFault(place, "an object would be right")
    }
    for member in members {
      try take(member.key.description, member.value, place: place)
    }
  }

  private func take(
    _ keyword: String, _ value: JSON, place: String
  ) throws(SchemaFault) {
    let here = "\(place)/\(keyword)"
    switch keyword {
    case "$schema", "$id", "$comment", "title", "description", "examples", "default": return
    case "type": types = try types(value, here)
    case "required": required = try strings(value, here)
    case "properties":
      for member in value.object ?? [] {
        let node = try SchemaNode(member.value, place: "\(here)/\(member.key)")
        properties.append((member.key, node))
      }
    case "additionalProperties":
      if let isAllowed = value.bool {
        isClosed = !isAllowed
      } else {
        additional = try SchemaNode(value, place: here)
      }
    case "items": items = try SchemaNode(value, place: here)
    case "const": values = [value.canonical]
    case "enum":
      guard let array = value.array else { throw SchemaFault(here, "an array would be right") }
      values = array.map(\.canonical)
    case "minLength": minimumLength = try count(value, here)
    case "maxLength": maximumLength = try count(value, here)
    case "minProperties": minimumMembers = try count(value, here)
    case "minItems": minimumItems = try count(value, here)
    case "minimum": minimum = try number(value, here)
    case "maximum": maximum = try number(value, here)
    case "format":
      isTime = value.string == "date-time"
      isDate = value.string == "date"
      guard isTime || isDate else {
        throw SchemaFault(here, "a format that is not known here")
      }
    default: throw SchemaFault(here, "a keyword that is not known here")
    }
  }

  private func types(_ value: JSON, _ place: String) throws(SchemaFault) -> [ValueType] {
    var types: [ValueType] = []
    let names = if let one = value.string { [one] } else { try strings(value, place) }
    for name in names {
      guard let type = ValueType(rawValue: name.description) else {
        throw SchemaFault(place, "\"\(name)\" is no type")
      }
      types.append(type)
    }
    return types
  }

  private func strings(_ value: JSON, _ place: String) throws(SchemaFault) -> [ByteString] {
    guard let array = value.array else { throw SchemaFault(place, "an array would be right") }
    let strings = array.compactMap(\.string)
    guard strings.count == array.count else { throw SchemaFault(place, "strings would be right") }
    return strings
  }

  private func count(_ value: JSON, _ place: String) throws(SchemaFault) -> Int {
    guard let count = value.number.flatMap({ Int(exactly: $0) }), count >= 0 else {
      throw SchemaFault(place, "a whole number would be right")
    }
    return count
  }

  private func number(_ value: JSON, _ place: String) throws(SchemaFault) -> Double {
    guard let number = value.number else { throw SchemaFault(place, "a number would be right") }
    return number
  }
}

/// What is wrong with a schema.
struct SchemaFault: Error {
  /// Where and what, for a person.
  let message: String

  init(_ place: String, _ what: String) { message = "\(place): \(what)" }
}

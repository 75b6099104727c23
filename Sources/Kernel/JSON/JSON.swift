/// A JSON value of our own: settings, small records, results; for streams use `JSONValue`.
public enum JSON: Equatable, Sendable, ExpressibleByStringLiteral {
  case null
  case bool(Bool)
  case number(Double)
  case string(ByteString)
  case array([JSON])
  /// Members in any order; they are sorted when written.
  case object([Member])

  /// One member of an object.
  public struct Member: Equatable, Sendable {
    /// The key.
    public var key: ByteString
    /// The value.
    public var value: JSON

    /// A member.
    public init(_ key: ByteString, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// A copy of a parsed value.
  public init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .null
    case .bool: self = .bool(value.bool ?? false)
    case .number: self = .number(value.number ?? 0)
    case .string: self = .string(ByteString(value.string ?? ByteView("")))
    case .array: self = .array(value.elements.map { JSON($0) })
    case .object:
      self = .object(value.members.map { Member(ByteString($0.key), JSON($0.value)) })
    }
  }

  /// A string.
  public init(stringLiteral text: String) { self = .text(text) }

  /// A string.
  public static func text(_ text: String) -> JSON { .string(ByteString(text)) }

  /// A whole number.
  public static func integer(_ value: Int) -> JSON { .number(Double(value)) }

  /// An object of the members whose value is given.
  public static func members(_ members: KeyValuePairs<ByteString, JSON?>) -> JSON {
    .object(members.compactMap { key, value in value.map { Member(key, $0) } })
  }

  /// The value of a member, nil when there is none or this is no object.
  public subscript(key: ByteString) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text of a string, nil for another kind.
  public var string: ByteString? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The number, nil for another kind.
  public var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The number where it is a whole one that records can hold, as `JSONValue.integer`.
  public var integer: Int? {
    guard let number, abs(number) <= NumberText.largestInteger else { return nil }
    return Int(exactly: number)
  }

  /// The instant that a string names by RFC 3339 in UTC, nil for anything else.
  public var instant: Instant? { string?.withView { Instant($0) } }

  /// The truth value, nil for another kind.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements of an array, nil for another kind.
  public var array: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, nil for another kind.
  public var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// What is wrong with the first member whose key is none of those known, with the one it may have
  /// been meant to be; nil where all are known, or this is no object. A misspelt setting would be
  /// none at all.
  public func unknownKey(among known: [ByteString]) -> String? {
    guard let key = object?.first(where: { !known.contains($0.key) })?.key else { return nil }
    let hint = Suggestion.hint(key.description, among: known.map(\.description)) {
      "\"\($0)\""
    }
    return "unknown key \"\(key)\"\(hint)"
  }

  /// Writes the canonical form. Numbers must be finite.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .number(let value): writer.number(value)
    case .string(let value): writer.string(value)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members.sorted(by: { $0.key < $1.key }) {
        writer.key(member.key)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }

  /// The canonical text.
  public var canonical: ByteString {
    let buffer = ByteBuffer()
    var writer = JSONWriter(buffer)
    write(to: &writer)
    return buffer.string
  }
}

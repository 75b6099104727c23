public import Kernel

/// Which records are meant: pure data, the same form in policies and in rules.
///
/// `{"type":"test","release":"rc-1","/data/status":["failed","errored"]}`: every member must hold.
/// A key is an attribute's name or a JSON Pointer from the top of the record. A value is a scalar,
/// a list of scalars of which one must fit, `{"has":true|false}`, `{"not":…}`, or a comparison
/// such as `{">=":5}`. `type` may be a kind alone.
public struct Selection: Sendable {
  private indirect enum Test: Sendable {
    case isOneOf([JSON])
    case has(Bool)
    case not(Test)
    case compares(Comparison, Double)
  }

  private let members: [(path: [ByteString], test: Test)]
  /// As it was written.
  public let definition: JSON

  /// Everything.
  public static let all = Selection(members: [], definition: .object([]))

  private init(members: [(path: [ByteString], test: Test)], definition: JSON) {
    self.members = members
    self.definition = definition
  }

  /// Reads the form above; the text of what is wrong with it is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    guard let object = value.object else {
      throw SelectionError(message: "a selection is an object")
    }
    var members: [(path: [ByteString], test: Test)] = []
    for member in object {
      let path: [ByteString] =
        member.key.bytes.first == 0x2F ? Selection.parts(of: member.key) : [member.key]
      var test = try Selection.test(member.value)
      if member.key == "type" { test = Selection.expandingKinds(test) }
      members.append((path, test))
    }
    self.members = members
    definition = value
  }

  private static func test(_ value: JSON) throws(SelectionError) -> Test {
    switch value {
    case .array(let choices): return .isOneOf(choices)
    case .object(let object):
      guard object.count == 1, let only = object.first else {
        throw SelectionError(message: "one of has, not or a comparison is right")
      }
      if only.key == "has", let truth = only.value.bool { return .has(truth) }
      if only.key == "not" { return .not(try test(only.value)) }
      if let comparison = Comparison(rawValue: only.key.description),
        let number = only.value.number
      {
        return .compares(comparison, number)
      }
      throw SelectionError(message: "\"\(only.key)\" is no test; has, not or a comparison is right")
    default: return .isOneOf([value])
    }
  }

  /// `test` means `sluice.test.v1`.
  private static func expandingKinds(_ test: Test) -> Test {
    switch test {
    case .isOneOf(let values):
      .isOneOf(
        values.map { value in
          value.string.map { .string(RecordShape.type(named: $0.description)) } ?? value
        })
    case .not(let inner): .not(expandingKinds(inner))
    case .has, .compares: test
    }
  }

  /// The unescaped parts of a JSON Pointer (RFC 6901).
  public static func parts(of pointer: ByteString) -> [ByteString] {
    pointer.bytes.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false).map {
      let text = String(decoding: $0, as: UTF8.self)
      let unescaped = text.split(separator: "~1", omittingEmptySubsequences: false)
        .joined(separator: "/").split(separator: "~0", omittingEmptySubsequences: false)
        .joined(separator: "~")
      return ByteString(unescaped)
    }
  }

  /// The value at the parts of a pointer, nil where there is none.
  public static func value(at path: [ByteString], in root: JSONValue) -> JSONValue? {
    var value = root
    for part in path {
      if value.kind == .array {
        guard let index = Int(part.description), index >= 0,
          let element = value.elements.dropFirst(index).first(where: { _ in true })
        else { return nil }
        value = element
      } else {
        guard let member = value[part] else { return nil }
        value = member
      }
    }
    return value
  }

  /// Whether a record is meant.
  public func matches(_ root: JSONValue) -> Bool {
    for (path, test) in members
    where !Selection.holds(test, Selection.value(at: path, in: root)) {
      return false
    }
    return true
  }

  private static func holds(_ test: Test, _ value: JSONValue?) -> Bool {
    switch test {
    case .isOneOf(let choices):
      guard let value else { return choices.contains(.null) }
      return choices.contains { equal(value, $0) }
    case .has(let wanted): return (value.map { !$0.isNull } ?? false) == wanted
    case .not(let inner): return !holds(inner, value)
    case .compares(let comparison, let bound):
      return value?.number.map { comparison.holds($0, bound) } ?? false
    }
  }

  private static func equal(_ value: JSONValue, _ wanted: JSON) -> Bool {
    switch wanted {
    case .string(let text): value.string.map { view in text.withView { $0 == view } } ?? false
    case .number(let number): value.number == number
    case .bool(let truth): value.bool == truth
    case .null: value.isNull
    case .array, .object: false
    }
  }
}

/// Why a selection cannot be read.
public struct SelectionError: Error {
  /// What is wrong, for a person.
  public let message: String

  /// An error.
  public init(message: String) { self.message = message }
}

/// How a number stands to a bound.
public enum Comparison: String, Sendable {
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
  case equal = "=="
  case different = "!="

  /// Whether `value` stands so to `bound`; never for NaN.
  public func holds(_ value: Double, _ bound: Double) -> Bool {
    if value.isNaN || bound.isNaN { return false }
    return switch self {
    case .less: value < bound
    case .atMost: value <= bound
    case .greater: value > bound
    case .atLeast: value >= bound
    case .equal: value == bound
    case .different: value != bound
    }
  }
}

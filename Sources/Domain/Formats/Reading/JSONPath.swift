internal import Kernel
internal import Records

/// Where values stand in a JSON document: a JSON Pointer (RFC 6901) in which `*` is every element
/// or member.
struct JSONPath: Sendable, ExpressibleByStringLiteral {
  /// One step down.
  enum Step: Equatable, Sendable {
    case member(ByteString)
    case every
  }

  /// The way from the root.
  let steps: [Step]
  /// As it was written.
  let text: String

  /// `""` is the whole document, `/a/*/b` the member `b` of every element or member of `a`.
  init(stringLiteral text: String) { self.init(text) }

  /// The same of a text that is put together.
  init(_ text: String) {
    self.text = text
    let parts = text.isEmpty ? [] : RecordPath.split(ByteString(text))
    steps = parts.map { $0 == "*" ? .every : .member($0) }
  }

  /// A key as one step of a pointer: with a slash, `~` and `/` escaped.
  static func step(_ key: ByteString) -> ByteString {
    var bytes: [UInt8] = [0x2F]
    for byte in key.bytes {
      switch byte {
      case 0x7E: bytes += [0x7E, 0x30]
      case 0x2F: bytes += [0x7E, 0x31]
      default: bytes.append(byte)
      }
    }
    return ByteString(bytes)
  }

  /// The first value there is, following members and elements named by number.
  func first(in root: JSONValue) -> JSONValue? {
    var value = root
    for step in steps {
      guard case .member(let key) = step, let next = Self.go(key, from: value) else { return nil }
      value = next
    }
    return value
  }

  /// The member of an object, or the element of an array by its number.
  static func go(_ key: ByteString, from value: JSONValue) -> JSONValue? {
    if value.kind == .array, let number = Int(key.description) {
      return value.elements.enumerated().first { $0.offset == number }?.element
    }
    return value[key]
  }
}

/// One walk from a document's root to an item: what each step of its path came to.
struct JSONTrail {
  /// A step of a path and the value behind it.
  struct Mark {
    let step: JSONPath.Step
    let value: JSONValue
    /// The key or number that `*` stood for; nil for a step that was named.
    let name: JSON?
  }

  /// The steps taken, outermost first.
  private(set) var marks: [Mark] = []
  private let root: JSONValue

  init(root: JSONValue) { self.root = root }

  /// The value at the end.
  var value: JSONValue { marks.last?.value ?? root }

  /// What the `*` of the path stood for, outermost first.
  var names: [JSON] { marks.compactMap(\.name) }

  /// Calls `body` with the trail to every value that `steps` leads to.
  mutating func walk(
    _ steps: ArraySlice<JSONPath.Step>, _ body: (JSONTrail) throws(Failure) -> Void
  ) throws(Failure) {
    guard let step = steps.first else { return try body(self) }
    let here = value
    switch step {
    case .member(let key):
      guard let next = JSONPath.go(key, from: here) else { return }
      try go(Mark(step: step, value: next, name: nil), steps.dropFirst(), body)
    case .every:
      var number = 0
      for element in here.elements {
        try go(Mark(step: step, value: element, name: .integer(number)), steps.dropFirst(), body)
        number += 1
      }
      for (key, member) in here.members {
        let name = JSON.string(ByteString(key))
        try go(Mark(step: step, value: member, name: name), steps.dropFirst(), body)
      }
    }
  }

  private mutating func go(
    _ mark: Mark, _ rest: ArraySlice<JSONPath.Step>, _ body: (JSONTrail) throws(Failure) -> Void
  ) throws(Failure) {
    marks.append(mark)
    try walk(rest, body)
    marks.removeLast()
  }

  /// The value at `path`, going along this trail as far as both go the same way: with a trail to
  /// `/a/*/b/*`, the path `/a/*/c` leads to the `c` beside the `b` of this item.
  func value(at path: JSONPath) -> JSONValue? {
    var shared = 0
    while shared < marks.count, shared < path.steps.count,
      marks[shared].step == path.steps[shared]
    {
      shared += 1
    }
    var value = shared == 0 ? root : marks[shared - 1].value
    for step in path.steps[shared...] {
      guard case .member(let key) = step, let next = JSONPath.go(key, from: value) else {
        return nil
      }
      value = next
    }
    return value
  }
}

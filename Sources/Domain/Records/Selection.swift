public import Kernel

/// Which records are meant: pure data, the same form in policies and in rules.
///
/// `{"type":"test","release":"rc-1","/data/status":["failed","errored"]}`: every member must hold.
/// A key is an attribute's name or a JSON Pointer from the top of the record. A value is a scalar,
/// a list of scalars of which one must fit, `{"has":true|false}`, `{"contains":…}`
/// for a list that holds these, `{"not":…}`, or a comparison
/// such as `{">=":5}`. `type` may be a kind alone.
public struct Selection: Sendable {
  let program: SelectionProgram
  /// As it was written.
  public let definition: JSON

  /// Everything.
  public static let all = Selection(program: SelectionProgram([]), definition: .object([]))

  private init(program: SelectionProgram, definition: JSON) {
    self.program = program
    self.definition = definition
  }

  /// Reads the form above; the text of what is wrong with it is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    guard let object = value.object else {
      throw SelectionError(message: "a selection is an object")
    }
    var members: [(path: RecordPath, test: SelectionTest)] = []
    for member in object {
      var test = try SelectionTest(member.value)
      if member.key == "type" { test.expandKinds() }
      members.append((RecordPath(member.key), test))
    }
    self.init(program: SelectionProgram(members), definition: value)
  }

  /// The only types of records that can be meant; nil when it may be any.
  public var types: [ByteString]? {
    for member in definition.object ?? [] where member.key == "type" {
      guard let test = try? SelectionTest(member.value), !test.isNegated,
        case .isOneOf(let values) = test.wanted
      else { return nil }
      return values.compactMap(\.string).map { RecordShape.type(named: $0.description) }
    }
    return nil
  }

  /// Whether a record is meant.
  public func matches(_ root: JSONValue) -> Bool { program.matches(root) }
}

/// Why a selection cannot be read.
public struct SelectionError: Error {
  /// What is wrong, for a person.
  public let message: String

  /// An error.
  public init(message: String) { self.message = message }
}

extension WholeFile {
  /// Calls `body` with every JSON line of a file of rules, as `forEachSetting` does. Throws
  /// `Failure.configuration` with file and line, also for what `body` finds wrong.
  public static func forEachRule(
    in path: String, _ body: (JSON) throws(SelectionError) -> Void
  ) throws(Failure) {
    try forEachSetting(in: path) { (value, place) throws(Failure) in
      do throws(SelectionError) {
        try body(value)
      } catch {
        throw .configuration(place, error.message)
      }
    }
  }
}

/// How a number stands to a bound.
public enum Comparison: String, BitwiseCopyable, Sendable {
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

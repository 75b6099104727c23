internal import Kernel

/// What one member of a selection asks, as it was read.
struct SelectionTest {
  enum Wanted {
    case isOneOf([JSON])
    case contains([JSON])
    case has
    case compares(Comparison, Double)
  }

  var wanted: Wanted
  var isNegated = false

  /// A scalar, a list of them, `{"has":…}`, `{"contains":…}`, `{"not":…}` or a comparison.
  init(_ value: JSON) throws(SelectionError) {
    switch value {
    case .array(let choices): wanted = .isOneOf(choices)
    case .object(let object):
      guard object.count == 1, let only = object.first else {
        throw SelectionError(message: "one of has, contains, not or a comparison is right")
      }
      if only.key == "has", let truth = only.value.bool {
        wanted = .has
        isNegated = !truth
      } else if only.key == "contains" {
        wanted = .contains(only.value.array ?? [only.value])
      } else if only.key == "not" {
        self = try SelectionTest(only.value)
        isNegated.toggle()
      } else if let comparison = Comparison(rawValue: only.key.description),
        let number = only.value.number
      {
        wanted = .compares(comparison, number)
      } else {
        throw SelectionError(
          message: "\"\(only.key)\" is no test; has, contains, not or a comparison is right")
      }
    default: wanted = .isOneOf([value])
    }
  }

  /// `test` means `sluice.test.v1`.
  mutating func expandKinds() {
    guard case .isOneOf(let values) = wanted else { return }
    wanted = .isOneOf(
      values.map { value in
        value.string.map { .string(RecordShape.type(named: $0.description)) } ?? value
      })
  }
}

/// The tests of a selection in plain memory: they are asked of every record, and counting references
/// to their texts would cost more than the asking.
final class SelectionProgram: Sendable {
  fileprivate enum Choice: BitwiseCopyable {
    case text(FixedText)
    case number(Double)
    case truth(Bool)
    case null
    /// An array or an object, which nothing is equal to.
    case never
  }
  fileprivate enum Question: BitwiseCopyable {
    case isOneOf(UnsafeMutableBufferPointer<Choice>)
    case contains(UnsafeMutableBufferPointer<Choice>)
    case has
    case compares(Comparison, Double)
  }
  /// One test; valid as long as its program.
  struct Test: BitwiseCopyable {
    fileprivate let question: Question
    fileprivate let isNegated: Bool

    /// Whether a value, or that there is none, passes it.
    func holds(_ value: JSONValue?) -> Bool {
      SelectionProgram.holds(question, value) != isNegated
    }
  }

  private let paths: [RecordPath]
  private nonisolated(unsafe) let tests: UnsafeMutableBufferPointer<Test>

  init(_ members: [(path: RecordPath, test: SelectionTest)]) {
    paths = members.map(\.path)
    tests = .allocate(capacity: members.count)
    for (index, member) in members.enumerated() {
      let question: Question =
        switch member.test.wanted {
        case .isOneOf(let choices): .isOneOf(SelectionProgram.lay(choices))
        case .contains(let choices): .contains(SelectionProgram.lay(choices))
        case .has: .has
        case .compares(let comparison, let bound): .compares(comparison, bound)
        }
      tests.initializeElement(
        at: index, to: Test(question: question, isNegated: member.test.isNegated))
    }
  }

  private static func lay(_ choices: [JSON]) -> UnsafeMutableBufferPointer<Choice> {
    let laid = UnsafeMutableBufferPointer<Choice>.allocate(capacity: choices.count)
    for (index, value) in choices.enumerated() {
      let choice: Choice =
        switch value {
        case .string(let text): .text(FixedText(text))
        case .number(let number): .number(number)
        case .bool(let truth): .truth(truth)
        case .null: .null
        case .array, .object: .never
        }
      laid.initializeElement(at: index, to: choice)
    }
    return laid
  }

  deinit {
    for test in tests {
      let choices: UnsafeMutableBufferPointer<Choice>
      switch test.question {
      case .isOneOf(let laid), .contains(let laid): choices = laid
      case .has, .compares: continue
      }
      for choice in choices { if case .text(let text) = choice { text.deallocate() } }
      choices.deallocate()
    }
    tests.deallocate()
  }

  func matches(_ root: JSONValue) -> Bool {
    for index in 0..<tests.count where !tests[index].holds(paths[index].value(in: root)) {
      return false
    }
    return true
  }

  /// The test of a member, and where it looks.
  func test(_ index: Int) -> Test { tests[index] }
  func path(_ index: Int) -> RecordPath { paths[index] }

  fileprivate static func holds(_ question: Question, _ value: JSONValue?) -> Bool {
    switch question {
    case .isOneOf(let choices):
      for index in 0..<choices.count where equal(value, choices[index]) { return true }
      return false
    case .contains(let choices):
      guard let value, value.kind == .array else { return false }
      return choices.allSatisfy { choice in
        value.elements.contains { equal($0, choice) }
      }
    case .has: return value.map { !$0.isNull } ?? false
    case .compares(let comparison, let bound):
      return value?.number.map { comparison.holds($0, bound) } ?? false
    }
  }

  private static func equal(_ value: JSONValue?, _ choice: Choice) -> Bool {
    // What is not there is equal to null, and to nothing else.
    guard let value else { if case .null = choice { return true } else { return false } }
    return switch choice {
    case .text(let text): value.string.map { $0 == text.view } ?? false
    case .number(let number): value.number == number
    case .truth(let truth): value.bool == truth
    case .null: value.isNull
    case .never: false
    }
  }
}

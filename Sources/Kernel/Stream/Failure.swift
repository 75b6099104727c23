/// How a filter ends: sysexits.h where it has a name, and 0 and 1 for the answer.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  case answerIsNo = 1
  case usage = 64
  case data = 65
  case noInput = 66
  case toolMissing = 69
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case tryLater = 75
  case incomplete = 76
  case configuration = 78

  /// What the status says, for help and man page.
  public var meaning: String {
    switch self {
    case .done: "done"
    case .answerIsNo: "the answer is no"
    case .usage: "wrong usage"
    case .data: "bad input data"
    case .noInput: "an input cannot be opened"
    case .toolMissing: "a needed tool is missing"
    case .software: "a fault of the program itself"
    case .cannotCreate: "an output cannot be created"
    case .inputOutput: "reading or writing failed"
    case .tryLater: "something is locked or busy; try again later"
    case .incomplete: "the input stream is not complete"
    case .configuration: "a policy, mapping or other settings file is wrong"
    }
  }
}

/// A line of a file, for messages.
public struct Place: Equatable, Sendable, CustomStringConvertible {
  /// The file as the user named it; `stdin` for standard input.
  public let file: String
  /// Counted from 1; 0 for the file as a whole.
  public let line: Int

  /// A place.
  public init(_ file: String, line: Int = 0) {
    self.file = file
    self.line = line
  }

  /// `file:line`, or `file` alone.
  public var description: String { line > 0 ? "\(file):\(line)" : file }
}

/// Why a filter stops before its work is done. Each message says what is wrong and, where it is not
/// plain, what would be right: lowercase, without a period.
public enum Failure: Error, Equatable {
  case refused(String)
  case usage(String)
  case data(Place, String)
  case noInput(String)
  case toolMissing(String)
  case software(String)
  case cannotCreate(String)
  case inputOutput(String)
  case tryLater(String)
  case incomplete(String)
  case configuration(Place, String)

  /// The exit status that tells this failure to a script.
  public var status: ExitStatus {
    switch self {
    case .refused: .answerIsNo
    case .usage: .usage
    case .data: .data
    case .noInput: .noInput
    case .toolMissing: .toolMissing
    case .software: .software
    case .cannotCreate: .cannotCreate
    case .inputOutput: .inputOutput
    case .tryLater: .tryLater
    case .incomplete: .incomplete
    case .configuration: .configuration
    }
  }

  /// The line for standard error, without the program's name.
  public var message: String {
    switch self {
    case .data(let place, let detail), .configuration(let place, let detail):
      "\(place): \(detail)"
    case .refused(let detail), .usage(let detail), .noInput(let detail),
      .toolMissing(let detail), .software(let detail), .cannotCreate(let detail),
      .inputOutput(let detail), .tryLater(let detail), .incomplete(let detail):
      detail
    }
  }
}

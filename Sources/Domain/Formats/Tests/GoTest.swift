internal import Kernel

/// `go test -json` (`go doc test2json`): each line is one item, and when the stream ends there is one
/// joined item per test and per package.
///
/// Lines that are no JSON are what a program printed past the test runner: items of the part `text`.
/// Memory grows with the number of tests, and with the output of those that are running or failed,
/// up to `GoTestOutput.limit` each.
struct GoTestReader: FormatReader {
  private var items = JSONItems()
  private let run = GoTestRun()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    while let line = try lines.next() {
      guard line[0] == 0x7B else {
        try output.emit(text: line)
        continue
      }
      guard let value = try items.parse(line, of: output) else { continue }
      let event = GoTestEvent(value)
      guard !event.action.isEmpty else {
        try output.refuse(line: line, "no line of go test -json, \"Action\" would be right")
        continue
      }
      run.note(event)
      try items.emit(value, part: event.action, line: lines.line, to: output)
    }
    try run.finish(output)
  }
}

/// The members of a line, found in one pass; texts that are not there are empty.
struct GoTestEvent {
  private(set) var action = ByteView("")
  private(set) var package = ByteView("")
  private(set) var test = ByteView("")
  private(set) var importPath = ByteView("")
  private(set) var failedBuild: JSONValue?
  private(set) var output: JSONValue?
  private(set) var elapsed: JSONValue?
  private(set) var time: JSONValue?

  init(_ line: JSONValue) {
    for (key, value) in line.members {
      switch key.count {
      case 4 where key == "Time": time = value
      case 4 where key == "Test": test = value.string ?? test
      case 6 where key == "Action": action = value.string ?? action
      case 6 where key == "Output": output = value
      case 7 where key == "Package": package = value.string ?? package
      case 7 where key == "Elapsed": elapsed = value
      case 10 where key == "ImportPath": importPath = value.string ?? importPath
      case 11 where key == "FailedBuild": failedBuild = value
      default: continue
      }
    }
  }
}

/// What a test or a package printed, its end when it is long.
struct GoTestOutput {
  /// How much is kept.
  static let limit = 8 << 10

  private(set) var bytes: [UInt8] = []
  /// Whether the beginning was dropped.
  private(set) var isCut = false

  mutating func append(_ text: ByteView) {
    let part = UnsafeBufferPointer(start: text.start, count: text.count)
    bytes.append(contentsOf: part)
    guard bytes.count > 2 * Self.limit else { return }
    bytes.removeFirst(bytes.count - Self.limit)
    // Not in the middle of a character.
    while let first = bytes.first, first & 0xC0 == 0x80 { bytes.removeFirst() }
    isCut = true
  }

  mutating func forget() { self = GoTestOutput() }
}

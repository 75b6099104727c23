internal import Glibc
internal import Synchronization

/// What a person at a terminal sees of long work: one line on standard error, drawn anew a few times
/// a second once two seconds have passed, and taken away at the end.
///
/// The clock behind it decides when the line is drawn and nothing else.
public final class Progress: Sendable {
  /// The line, nil where nobody would see it: standard error is no terminal, or records run over the
  /// same screen.
  public static let shared: Progress? =
    Descriptor.isTerminal(Descriptor.error) && !Descriptor.isTerminal(Descriptor.output)
      && Descriptor.environment("TERM") != "dumb" ? Progress(on: Descriptor.error) : nil

  private static let patience: Int64 = 2_000_000_000
  private static let interval: Int64 = 250_000_000

  private struct State {
    var due: Int64
    var isShown = false
  }

  private let descriptor: Int32
  private let clock: @Sendable () -> Int64
  private let state: Mutex<State>

  /// A line on a descriptor, by a clock that gives nanoseconds.
  init(on descriptor: Int32, clock: @escaping @Sendable () -> Int64 = Progress.monotonic) {
    self.descriptor = descriptor
    self.clock = clock
    state = Mutex(State(due: clock() + Progress.patience))
  }

  static let monotonic: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Shows how much of the work is done, if it is time to.
  public func step(_ done: Int, of all: Int, _ what: StaticString) {
    show { "\(done) of \(all) \(what)" }
  }

  /// Shows what `text` says, if it is time to and it says something.
  func show(_ text: () -> String?) {
    state.withLock { state in
      let now = clock()
      guard now >= state.due else { return }
      state.due = now + Progress.interval
      guard let text = text() else { return }
      let line = "\(Descriptor.program): \(text)"
      write("\r\(Progress.fitting(line, columns: columns))\u{1B}[K")
      state.isShown = true
    }
  }

  /// Takes the line away, before something else is written there.
  func clear() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// The width of the terminal, 80 where it does not say.
  private var columns: Int {
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// The end of a line that is too long for one row, from which it could not be drawn anew. What is
  /// not ASCII counts as two columns.
  static func fitting(_ line: String, columns: Int) -> String {
    let line = Descriptor.shown(line)
    func width(_ scalar: Unicode.Scalar) -> Int { scalar.isASCII ? 1 : 2 }
    // The last column stays free: some terminals begin the next row once it is written.
    if line.unicodeScalars.reduce(0, { $0 + width($1) }) < columns { return line }
    var room = columns - 3
    let end = line.unicodeScalars.reversed().prefix {
      room -= width($0)
      return room >= 0
    }
    return String(String.UnicodeScalarView(["…"] + end.reversed()))
  }

  private func write(_ text: String) {
    ByteString(text).withView { try? Descriptor.writeAll(descriptor, $0, name: "terminal") }
  }
}

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
      let columns = Descriptor.columns(descriptor) ?? 80
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

  /// The end of a line that is too long for one row, from which it could not be drawn anew.
  static func fitting(_ line: String, columns: Int) -> String {
    let line = Descriptor.shown(line)
    // The last column stays free: some terminals begin the next row once it is written. In some an
    // ellipsis takes two.
    if line.columns < columns { return line }
    return "…" + String(String(line.reversed()).prefix(columns: columns - 3).reversed())
  }

  private func write(_ text: String) {
    ByteString(text).withView { try? Descriptor.writeAll(descriptor, $0, name: "terminal") }
  }
}

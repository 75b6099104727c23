internal import Glibc

/// Work on many values by several threads, where each value is worked on by itself.
public enum Parallel {
  /// The results of `work` for every input, in their order, whatever thread is faster.
  ///
  /// Thread t takes the inputs t, t + threads and so on; with one thread, or where none can be
  /// started, the caller does the work. Signals stay with the caller.
  public static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], threads: Int, _ work: @escaping @Sendable (Input) -> Output
  ) -> [Output] {
    let count = min(threads, inputs.count)
    guard count > 1 else { return inputs.map(work) }
    let shares = (0..<count).map { first in
      Share {
        stride(from: first, to: inputs.count, by: count).map { work(inputs[$0]) }
      }
    }
    for share in shares.dropFirst() { share.start() }
    shares[0].finish()
    for share in shares.dropFirst() { share.finish() }
    return inputs.indices.map { shares[$0 % count].results[$0 / count] }
  }
}

/// What one thread does. Its results are read after `finish` alone.
private final class Share<Output: Sendable>: ShareOfWork, @unchecked Sendable {
  private let body: @Sendable () -> [Output]
  private(set) var results: [Output] = []

  init(_ body: @escaping @Sendable () -> [Output]) { self.body = body }

  override func work() { results = body() }
}

private class ShareOfWork {
  private var thread: pthread_t?

  func work() {}

  func start() {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var made = pthread_t()
    let argument = Unmanaged.passRetained(self)
    let code = pthread_create(&made, nil, ShareOfWork.run, argument.toOpaque())
    if code == 0 { thread = made } else { argument.release() }
  }

  /// Waits for the thread, or does its work where there is none.
  func finish() {
    if let thread { pthread_join(thread, nil) } else { work() }
  }

  private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    guard let argument = $0 else { return nil }
    Unmanaged<ShareOfWork>.fromOpaque(argument).takeRetainedValue().work()
    return nil
  }
}

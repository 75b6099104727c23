internal import Glibc
internal import Kernel

/// The lock that keeps the writers of a log apart: flock(2) on the log itself, so that it goes with
/// the process that holds it.
enum LogLock {
  /// How long to wait between two tries.
  private static let pauseMilliseconds = 20

  /// Takes the lock, at the latest after `seconds`.
  static func take(
    _ descriptor: Int32, exclusive: Bool, seconds: Int, path: String
  ) throws(TrustError) {
    let operation = (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
    for _ in 0...(seconds * 1000 / pauseMilliseconds) {
      if flock(descriptor, operation) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .last(path, "lock") }
      var pause = timespec(tv_sec: 0, tv_nsec: pauseMilliseconds * 1_000_000)
      nanosleep(&pause, nil)
    }
    throw .system(
      .tryLater("\(path): locked by another process for \(seconds) s, try again later"))
  }

  /// Lets the lock go.
  static func release(_ descriptor: Int32) { flock(descriptor, LOCK_UN) }
}

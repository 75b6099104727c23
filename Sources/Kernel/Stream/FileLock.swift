internal import Glibc

/// A lock on a file that keeps its writers apart: flock(2), so that it goes with the process that
/// holds it.
public enum FileLock {
  /// How long to wait between two tries.
  private static let pauseMilliseconds = 20

  /// Takes the lock on an open file, at the latest after `seconds`; else `Failure.tryLater`.
  public static func take(
    _ descriptor: Int32, exclusive: Bool, seconds: Int, path: String
  ) throws(Failure) {
    let operation = (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
    for _ in 0...(seconds * 1000 / pauseMilliseconds) {
      if flock(descriptor, operation) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw .inputOutput("\(path): cannot lock: \(Descriptor.lastError)")
      }
      var pause = timespec(tv_sec: 0, tv_nsec: pauseMilliseconds * 1_000_000)
      nanosleep(&pause, nil)
    }
    throw .tryLater("\(path): locked by another process for \(seconds) s, try again later")
  }

  /// Lets the lock go.
  public static func release(_ descriptor: Int32) { flock(descriptor, LOCK_UN) }
}

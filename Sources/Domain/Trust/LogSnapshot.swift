internal import Glibc
public import Kernel

/// A log and its checkpoint as they stood together at one moment, between two appends.
public final class LogSnapshot {
  /// The log as the user named it.
  public let path: String
  /// The bytes of the checkpoint's file.
  public private(set) var note = ByteString()
  private let descriptor: Int32
  private var length = 0

  /// Opens both under the log's lock, which it does not keep: what it read of cannot change.
  /// - Parameter waitSeconds: how long a writer may keep it waiting.
  public init(
    log path: String, checkpoint: String, waitSeconds: Int
  ) throws(TrustError) {
    self.path = path
    do throws(Failure) {
      descriptor = try Descriptor.openForReading(path)
    } catch {
      throw .system(error)
    }
    try LogLock.take(descriptor, exclusive: false, seconds: waitSeconds, path: path)
    defer { LogLock.release(descriptor) }
    do throws(Failure) {
      note = try WholeFile.bytes(checkpoint)
    } catch {
      throw .system(error)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last(path, "read its length") }
    length = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// A scan from the first line; any number of them see the same bytes.
  public func scan() -> LogScan { LogScan(descriptor: descriptor, length: length, path: path) }

  /// Refuses what a finished scan leaves over: bytes behind the last line feed.
  public func requireWhole(_ scan: LogScan) throws(TrustError) {
    guard scan.remainder > 0 else { return }
    throw .entry(
      path: path, line: scan.range.size + 1,
      problem: "the last line is cut off, the next append repairs the log")
  }
}

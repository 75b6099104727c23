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
      try FileLock.take(descriptor, exclusive: false, seconds: waitSeconds, path: path)
    } catch {
      throw .system(error)
    }
    defer { FileLock.release(descriptor) }
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

  /// A scan from where an earlier one ended, which found all before it to be right.
  ///
  /// The last line before it must still be there; what else was changed before it is not seen, since
  /// it is not read again.
  /// - Parameter text: the `LogAudit.Findings.resumption` of that scan.
  public func scan(resuming text: ByteString) throws(TrustError) -> LogScan {
    guard let json = try? JSONParser.tree(text), let state = LogState(json) else {
      throw .log(path: path, problem: "what to go on from is no state of a log")
    }
    guard state.byteCount <= length else {
      throw .log(path: path, problem: "it was cut behind what was verified before")
    }
    guard try state.knowsLastLine(of: descriptor, path: path) else {
      throw .log(path: path, problem: "it is not the log that was verified before")
    }
    return LogScan(descriptor: descriptor, length: length, path: path, state: state)
  }

  /// Refuses what a finished scan leaves over: bytes behind the last line feed.
  public func requireWhole(_ scan: LogScan) throws(TrustError) {
    guard scan.remainder > 0 else { return }
    throw .entry(
      path: path, line: scan.range.size + 1,
      problem: "the last line is cut off, the next append repairs the log")
  }
}

internal import Glibc
public import Kernel

/// What a fuzz target gets from the fuzzer, and what it says when it finds something.
public enum Fuzz {
  /// Calls `body` with a copy of the input that has the padding parsers read behind a text.
  public static func withInput(
    _ start: UnsafePointer<UInt8>?, _ count: Int, _ body: (ByteView) -> Void
  ) {
    let buffer = ByteBuffer(capacity: count + JSONParser.padding)
    if let start { buffer.append(ByteView(start, count: count)) }
    body(buffer.view)
  }

  /// Ends the process, which the fuzzer counts as a finding, unless `holds`.
  public static func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if holds { return }
    Descriptor.complain("finding: \(what())")
    abort()
  }

  /// Splits an input in two at its first empty line.
  public static func halves(_ input: ByteView) -> (ByteView, ByteView) {
    var lower = 0
    while let end = input.firstIndex(of: 0x0A, from: lower) {
      if end == lower { return (input.slice(0, lower), input.slice(lower + 1, input.count)) }
      lower = end + 1
    }
    return (input, ByteView(""))
  }

  /// The canonical form of a parsed value.
  public static func canonical(_ value: JSONValue) -> ByteString {
    let buffer = ByteBuffer()
    var writer = JSONWriter(buffer)
    JSON(value).write(to: &writer)
    return buffer.string
  }

  /// Requires that a finished stream is what a filter promises: complete, each line a record in
  /// canonical form, as many as were written.
  public static func requireStream(_ path: String, records: Int) {
    let reader = RecordReader(inputs: [path])
    do throws(Failure) {
      while let record = try reader.next() {
        let canonical = Fuzz.canonical(record.root)
        let same = canonical.withView { $0 == record.bytes }
        require(same, "not canonical: \(record.bytes.text)\n  right is: \(canonical)")
      }
    } catch {
      require(false, "what was written is refused: \(error.message)")
    }
    require(reader.status == .complete, "what was written is \(reader.status.word)")
    require(reader.records == records, "\(reader.records) records read, \(records) written")
  }
}

/// A file in memory with a path, used over and over.
public final class MemoryFile {
  private let descriptor: Int32

  /// An empty file.
  public init() {
    var template = Array("/dev/shm/sluice-fuzz.XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    Fuzz.require(descriptor >= 0, "no file in /dev/shm: \(Descriptor.lastError)")
    // Its descriptor keeps it, and nothing is left behind.
    unlink(template)
  }

  /// Where it can be opened.
  public var path: String { "/dev/fd/\(descriptor)" }

  /// Replaces what it holds.
  public func fill(_ bytes: ByteView) {
    ftruncate(descriptor, 0)
    lseek(descriptor, 0, SEEK_SET)
    do throws(Failure) {
      try Descriptor.writeAll(descriptor, bytes, name: "memory")
    } catch {
      Fuzz.require(false, error.message)
    }
  }
}

/// A filter's output that can be read back: a pipe large enough for all of it.
public final class Output {
  private var ends: [Int32] = [0, 0]
  private let file = MemoryFile()
  private let read = ByteBuffer(capacity: 1 << 20)

  /// fcntl(2): sets the capacity of a pipe. Glibc's module does not have it.
  private static let setPipeSize: Int32 = 1031

  /// Where the last stream can be read again.
  public var path: String { file.path }

  /// An empty pipe of a megabyte.
  public init() {
    Fuzz.require(pipe(&ends) == 0, "pipe failed")
    Fuzz.require(fcntl(ends[1], Output.setPipeSize, 1 << 20) >= 1 << 20, "the pipe is too small")
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    // A target that writes more than the pipe holds would wait for ever.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
  }

  /// Calls `body` with a writer, closes the stream and requires that it is right.
  public func collect(_ body: (RecordWriter) throws(Failure) -> Void) {
    do throws(Failure) {
      let writer = RecordWriter(try OutputFile(path: "/dev/fd/\(ends[1])"))
      // A failure of the input ends a filter, but what it wrote until then stands.
      do throws(Failure) {
        try body(writer)
      } catch {
        if case .software = error { Fuzz.require(false, error.message) }
      }
      try writer.finish(filter: "fuzz", version: "1", rejects: 0, status: .complete)
      read.removeAll()
      read.count = max(0, Glibc.read(ends[0], read.reserve(1 << 20), 1 << 20))
      file.fill(read.view)
      Fuzz.requireStream(file.path, records: writer.records)
    } catch {
      Fuzz.require(false, error.message)
    }
  }
}

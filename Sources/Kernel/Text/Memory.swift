internal import Glibc

/// Memory of the system, and the end of the program where there is none left.
enum Memory {
  /// Room for `count` bytes, to be given back by `free`.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    guard let room = malloc(max(count, 1)) else { exhausted() }
    return room.assumingMemoryBound(to: UInt8.self)
  }

  /// Ends the program as a failure does: no unfinished file, one line on standard error, a status.
  /// Asks for no memory itself, and leaves the end record out: without one a stream is not complete.
  static func exhausted() -> Never {
    Interruption.removeUnfinished()
    if let path = CommandLine.unsafeArgv[0] {
      let name = strrchr(path, 0x2F).map { $0 + 1 } ?? path
      write(Descriptor.error, name, strlen(name))
    }
    let message: StaticString = ": out of memory\n"
    write(Descriptor.error, message.utf8Start, message.utf8CodeUnitCount)
    _exit(ExitStatus.software.rawValue)
  }
}

internal import Glibc

/// Where the state of a run lies: in memory up to a limit, beyond it in a file of `$TMPDIR` that has
/// no name and is mapped, so that the system keeps no more of it in memory than it has to spare, and
/// nothing stays behind whatever ends the program. Blocks never move.
public final class StateMemory {
  /// The option that sets the limit of filters that hold state.
  public static let option = Option(
    "memory", argument: "SIZE",
    help: "Hold at most SIZE of state in memory, the rest in a temporary file of $TMPDIR",
    standard: "512M", group: .stream)

  private static let page = 4096
  /// Blocks of at least this size lie in large pages: looks go all over them, and with small pages
  /// most of them would have to find their page first.
  private static let largePage = 2 << 20

  private struct Block {
    let size: Int
    let isOnDisk: Bool
  }

  private let limit: Int
  private var held = 0
  private var descriptor: Int32?
  private var fileSize = 0
  private var blocks: [UnsafeMutableRawPointer: Block] = [:]

  /// Memory up to `limit` bytes, and the disk beyond; without a limit all is held in memory.
  public init(limit: Int = .max) { self.limit = limit }

  deinit {
    for (start, block) in blocks { munmap(start, block.size) }
    if let descriptor { close(descriptor) }
  }

  /// Whether some state went to disk.
  public var isOnDisk: Bool { descriptor != nil }

  /// A block of zeros of at least `size` bytes, in whole pages. Throws `Failure.inputOutput` when
  /// neither memory nor disk has room for it.
  @usableFromInline
  func allocate(_ size: Int) throws(Failure) -> UnsafeMutableRawPointer {
    let size = (size + StateMemory.page - 1) & -StateMemory.page
    return size <= limit - held ? try hold(size) : try putOnDisk(size)
  }

  /// Takes a block back.
  @usableFromInline
  func release(_ start: UnsafeMutableRawPointer) {
    guard let block = blocks.removeValue(forKey: start) else { return }
    if block.isOnDisk {
      // Where the file system cannot free part of a file, its room is free once the program ends.
      _ = madvise(start, block.size, MADV_REMOVE)
    } else {
      held -= block.size
    }
    munmap(start, block.size)
  }

  private func hold(_ size: Int) throws(Failure) -> UnsafeMutableRawPointer {
    let isLarge = size >= StateMemory.largePage
    let room = size + (isLarge ? StateMemory.largePage : 0)
    var start = try map(room, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    if isLarge {
      let skipped = -Int(bitPattern: start) & (StateMemory.largePage - 1)
      if skipped > 0 { munmap(start, skipped) }
      start += skipped
      munmap(start + size, room - size - skipped)
      // Advice only: without large pages it is slower and as right.
      _ = madvise(start, size, MADV_HUGEPAGE)
    }
    held += size
    blocks[start] = Block(size: size, isOnDisk: false)
    return start
  }

  private func putOnDisk(_ size: Int) throws(Failure) -> UnsafeMutableRawPointer {
    let file: Int32
    if let descriptor { file = descriptor } else { file = try TemporaryFile.open() }
    descriptor = file
    // Reserved now, since a write to a hole of a full disk would kill the program.
    let error = posix_fallocate(file, fileSize, size)
    guard error == 0 else {
      throw .inputOutput("temporary file: \(String(cString: strerror(error))); see --memory")
    }
    let start = try map(size, MAP_SHARED, file, fileSize)
    blocks[start] = Block(size: size, isOnDisk: true)
    fileSize += size
    return start
  }

  private func map(
    _ size: Int, _ flags: Int32, _ file: Int32, _ offset: Int
  ) throws(Failure) -> UnsafeMutableRawPointer {
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, flags, file, offset)
    guard let start, start != MAP_FAILED else {
      throw .inputOutput("no room for \(size) more bytes of state: \(Descriptor.lastError)")
    }
    return start
  }
}

/// Files without a name, for what does not fit into memory.
enum TemporaryFile {
  /// A new file of `$TMPDIR`, open for reading and writing.
  static func open() throws(Failure) -> Int32 {
    let directory = Descriptor.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(directory)/sluice.XXXXXX".utf8CString)
    let made = mkstemp(&template)
    guard made >= 0 else { throw .cannotCreate("\(directory): \(Descriptor.lastError)") }
    template.withUnsafeBufferPointer { if let path = $0.baseAddress { unlink(path) } }
    return made
  }
}

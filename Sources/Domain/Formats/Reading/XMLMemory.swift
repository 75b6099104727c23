internal import CExpat
internal import Glibc
internal import Synchronization

/// Memory for expat, bounded: it keeps every name of elements and attributes that a document ever had.
enum XMLMemory {
  /// The most that all parsers of the process hold.
  static let limit = 32 << 20

  /// In front of each piece stands its size.
  private static let header = 16
  private static let held = Atomic<Int>(0)

  /// A parser in this memory, nil when there is none left.
  static func makeParser() -> XML_Parser? {
    var suite = XML_Memory_Handling_Suite(
      malloc_fcn: { XMLMemory.allocate($0) }, realloc_fcn: { XMLMemory.reallocate($0, $1) },
      free_fcn: { XMLMemory.free($0) })
    return XML_ParserCreate_MM(nil, &suite, nil)
  }

  private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    place(size, malloc(size + header))
  }

  private static func reallocate(
    _ start: UnsafeMutableRawPointer?, _ size: Int
  ) -> UnsafeMutableRawPointer? {
    guard let start else { return allocate(size) }
    let before = (start - header).load(as: Int.self)
    guard held.load(ordering: .relaxed) + size - before <= limit else { return nil }
    guard let moved = realloc(start - header, size + header) else { return nil }
    held.add(size - before, ordering: .relaxed)
    moved.storeBytes(of: size, as: Int.self)
    return moved + header
  }

  private static func free(_ start: UnsafeMutableRawPointer?) {
    guard let start else { return }
    held.subtract((start - header).load(as: Int.self), ordering: .relaxed)
    Glibc.free(start - header)
  }

  /// Counts what was allocated, or gives it back.
  private static func place(
    _ size: Int, _ start: UnsafeMutableRawPointer?
  ) -> UnsafeMutableRawPointer? {
    guard let start else { return nil }
    guard held.add(size, ordering: .relaxed).newValue <= limit else {
      held.subtract(size, ordering: .relaxed)
      Glibc.free(start)
      return nil
    }
    start.storeBytes(of: size, as: Int.self)
    return start + header
  }
}

internal import Glibc

/// Short-lived bytes with stable addresses: all are given back at once.
public final class Arena {
  private var chunks: [UnsafeMutablePointer<UInt8>] = []
  private var current = 0
  private var used = 0
  private var large: [UnsafeMutablePointer<UInt8>] = []
  private static let chunkSize = 16 << 10

  /// An empty arena.
  public init() {}

  deinit { for chunk in chunks + large { free(chunk) } }

  /// Room for `count` bytes, valid until `reset`.
  public func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > Arena.chunkSize {
      let own = Memory.allocate(count)
      large.append(own)
      return own
    }
    if current < chunks.count, used + count > Arena.chunkSize {
      current += 1
      used = 0
    }
    if current == chunks.count { chunks.append(Memory.allocate(Arena.chunkSize)) }
    defer { used += count }
    return chunks[current] + used
  }

  /// A copy of some bytes, valid until `reset`.
  public func copy(_ view: ByteView) -> ByteView {
    let room = allocate(view.count)
    memcpy(room, view.start, view.count)
    return ByteView(room, count: view.count)
  }

  /// A copy of some bytes, valid until `reset`.
  @_disfavoredOverload
  public func copy(_ string: ByteString) -> ByteView { string.withView { copy($0) } }

  /// Gives all bytes back.
  public func reset() {
    current = 0
    used = 0
    if large.isEmpty { return }
    for own in large { free(own) }
    large.removeAll()
  }
}

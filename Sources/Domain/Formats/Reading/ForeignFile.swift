internal import Glibc
public import Kernel
internal import Trust

/// One input of another tool, with what a manifest says of it.
public final class ForeignFile {
  /// The name as the user gave it; `stdin` for standard input.
  public let name: String
  /// The bytes, by lines, by chunks or as a whole.
  public let lines: LineReader
  /// How many bytes were read.
  public private(set) var size = 0

  private var digest = SHA256()

  /// Opens `path`; `-` is standard input.
  public init(path: String) throws(Failure) {
    lines = try LineReader(path: path, limit: FormatLimit.lineBytes)
    name = lines.name
    lines.onBytes = { [unowned self] bytes in
      digest.update(bytes)
      size += bytes.count
    }
  }

  /// SHA-256 of the bytes read, in hexadecimal.
  public var sha256: ByteString {
    // A copy, since the last step ends a digest.
    var digest = digest
    return ByteString(digest.finish().hex)
  }

  /// Reads what a format's reader left unread, so that size and digest are those of the file.
  public func drain() throws(Failure) {
    while try lines.nextChunk() != nil {}
  }

  /// Refuses texts that are not UTF-8 as a whole, which their first bytes tell.
  public func checkEncoding() throws(Failure) {
    let start = try lines.peek(4)
    guard start.count >= 2 else { return }
    let pair = (start[0], start[1])
    if pair == (0xFF, 0xFE) || pair == (0xFE, 0xFF) || pair == (0x3C, 0) || pair == (0, 0x3C)
      || pair == (0x7B, 0) || pair == (0, 0x7B)
    {
      throw .data(Place(name), "UTF-16 text, UTF-8 would be right (iconv -f UTF-16 -t UTF-8)")
    }
    if pair == (0x1F, 0x8B) {
      throw .data(Place(name), "compressed by gzip, the plain text would be right (gzip -dc)")
    }
  }
}

public import Kernel

/// One line of a log: a record's digest, chained to the line before.
///
/// `{"digest":"sha256:…","id":…,"prev":"…","seq":…,"time":…,"type":…}` in canonical form without
/// white space; `time` is left out when the record has none. There is one spelling for each entry:
/// any other is refused. Valid as long as the line's bytes.
public struct LogEntry {
  /// The longest line in bytes: what a tiled log can serve (C2SP tlog-tiles, 16-bit lengths).
  public static let lineLimit = 65_535

  /// SHA-256 of the record's line without its line feed.
  public let digest: Digest
  /// The record's id as it stands between the quotes, escapes included.
  public let id: ByteView
  /// SHA-256 of the previous line of the log without its line feed; zero for the first.
  public let previous: Digest
  /// The place in the log, from 0.
  public let sequence: Int
  /// The record's time, escapes included.
  public let time: ByteView?
  /// The record's type, escapes included.
  public let type: ByteView

  /// Reads a line; nil when it is not an entry to the byte.
  public init?(_ line: ByteView) {
    guard line.count <= LogEntry.lineLimit else { return nil }
    var cursor = Cursor(line: line)
    guard cursor.skip("{\"digest\":\"sha256:"), let digest = cursor.digest(),
      cursor.skip("\",\"id\":\""), let id = cursor.text(),
      cursor.skip(",\"prev\":\""), let previous = cursor.digest(),
      cursor.skip("\",\"seq\":"), let sequence = cursor.number()
    else { return nil }
    time = cursor.skip(",\"time\":\"") ? cursor.text() : nil
    guard cursor.skip(",\"type\":\""), let type = cursor.text(), cursor.skip("}"), cursor.isAtEnd
    else { return nil }
    self.digest = digest
    self.id = id
    self.previous = previous
    self.sequence = sequence
    self.type = type
    if !cursor.isPlain, !LogEntry.isCanonical(line) { return nil }
  }

  /// The slow way for lines with escapes or other letters than ASCII.
  private static func isCanonical(_ line: ByteView) -> Bool {
    let copy = ByteString(line)
    return (try? JSONParser.tree(copy).canonical) == copy
  }

  /// Appends what a line says of its record, to be completed by `write`.
  ///
  /// The digest's digits, then id, time and type as JSON strings with a zero byte between them,
  /// which no JSON string holds.
  public static func stage(_ record: Record, to buffer: ByteBuffer) {
    SHA256.digest(of: record.bytes).writeHex(to: buffer)
    JSONWriter.writeString(record.id, to: buffer)
    buffer.append(0)
    if let time = record.time { JSONWriter.writeString(time, to: buffer) }
    buffer.append(0)
    JSONWriter.writeString(record.type, to: buffer)
  }

  /// The same for a record of our own making, which must have id and type.
  public static func stage(_ record: JSON, to buffer: ByteBuffer) {
    SHA256.digest(of: record.canonical).writeHex(to: buffer)
    for (place, name) in ["id", "time", "type"].enumerated() {
      if place > 0 { buffer.append(0) }
      guard let text = record[ByteString(name)]?.string else { continue }
      text.withView { JSONWriter.writeString($0, to: buffer) }
    }
  }

  /// Appends the line of a staged entry without its line feed; nil when it would be too long.
  static func write(
    _ staged: ByteView, sequence: Int, previous: Digest, to buffer: ByteBuffer
  ) -> ByteView? {
    let digits = 2 * Digest.byteCount
    guard let first = staged.firstIndex(of: 0, from: digits),
      let second = staged.firstIndex(of: 0, from: first + 1)
    else { preconditionFailure("not staged by this type") }
    let start = buffer.count
    buffer.append("{\"digest\":\"sha256:")
    buffer.append(staged.slice(0, digits))
    buffer.append("\",\"id\":")
    buffer.append(staged.slice(digits, first))
    buffer.append(",\"prev\":\"")
    previous.writeHex(to: buffer)
    buffer.append("\",\"seq\":")
    buffer.append(decimal: sequence)
    if second > first + 1 {
      buffer.append(",\"time\":")
      buffer.append(staged.slice(first + 1, second))
    }
    buffer.append(",\"type\":")
    buffer.append(staged.slice(second + 1, staged.count))
    buffer.append(0x7D)
    let line = buffer.view(from: start)
    return line.count <= lineLimit ? line : nil
  }

  /// Walks over a line of the one known shape.
  private struct Cursor {
    let line: ByteView
    var at = 0
    var isPlain = true

    var isAtEnd: Bool { at == line.count }

    mutating func skip(_ literal: StaticString) -> Bool {
      let expected = ByteView(literal)
      guard line.slice(at, line.count).hasPrefix(expected) else { return false }
      at += expected.count
      return true
    }

    mutating func digest() -> Digest? {
      let end = at + 2 * Digest.byteCount
      guard end <= line.count, let digest = Digest(hex: line.slice(at, end)) else { return nil }
      at = end
      return digest
    }

    mutating func number() -> Int? {
      let start = at
      var value = 0
      while at < line.count, line[at] &- 0x30 < 10 {
        guard at - start < 16 else { return nil }
        value = value * 10 + Int(line[at] - 0x30)
        at += 1
      }
      guard at > start, line[start] != 0x30 || at == start + 1 else { return nil }
      return value
    }

    /// The text up to the closing quote, which is passed over.
    mutating func text() -> ByteView? {
      let start = at
      while at < line.count {
        let byte = line[at]
        if byte == 0x22 {
          at += 1
          return line.slice(start, at - 1)
        }
        if byte == 0x5C {
          isPlain = false
          at += 1
        } else if byte >= 0x80 {
          isPlain = false
        } else if byte < 0x20 {
          return nil
        }
        at += 1
      }
      return nil
    }
  }
}

internal import Kernel

/// Cuts a CSV text (RFC 4180) into rows and cells, in the memory of one row.
final class CSVRows {
  /// What separates cells.
  var delimiter: UInt8 = 0x2C
  /// The line on which the row begins, from 1.
  private(set) var line = 1
  /// What is wrong with the row, where the rows behind it can still be told.
  private(set) var fault: String?

  private enum State { case start, plain, quoted, closing }

  private let lines: LineReader
  private let bytes = ByteBuffer(capacity: 4096)
  private var ends: [Int] = []
  private var chunk = ByteView("")
  private var at = 0
  private var nextLine = 1

  /// Rows from where `lines` stands, without the first bytes.
  init(_ lines: LineReader, skipping skipped: Int) {
    self.lines = lines
    at = skipped
  }

  /// How many cells the row has.
  var count: Int { ends.count }

  /// A cell of the row, valid until the next row.
  subscript(index: Int) -> ByteView {
    bytes.view.slice(index == 0 ? 0 : ends[index - 1], ends[index])
  }

  private var isEmpty: Bool { ends.count == 1 && bytes.count == 0 }

  /// Goes to the next row that is not empty; false at the end.
  func next() throws(Failure) -> Bool {
    repeat {
      guard try readRow() else { return false }
    } while isEmpty && fault == nil
    if fault == nil, let byte = UTF8Sequence.firstError(in: bytes.view) ?? cutCharacter {
      fault = "invalid UTF-8 (byte \(byte + 1) of the row)"
    }
    if fault == nil, bytes.view.firstIndex(of: 0) != nil {
      fault = "a NUL byte, text would be right"
    }
    return true
  }

  /// Where a cell ends within a character, which the bytes of the next cell complete.
  private var cutCharacter: Int? {
    ends.first { $0 < bytes.count && bytes.start[$0] & 0xC0 == 0x80 }
  }

  private func readByte() throws(Failure) -> UInt8? {
    if at >= chunk.count {
      at -= chunk.count
      guard let more = try lines.nextChunk() else {
        // At the end it stays at the end: the last row may have no newline.
        chunk = ByteView("")
        return nil
      }
      chunk = more
      if at >= chunk.count { return try readByte() }
    }
    defer { at += 1 }
    return chunk[at]
  }

  private func readRow() throws(Failure) -> Bool {
    bytes.removeAll()
    ends.removeAll(keepingCapacity: true)
    fault = nil
    line = nextLine
    var state = State.start
    var any = false
    while let byte = try readByte() {
      any = true
      if byte == 0x0A { nextLine += 1 }
      if state == .quoted {
        if byte == 0x22 { state = .closing } else { bytes.append(byte) }
      } else if byte == delimiter {
        ends.append(bytes.count)
        state = .start
      } else if byte == 0x0A {
        endLine(state)
        return true
      } else if byte == 0x22, state != .plain {
        // The second of two quotes inside a quoted cell is one.
        if state == .closing { bytes.append(byte) }
        state = .quoted
      } else {
        if state == .closing {
          if byte != 0x0D { fault = "text behind a closing quote" }
          continue
        }
        bytes.append(byte)
        if state == .start { state = .plain }
      }
      try checkSize()
    }
    guard any else { return false }
    guard state != .quoted else {
      throw .data(Place(lines.name, line: line), "a quoted cell is cut off, its quote is missing")
    }
    endLine(state)
    return true
  }

  /// Ends the last cell, without the CR of the line's end.
  private func endLine(_ state: State) {
    let start = ends.last ?? 0
    if state == .plain, bytes.count > start, bytes.start[bytes.count - 1] == 0x0D {
      bytes.count -= 1
    }
    ends.append(bytes.count)
  }

  private func checkSize() throws(Failure) {
    guard bytes.count + ends.count > FormatLimit.rowBytes else { return }
    throw .data(
      Place(lines.name, line: line),
      "a row longer than \(FormatLimit.rowBytes) bytes, the limit of a row")
  }
}

internal import Kernel

extension MarkdownBlocks {
  /// How many columns of white space there are, and where the text begins; a tab goes to the next
  /// multiple of 4.
  static func indent(of line: [UInt8], from: Int, column: Int) -> (columns: Int, start: Int) {
    var column = column
    var index = from
    while index < line.count {
      if line[index] == 0x20 {
        column += 1
      } else if line[index] == 0x09 {
        column += 4 - column % 4
      } else {
        break
      }
      index += 1
    }
    return (column, index)
  }

  static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let rest = text.drop(while: isSpace)
    return Array(rest.reversed().drop(while: isSpace).reversed())
  }

  static func holds(_ text: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    index(of: wanted, in: text) != nil
  }

  /// Where bytes first stand in a text, or nil.
  static func index(of wanted: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    var rest = text
    while let start = rest.firstIndex(of: wanted[0]) {
      if rest[start...].starts(with: wanted) { return start }
      rest = rest[(start + 1)...]
    }
    return nil
  }

  static func opensFence(_ rest: ArraySlice<UInt8>) -> (UInt8, Int)? {
    guard let mark = rest.first, mark == 0x60 || mark == 0x7E else { return nil }
    let length = rest.prefix { $0 == mark }.count
    guard length >= 3, mark == 0x7E || !rest.dropFirst(length).contains(mark) else { return nil }
    return (mark, length)
  }

  static func closes(_ mark: UInt8, _ length: Int, _ rest: ArraySlice<UInt8>) -> Bool {
    let run = rest.prefix { $0 == mark }.count
    return run >= length && rest.dropFirst(run).allSatisfy(isSpace)
  }

  static func atx(_ rest: ArraySlice<UInt8>) -> Block? {
    let level = rest.prefix { $0 == 0x23 }.count
    let behind = rest.dropFirst(level)
    guard (1...6).contains(level), behind.first.map(isSpace) ?? true else { return nil }
    var text = trimmed(behind)[...]
    let closing = text.reversed().drop { $0 == 0x23 }
    if closing.isEmpty || closing.first.map(isSpace) == true {
      text = Array(closing.reversed())[...]
    }
    return .heading(level: level, text: trimmed(text))
  }

  static func underline(_ rest: ArraySlice<UInt8>) -> Int? {
    let text = trimmed(rest)
    if text.allSatisfy({ $0 == 0x3D }) { return 1 }
    return text.allSatisfy { $0 == 0x2D } ? 2 : nil
  }

  static func isBreak(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let mark = rest.first, [0x2A, 0x2D, 0x5F].contains(mark) else { return false }
    let text = rest.filter { !isSpace($0) }
    return text.count >= 3 && text.allSatisfy { $0 == mark }
  }

  /// The width of a list's mark and what stands behind it.
  static func marker(_ rest: ArraySlice<UInt8>) -> (width: Int, body: ArraySlice<UInt8>)? {
    guard let first = rest.first else { return nil }
    var width = 1
    if ![0x2A, 0x2B, 0x2D].contains(first) {
      let digits = rest.prefix { $0 &- 0x30 < 10 }.count
      guard (1...9).contains(digits), let end = rest.dropFirst(digits).first,
        end == 0x2E || end == 0x29
      else { return nil }
      width = digits + 1
    }
    let body = rest.dropFirst(width)
    return body.first.map(isSpace) ?? true ? (width, body) : nil
  }

  /// Whether a list's mark may end a paragraph: a number other than 1 may not, nor an empty item.
  static func interrupts(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let (width, body) = marker(rest), !body.allSatisfy(isSpace) else { return false }
    return width == 1 || width == 2 && rest.first == 0x31
  }

  static func isDelimiter(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.contains(0x7C) || rest.contains(0x3A) else { return false }
    return cells(Array(rest)).allSatisfy { cell in
      let dashes = cell.drop { $0 == 0x3A }.reversed().drop { $0 == 0x3A }
      return !dashes.isEmpty && dashes.allSatisfy { $0 == 0x2D }
    }
  }

  /// The cells of a table's row; `\|` is a character.
  static func cells(_ row: [UInt8]) -> [[UInt8]] {
    var text = trimmed(row[...])[...]
    if text.first == 0x7C { text = text.dropFirst() }
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var escaped = false
    for byte in text {
      if byte == 0x7C, escaped {
        cell[cell.count - 1] = byte
      } else if byte == 0x7C {
        cells.append(trimmed(cell[...]))
        cell = []
      } else {
        cell.append(byte)
      }
      escaped = byte == 0x5C && !escaped
    }
    if !trimmed(cell[...]).isEmpty || cells.isEmpty { cells.append(trimmed(cell[...])) }
    return cells
  }
}

public import Kernel

/// Attributes that a filter adds to records which otherwise go on as they stand.
public enum AddedAttributes {
  /// Whether a record's members stand in canonical order, so that `insert` serves it.
  public static func isOrdered(_ record: Record) -> Bool {
    var last = ByteView("")
    for (key, _) in record.root.members {
      guard ByteView.precedes(last, key) else { return false }
      last = key
    }
    return true
  }

  /// Appends a line with one attribute more, or in the place of its old value, and all other bytes
  /// as they stand. False, with nothing appended, when the line has white space or escapes before
  /// that place, or a container; then `write` is right.
  /// - Parameter line: a record whose members stand in order.
  public static func insert(
    _ name: ByteString, _ value: ByteView, into line: ByteView, to buffer: ByteBuffer
  ) -> Bool {
    guard let place = name.withView({ place(of: $0, in: line) }) else { return false }
    buffer.append(line.slice(0, place.start))
    if place.isLast, place.start > 1 { buffer.append(0x2C) }
    buffer.append(0x22)
    buffer.append(name)
    buffer.append("\":")
    JSONWriter.writeString(value, to: buffer)
    if !place.isLast, place.start == place.end { buffer.append(0x2C) }
    buffer.append(line.slice(place.end, line.count))
    return true
  }

  /// Where the member stands or would stand: from `start` to `end`, which are one when there is none.
  private static func place(
    of name: ByteView, in line: ByteView
  ) -> (start: Int, end: Int, isLast: Bool)? {
    guard line.count > 1, line[0] == 0x7B else { return nil }
    var index = 1
    while line[index] == 0x22 {
      guard let keyEnd = line.firstIndex(of: 0x22, from: index + 1) else { return nil }
      let key = line.slice(index + 1, keyEnd)
      guard key.firstIndex(of: 0x5C) == nil, keyEnd + 1 < line.count, line[keyEnd + 1] == 0x3A
      else { return nil }
      if ByteView.precedes(name, key) { return (index, index, false) }
      guard let end = endOfScalar(line, keyEnd + 2) else { return nil }
      if key == name { return (index, end, false) }
      if line[end] == 0x7D { return (end, end, true) }
      guard line[end] == 0x2C, end + 1 < line.count else { return nil }
      index = end + 1
    }
    return nil
  }

  /// The index behind a string, number or literal; nil for anything else.
  private static func endOfScalar(_ line: ByteView, _ start: Int) -> Int? {
    guard start < line.count else { return nil }
    var index = start + 1
    if line[start] == 0x22 {
      while let quote = line.firstIndex(of: 0x22, from: index) {
        var slash = quote
        while line[slash - 1] == 0x5C { slash -= 1 }
        index = quote + 1
        if (quote - slash).isMultiple(of: 2) { return index < line.count ? index : nil }
      }
      return nil
    }
    guard line[start] != 0x7B, line[start] != 0x5B, !isSpace(line[start]) else { return nil }
    while index < line.count, line[index] != 0x2C, line[index] != 0x7D {
      if isSpace(line[index]) { return nil }
      index += 1
    }
    return index < line.count ? index : nil
  }

  /// Writes a record with attributes added, or replaced, in canonical form.
  public static func write(
    _ record: Record, adding attributes: [JSON.Member], to json: inout JSONWriter
  ) {
    var due = attributes.sorted { $0.key < $1.key }[...]
    json.beginObject()
    for (key, member) in record.root.members.sorted(by: { ByteView.precedes($0.key, $1.key) }) {
      while let next = due.first, next.key.withView({ ByteView.precedes($0, key) }) {
        json.key(next.key)
        next.value.write(to: &json)
        due.removeFirst()
      }
      if let next = due.first, next.key.withView({ $0 == key }) { continue }
      json.key(key)
      json.value(member)
    }
    for next in due {
      json.key(next.key)
      next.value.write(to: &json)
    }
    json.endObject()
  }
}

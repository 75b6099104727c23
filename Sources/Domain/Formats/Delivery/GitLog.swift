internal import Kernel

/// `git log` in the form of `GitLogReader.command`: one item per commit.
struct GitLogReader: FormatReader {
  /// The command whose output is read: fields end with 0x1F, records with 0x1E.
  static let command =
    "git log --format=%H%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cI%x1f%D%x1f%s%x1f%b%x1f"
    + "%(trailers:unfold,only)%x1e"

  private static let fieldCount = 10
  private var line = 1

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let records = output.file.lines
    records.separator = 0x1E
    while let text = try records.next() {
      let next = line + text.newlines
      var record = text
      // Git ends each record with a LF, which comes to stand before the next one.
      while !record.isEmpty, record[0] == 0x0A {
        record = record.slice(1, record.count)
        line += 1
      }
      if !record.isEmpty { try read(record, offset: records.offset, output) }
      line = next
    }
  }

  private func read(
    _ record: ByteView, offset: Int, _ output: ObservationWriter
  ) throws(Failure) {
    let place = Place(output.file.name, line: line)
    guard output.file.lines.endedWithNewline else {
      return try output.abandon(
        .data(place, "the commit is cut off, 0x1E ends a commit; see collect --list-formats"))
    }
    let fields = record.split(by: 0x1F)
    if let fault = Self.fault(of: record, fields) {
      return try output.refuse(place, fault, offset: offset, line: record)
    }
    Self.write(fields, to: output.item)
    try output.emit(ByteView("commit"), line: line)
  }

  private static func fault(of record: ByteView, _ fields: [ByteView]) -> String? {
    if let byte = UTF8Sequence.firstError(in: record) {
      return "invalid UTF-8 in a commit (byte \(byte + 1) of it), "
        + "git log --encoding=UTF-8 would be right"
    }
    if record.firstIndex(of: 0) != nil { return "a NUL byte in a commit, text would be right" }
    guard fields.count == fieldCount else {
      return "a commit of \(fields.count) fields, \(fieldCount) would be right; "
        + "see collect --list-formats"
    }
    let hashes = [fields[0]] + fields[1].split(by: 0x20).filter { !$0.isEmpty }
    guard hashes.allSatisfy(\.isObjectName) else {
      return "a commit without a hash of 40 or 64 hexadecimal digits, a full one would be right"
    }
    return nil
  }

  private static func write(_ fields: [ByteView], to buffer: ByteBuffer) {
    var writer = JSONWriter(buffer)
    writer.beginObject()
    for (key, index) in [
      ("author_email", 3), ("author_name", 2), ("author_time", 4), ("body", 8),
      ("commit_time", 5), ("hash", 0),
    ] as [(StaticString, Int)] {
      writer.key(key)
      writer.string(fields[index])
    }
    writer.key("parents")
    writer.beginArray()
    for parent in fields[1].split(by: 0x20) where !parent.isEmpty { writer.string(parent) }
    writer.endArray()
    writer.key("refs")
    writer.beginArray()
    for reference in fields[6].split(by: 0x2C) where !reference.trimmed.isEmpty {
      writer.string(reference.trimmed)
    }
    writer.endArray()
    writer.key("subject")
    writer.string(fields[7])
    writer.key("trailers")
    writer.beginArray()
    for line in fields[9].split(by: 0x0A) where !line.trimmed.isEmpty {
      let colon = line.firstIndex(of: 0x3A) ?? line.count
      writer.beginObject()
      writer.key("key")
      writer.string(line.slice(0, colon))
      writer.key("value")
      writer.string(line.slice(min(colon + 1, line.count), line.count).trimmed)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

extension ByteView {
  /// Whether this is a full name of a git object: SHA-1 or SHA-256 in hexadecimal.
  var isObjectName: Bool {
    guard count == 40 || count == 64 else { return false }
    for index in 0..<count {
      guard start[index] &- 0x30 < 10 || start[index] &- 0x61 < 6 else { return false }
    }
    return true
  }
}

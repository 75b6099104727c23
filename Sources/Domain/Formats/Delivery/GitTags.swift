internal import Kernel

/// Tags as `git for-each-ref` writes them in the form of `GitTagsReader.command`: one item per tag.
///
/// An annotated tag is an object of its own, which names its commit (`%(*objectname)`, the peeled
/// object); a lightweight one is a name of the commit itself, without a time or author of its own.
struct GitTagsReader: FormatReader {
  /// The command whose output is read: five fields, between them tabs.
  static let command =
    "git for-each-ref refs/tags --format='%(objecttype)%09%(refname:short)%09"
    + "%(creatordate:iso-strict)%09%(objectname)%09%(*objectname)'"

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    while let line = try lines.next() {
      let fields = line.split(by: 0x09)
      if let fault = Self.fault(of: line, fields) {
        try output.refuse(line: line, fault)
      } else {
        Self.write(fields, to: output.item)
        try output.emit(ByteView("tag"), line: lines.line)
      }
    }
  }

  /// Whether a line is one of the command's.
  static func isTag(_ line: ByteView) -> Bool { fault(of: line, line.split(by: 0x09)) == nil }

  private static func fault(of line: ByteView, _ fields: [ByteView]) -> String? {
    if let byte = UTF8Sequence.firstError(in: line) { return "invalid UTF-8 (byte \(byte + 1))" }
    guard fields.count == 5 else {
      return "a tag of \(fields.count) fields, 5 would be right; see collect --list-formats"
    }
    let isAnnotated = fields[0] == "tag"
    guard isAnnotated || ["commit", "tree", "blob"].contains(where: { fields[0] == $0 }) else {
      return "a tag without the type of its object, commit or tag would be right"
    }
    guard !fields[1].isEmpty else { return "a tag without a name" }
    guard fields[3].isObjectName, isAnnotated ? fields[4].isObjectName : fields[4].isEmpty else {
      return "a tag without a hash of 40 or 64 hexadecimal digits, a full one would be right"
    }
    return nil
  }

  private static func write(_ fields: [ByteView], to buffer: ByteBuffer) {
    let isAnnotated = fields[0] == "tag"
    var writer = JSONWriter(buffer)
    writer.beginObject()
    writer.key("annotated")
    writer.bool(isAnnotated)
    writer.key("hash")
    writer.string(fields[isAnnotated ? 4 : 3])
    writer.key("name")
    writer.string(fields[1])
    if isAnnotated {
      writer.key("tag_object")
      writer.string(fields[3])
    }
    if !fields[2].isEmpty {
      writer.key("time")
      writer.string(fields[2])
    }
    writer.endObject()
  }
}

extension Beginning {
  /// A line of tags in the form that is read.
  var isGitTags: Bool {
    lines.first.map { ByteString(Array($0)).withView { GitTagsReader.isTag($0) } } ?? false
  }
}

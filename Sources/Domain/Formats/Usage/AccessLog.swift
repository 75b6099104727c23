internal import Kernel

/// Access logs of web servers in the common and combined formats (the W3C httpd's and NCSA's, as
/// Apache's mod_log_config and nginx write them): one item per request.
///
/// `HOST IDENT USER [TIME] "REQUEST" STATUS SIZE ["REFERRER" "AGENT" …]`. A `-` is an absent value.
/// What follows the size is `referrer`, `agent`, then `extra`. In quoted fields `\"` and `\\` are
/// what they escape, `\xHH` stays as it is. A line that is cut off behind the size still has its
/// request.
struct AccessLogReader: FormatReader {
  func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    while let line = try lines.next() {
      guard !line.trimmed.isEmpty else { continue }
      if let byte = UTF8Sequence.firstError(in: line) {
        try output.refuse(line: line, "invalid UTF-8 (byte \(byte + 1))")
      } else if let request = Self.request(line) {
        output.item.append(request.canonical)
        try output.emit(ByteView("request"), line: lines.line)
      } else {
        try output.refuse(
          line: line, "HOST IDENT USER [TIME] \"REQUEST\" STATUS SIZE would be right")
      }
    }
  }

  /// The item of a line; nil where the line is none of the format.
  static func request(_ line: ByteView) -> JSON? {
    guard var fields = fields(of: line), fields.count >= 7 else { return nil }
    guard fields[3].bracket == 0x5B, fields[4].bracket == 0x22 else { return nil }
    let status = fields[5].text
    guard status.bytes.count == 3, status.bytes.allSatisfy({ $0 &- 0x30 < 10 }),
      fields[6].text == "-" || fields[6].text.bytes.allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    let words = fields[4].text.bytes.split(separator: 0x20, omittingEmptySubsequences: false)
    let extra = fields.count > 9 ? Array(fields[9...]) : []
    fields.removeSubrange(min(9, fields.count)...)
    var members: [JSON.Member] = [.init(ByteString("request"), .string(fields[4].text))]
    func add(_ name: String, _ value: ByteString?) {
      guard let value, value != "-", !value.bytes.isEmpty else { return }
      members.append(.init(ByteString(name), .string(value)))
    }
    for (index, name) in [(0, "host"), (1, "ident"), (2, "user"), (3, "time"), (6, "size")] {
      add(name, fields[index].text)
    }
    add("status", status)
    if words.count == 3 {
      for (word, name) in zip(words, ["method", "target", "protocol"]) {
        add(name, ByteString(Array(word)))
      }
    }
    for (field, name) in zip(fields.dropFirst(7), ["referrer", "agent"]) { add(name, field.text) }
    if !extra.isEmpty {
      members.append(.init(ByteString("extra"), .array(extra.map { .string($0.text) })))
    }
    return .object(members)
  }

  private struct Field {
    let text: ByteString
    /// `[` or `"` where the field stood in brackets or quotation marks, else 0.
    let bracket: UInt8
  }

  private static func fields(of line: ByteView) -> [Field]? {
    var fields: [Field] = []
    var at = 0
    while at < line.count {
      if line[at] == 0x20 {
        at += 1
        continue
      }
      let open = line[at]
      guard open == 0x22 || open == 0x5B else {
        let end: Int = (at..<line.count).first { line[$0] == 0x20 } ?? line.count
        fields.append(Field(text: ByteString(line.slice(at, end)), bracket: 0))
        at = end
        continue
      }
      let close: UInt8 = open == 0x22 ? 0x22 : 0x5D
      var bytes: [UInt8] = []
      at += 1
      while at < line.count, line[at] != close {
        let escapes = open == 0x22 && line[at] == 0x5C && at + 1 < line.count
        if escapes, line[at + 1] == 0x22 || line[at + 1] == 0x5C { at += 1 }
        bytes.append(line[at])
        at += 1
      }
      // Servers cut long lines; what stands in front of the cut is whole.
      guard at < line.count || fields.count >= 7 else { return nil }
      fields.append(Field(text: ByteString(bytes), bracket: open))
      at += 1
    }
    return fields
  }
}

extension Beginning {
  /// A first line of an access log.
  var isAccessLog: Bool {
    lines.first.map { ByteString(Array($0)).withView { AccessLogReader.request($0) != nil } }
      ?? false
  }
}

internal import Kernel

/// The Test Anything Protocol, versions 12 to 14: one item per test point, subtests included, and one
/// per stream or subtest (part `stream`) with its plan and what was counted.
///
/// Subtests are indented by four spaces, in front of the point they belong to or, behind `{`, after it. A
/// YAML block belongs to the point before it. Memory is that of one test point with its YAML block.
struct TAPReader: FormatReader {
  /// The longest YAML block of a test point.
  private static let blockBytes = 1 << 20

  private struct Level {
    var name = ByteString()
    var counts = TAPCounts()
  }

  /// The open streams, outermost first.
  private var levels = [Level()]
  /// What the next subtests are called, outermost first, and how deep their names stand: at their own
  /// depth or one above it, as tools differ.
  private var pending: [(depth: Int, name: ByteString)] = []
  private var subtests = 0
  /// The test point that waits for its YAML block, already an item but for that.
  private var point: TAPHeldPoint?
  private var block: TAPBlock?
  private let context = ByteBuffer(capacity: 256)

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    var skipped = 0
    while let line = try lines.next() {
      if let fault = Self.fault(of: line) {
        try output.refuse(line: line, fault)
        continue
      }
      let empty = lines.emptyLines - skipped
      skipped = lines.emptyLines
      if try continueBlock(line, empty: empty, output) { continue }
      try take(line, output)
    }
    try finish(output)
  }

  private static func fault(of line: ByteView) -> String? {
    if let byte = UTF8Sequence.firstError(in: line) { return "invalid UTF-8 (byte \(byte + 1))" }
    return line.firstIndex(of: 0) == nil ? nil : "a NUL byte, text would be right"
  }

  /// Takes a line of the YAML block of the point that waits; false where it is none.
  private mutating func continueBlock(
    _ line: ByteView, empty: Int, _ output: ObservationWriter
  ) throws(Failure) -> Bool {
    let indent = line.indentation
    let text = line.slice(indent, line.count)
    if let open = block {
      if indent == open.indent, text == "..." {
        try emitPoint(output)
        return true
      }
      // A block that never ends is over where the next thing begins.
      guard indent >= open.indent, open.text.count < Self.blockBytes else {
        try emitPoint(output)
        return false
      }
      block?.append(line, empty: empty)
      return true
    }
    guard let point, indent > point.indent, indent < point.indent + 4, text == "---" else {
      return false
    }
    block = TAPBlock(indent: indent)
    return true
  }

  private mutating func take(_ line: ByteView, _ output: ObservationWriter) throws(Failure) {
    let indent = line.indentation
    guard indent < line.count else { return }
    let text = line.slice(indent, line.count)
    let depth = indent / 4
    if text == "{", point != nil, indent == point?.indent {
      return try openBlock(output)
    }
    try emitPoint(output)
    if text == "}", depth + 1 < levels.count { return try close(to: depth, output) }
    guard indent % 4 == 0 else { return }
    let content = TAPLine(text)
    switch content {
    case .text, .comment: return
    case .subtest(let name):
      pending.removeAll { $0.depth >= depth }
      pending.append((depth, ByteString(name)))
      return
    default: break
    }
    guard depth <= levels.count || depth - levels.count < pending.count else { return }
    for name in pending.prefix(max(0, depth + 1 - levels.count)) {
      levels.append(Level(name: name.name))
    }
    if depth == levels.count { levels.append(Level()) }
    pending.removeAll()
    // Deeper streams end before a point, which they may belong to, and before a plan.
    try close(to: depth, output)
    try note(content, indent: indent, depth: depth, output)
  }

  private mutating func note(
    _ content: TAPLine, indent: Int, depth: Int, _ output: ObservationWriter
  ) throws(Failure) {
    switch content {
    case .plan(let last, let comment):
      levels[depth].counts.plan(last: last, comment: comment)
    case .bailOut(let reason): levels[depth].counts.bailOut = ByteString(reason)
    case .version(let version): levels[depth].counts.version = ByteString(version)
    case .point(let found):
      levels[depth].counts.count(found)
      point = TAPHeldPoint(
        found, indent: indent, line: output.file.lines.line,
        position: levels[depth].counts.points, subtests: subtests)
      subtests = 0
      if found.opensBlock { try openBlock(output) }
    case .pragma, .text, .comment, .subtest: break
    }
  }

  /// Opens the subtest of the point that waits.
  private mutating func openBlock(_ output: ObservationWriter) throws(Failure) {
    let name = point?.description ?? ByteString()
    point?.isBuffered = true
    try emitPoint(output)
    levels.append(Level(name: name))
  }

  /// Ends all streams deeper than `depth`.
  private mutating func close(to depth: Int, _ output: ObservationWriter) throws(Failure) {
    while levels.count > depth + 1, let level = levels.last {
      layOutContext(levels.count)
      level.counts.write(to: output.item)
      try output.emit(ByteView("stream"), context: context.view)
      levels.removeLast()
      subtests = levels.count == depth + 1 ? level.counts.points : 0
    }
  }

  private mutating func finish(_ output: ObservationWriter) throws(Failure) {
    try emitPoint(output)
    try close(to: -1, output)
  }

  private mutating func emitPoint(_ output: ObservationWriter) throws(Failure) {
    guard let held = point else { return }
    held.write(block: block, to: output.item)
    layOutContext(held.indent / 4 + 1)
    point = nil
    block = nil
    try output.emit(ByteView("test"), line: held.line, context: context.view)
  }

  /// How deep the stream is, and the names of those around and of itself.
  private func layOutContext(_ count: Int) {
    context.removeAll()
    var writer = JSONWriter(context)
    writer.beginObject()
    writer.key("depth")
    writer.number(count - 1)
    writer.key("path")
    writer.beginArray()
    for level in levels.prefix(count).dropFirst() { writer.string(level.name) }
    writer.endArray()
    writer.endObject()
  }
}

extension ByteView {
  /// How many spaces it begins with.
  fileprivate var indentation: Int {
    var indent = 0
    while indent < count, self[indent] == 0x20 { indent += 1 }
    return indent
  }
}

internal import Kernel

/// What was counted in one stream of TAP, and what its plan says.
struct TAPCounts {
  /// How many test points there were.
  private(set) var points = 0
  /// Why the run stopped, where it did.
  var bailOut: ByteString?
  var version: ByteString?

  private var failed = 0
  private var todo = 0
  private var skipped = 0
  /// Points whose number lies beyond the plan are known when the plan is.
  private var largest = 0
  private var plans: [Int] = []
  private var planComment = ByteString()

  mutating func plan(last: ByteView, comment: ByteView) {
    plans.append(Int(last.text) ?? .max)
    if !comment.isEmpty { planComment = ByteString(comment) }
  }

  mutating func count(_ point: TAPPoint) {
    points += 1
    switch point.directive {
    case .todo: todo += 1
    case .skip: skipped += 1
    case .none: if !point.isOK { failed += 1 }
    }
    largest = max(largest, point.number.flatMap { Int($0.text) } ?? points)
  }

  /// Writes the item of the stream.
  func write(to item: ByteBuffer) {
    let planned = plans.first
    var writer = JSONWriter(item)
    writer.beginObject()
    writer.member("bail_out", bailOut)
    number("extra", max(0, points - (planned ?? points)), to: &writer)
    number("failed", failed, to: &writer)
    number("largest", largest, to: &writer)
    number("missing", planned.map { max(0, $0 - points) } ?? 0, to: &writer)
    writer.member("plan_comment", planComment.bytes.isEmpty ? nil : planComment)
    if let planned, planned <= Int(NumberText.largestInteger) {
      number("planned", planned, to: &writer)
    }
    number("plans", plans.count, to: &writer)
    number("points", points, to: &writer)
    number("skipped", skipped, to: &writer)
    number("todo", todo, to: &writer)
    writer.member("version", version)
    writer.endObject()
  }

  private func number(_ key: StaticString, _ value: Int, to writer: inout JSONWriter) {
    writer.key(key)
    if value <= Int(NumberText.largestInteger) { writer.number(value) } else { writer.null() }
  }
}

/// A YAML block as it stands, and its top-level scalars.
struct TAPBlock {
  let indent: Int
  private(set) var text: [UInt8] = []

  init(indent: Int) { self.indent = indent }

  mutating func append(_ line: ByteView, empty: Int) {
    for _ in 0..<empty { text.append(0x0A) }
    text += ByteString(line.slice(min(indent, line.count), line.count)).bytes
    text.append(0x0A)
  }

  /// Keys and plain values of the outermost level, as far as they stand on one line.
  var scalars: [(key: ByteString, value: ByteString)] {
    var found: [ByteString: ByteString] = [:]
    for line in text.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: 0x3A), let first = line.first, !isSpace(first) else {
        continue
      }
      let rest = line[line.index(after: colon)...]
      guard rest.isEmpty || rest.first == 0x20 else { continue }
      let value = ByteString(Array(rest)).withView { ByteString(Self.plain($0.trimmed)) }
      // A block that follows on the next lines is no scalar.
      guard !value.bytes.isEmpty, value.bytes.first != 0x7C, value.bytes.first != 0x3E else {
        continue
      }
      found[ByteString(Array(line[..<colon])), default: value] = value
    }
    return found.map { ($0.key, $0.value) }.sorted { $0.key < $1.key }
  }

  private static func plain(_ value: ByteView) -> ByteView {
    guard value.count > 1, value[0] == 0x22 || value[0] == 0x27,
      value[value.count - 1] == value[0]
    else { return value }
    return value.slice(1, value.count - 1)
  }
}

/// A test point that is kept until it is known whether a YAML block follows.
struct TAPHeldPoint {
  let indent: Int
  let line: Int
  /// The text without its directive.
  let description: ByteString
  /// Whether its subtest follows in braces.
  var isBuffered = false

  private let isOK: Bool
  private let number: ByteString?
  private let directive: TAPPoint.Directive?
  private let directiveText: ByteString
  private let reason: ByteString
  private let position: Int
  private let subtests: Int

  init(_ point: TAPPoint, indent: Int, line: Int, position: Int, subtests: Int) {
    self.indent = indent
    self.line = line
    self.position = position
    self.subtests = subtests
    isOK = point.isOK
    description = Self.unescape(point.description)
    number = point.number.map { ByteString($0) }
    directive = point.directive
    directiveText = ByteString(point.directiveText)
    reason = Self.unescape(point.reason)
  }

  /// Without the backslashes before `#` and `\`.
  private static func unescape(_ text: ByteView) -> ByteString {
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == 0x5C, index + 1 < text.count,
        text[index + 1] == 0x23 || text[index + 1] == 0x5C
      {
        index += 1
      }
      bytes.append(text[index])
      index += 1
    }
    return ByteString(bytes)
  }

  /// Writes the item.
  func write(block: TAPBlock?, to item: ByteBuffer) {
    var writer = JSONWriter(item)
    writer.beginObject()
    writer.member("description", description)
    if let block {
      writer.key("diagnostics")
      writer.beginObject()
      for scalar in block.scalars {
        writer.key(scalar.key)
        writer.string(scalar.value)
      }
      writer.endObject()
    }
    if let directive {
      writer.key("directive")
      writer.string(ByteView(directive.name))
    }
    if !directiveText.bytes.isEmpty { writer.member("directive_text", directiveText) }
    writer.key("has_subtests")
    writer.bool(isBuffered || subtests > 0)
    writer.member("number", number)
    writer.key("ok")
    writer.bool(isOK)
    writer.key("position")
    writer.number(position)
    if !reason.bytes.isEmpty { writer.member("reason", reason) }
    writer.key("subtests")
    writer.number(subtests)
    writer.member("yaml", block.map { ByteString($0.text) })
    writer.endObject()
  }
}

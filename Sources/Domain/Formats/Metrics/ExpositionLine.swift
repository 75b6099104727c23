internal import Kernel

/// What is wrong with a line of an exposition.
struct ExpositionFault: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// The two dialects of the text exposition.
enum ExpositionDialect {
  /// Prometheus text format 0.0.4: any white space between tokens, timestamps in milliseconds.
  case prometheus
  /// OpenMetrics 1.0: single spaces, timestamps in seconds, exemplars, `# EOF`.
  case openMetrics

  /// The name in the context of samples.
  var name: StaticString {
    switch self {
    case .prometheus: "text-0.0.4"
    case .openMetrics: "openmetrics-1.0"
    }
  }
}

/// One sample of an exposition: a place in the line, numbers as they are written.
struct ExpositionLine {
  /// A label; the value is unescaped.
  struct Label {
    let name: ByteView
    let value: LabelValue
  }

  /// A label's value: mostly a part of the line.
  enum LabelValue {
    case plain(ByteView)
    case unescaped(ByteString)

    /// Calls `body` with the bytes.
    func withView<Result>(_ body: (ByteView) -> Result) -> Result {
      switch self {
      case .plain(let view): body(view)
      case .unescaped(let string): string.withView(body)
      }
    }

    var text: String { withView { $0.text } }
  }

  /// An example observation behind a sample of OpenMetrics.
  struct Exemplar {
    var labels: [Label]
    var value: ByteView
    var timestamp: ByteView?
  }

  private(set) var name = ByteView("")
  private(set) var labels: [Label] = []
  private(set) var value = ByteView("")
  private(set) var timestamp: ByteView?
  private(set) var exemplar: Exemplar?

  private let line: ByteView
  private let dialect: ExpositionDialect
  private var at = 0

  /// Reads a line.
  init(_ line: ByteView, dialect: ExpositionDialect) throws(ExpositionFault) {
    self.line = line
    self.dialect = dialect
    if dialect == .prometheus { skipSpace() }
    name = take { Self.isNameByte($0) || $0 == 0x3A }
    guard !name.isEmpty, name[0] &- 0x30 >= 10 else {
      throw ExpositionFault("no metric name, NAME{LABELS} VALUE would be right")
    }
    if dialect == .prometheus { skipSpace() }
    if peek == 0x7B { labels = try readLabels() } else if dialect == .openMetrics { try oneSpace() }
    if dialect == .openMetrics, !labels.isEmpty || line[at - 1] == 0x7D { try oneSpace() }
    try readValue()
  }

  /// The value of a label, nil where there is none.
  func label(_ name: ByteView) -> LabelValue? { labels.first { $0.name == name }?.value }

  /// The same with a literal name.
  func label(_ name: StaticString) -> LabelValue? { label(ByteView(name)) }

  /// Whether a line reads as a sample of 0.0.4, which takes in those of OpenMetrics without
  /// exemplars.
  static func isSample(_ line: ByteView) -> Bool {
    if (try? ExpositionLine(line, dialect: .prometheus)) != nil { return true }
    return (try? ExpositionLine(line, dialect: .openMetrics)) != nil
  }

  private var peek: UInt8 { at < line.count ? line[at] : 0 }

  private mutating func skipSpace() {
    while at < line.count, line[at] == 0x20 || line[at] == 0x09 { at += 1 }
  }

  private mutating func oneSpace() throws(ExpositionFault) {
    guard peek == 0x20 else {
      throw ExpositionFault("no space at byte \(at + 1), one would be right")
    }
    at += 1
  }

  private mutating func take(while fits: (UInt8) -> Bool) -> ByteView {
    let start = at
    while at < line.count, fits(line[at]) { at += 1 }
    return line.slice(start, at)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte | 0x20 &- 0x61 < 26 && byte >= 0x41 || byte &- 0x30 < 10 || byte == 0x5F
  }

  private mutating func readValue() throws(ExpositionFault) {
    if dialect == .prometheus { skipSpace() }
    value = take { $0 != 0x20 && $0 != 0x09 }
    guard ExpositionNumber.isFloat(value) else {
      throw ExpositionFault("value \"\(value.text)\", a number, NaN or +Inf would be right")
    }
    if dialect == .prometheus {
      skipSpace()
      guard at < line.count else { return }
      let time = take { $0 != 0x20 && $0 != 0x09 }
      guard ExpositionNumber.isInteger(time) else {
        throw ExpositionFault("timestamp \"\(time.text)\", whole milliseconds would be right")
      }
      timestamp = time
      skipSpace()
      guard at == line.count else { throw ExpositionFault("more behind the timestamp") }
      return
    }
    guard at < line.count else { return }
    try oneSpace()
    if peek != 0x23 {
      timestamp = try seconds()
      guard at < line.count else { return }
      try oneSpace()
    }
    try readExemplar()
  }

  private mutating func seconds() throws(ExpositionFault) -> ByteView {
    let time = take { $0 != 0x20 }
    guard ExpositionNumber.isFloat(time), ExpositionNumber.isFinite(time) else {
      throw ExpositionFault("timestamp \"\(time.text)\", seconds would be right")
    }
    return time
  }

  private mutating func readExemplar() throws(ExpositionFault) {
    guard line.slice(at, line.count).hasPrefix(ByteView("# {")) else {
      throw ExpositionFault(
        "more behind the sample, # {LABELS} VALUE of an exemplar would be right")
    }
    at += 2
    let found = try readLabels()
    let length = found.reduce(0) { $0 + $1.name.characters + $1.value.withView(\.characters) }
    guard length <= 128 else {
      throw ExpositionFault("an exemplar's labels of \(length) characters, 128 is the limit")
    }
    try oneSpace()
    let number = take { $0 != 0x20 }
    guard ExpositionNumber.isFloat(number) else {
      throw ExpositionFault("exemplar \"\(number.text)\", a number would be right")
    }
    var example = Exemplar(labels: found, value: number)
    defer { exemplar = example }
    guard at < line.count else { return }
    try oneSpace()
    example.timestamp = try seconds()
    guard at == line.count else { throw ExpositionFault("more behind the exemplar") }
  }

  private mutating func readLabels() throws(ExpositionFault) -> [Label] {
    let strict = dialect == .openMetrics
    at += 1
    var found: [Label] = []
    while true {
      if !strict { skipSpace() }
      if peek == 0x7D, found.isEmpty || !strict { break }
      let name = take(while: Self.isNameByte)
      guard !name.isEmpty, name[0] &- 0x30 >= 10 else {
        throw ExpositionFault("no label name at byte \(at + 1), NAME=\"VALUE\" would be right")
      }
      guard name != "__name__" else { throw ExpositionFault("label name __name__ is reserved") }
      guard !found.contains(where: { $0.name == name }) else {
        throw ExpositionFault("label \(name.text) is given twice")
      }
      if !strict { skipSpace() }
      guard peek == 0x3D else { throw ExpositionFault("no = behind label \(name.text)") }
      at += 1
      if !strict { skipSpace() }
      found.append(Label(name: name, value: try readQuoted()))
      if !strict { skipSpace() }
      if peek == 0x7D { break }
      guard peek == 0x2C else {
        throw ExpositionFault("no , or } behind the value of label \(name.text)")
      }
      at += 1
    }
    at += 1
    return found
  }

  private mutating func readQuoted() throws(ExpositionFault) -> LabelValue {
    guard peek == 0x22 else {
      throw ExpositionFault("no \" at byte \(at + 1), a value in double quotes would be right")
    }
    let start = at + 1
    var escapes = false
    at = start
    while at < line.count, line[at] != 0x22 {
      if line[at] == 0x5C {
        escapes = true
        at += 1
      }
      at += 1
    }
    guard at < line.count else { throw ExpositionFault("a label's value is not closed") }
    let text = line.slice(start, at)
    at += 1
    guard escapes else { return .plain(text) }
    return .unescaped(try ExpositionText.unescape(text, dialect, quotes: true))
  }
}

extension ByteView {
  /// How many characters of UTF-8 there are.
  fileprivate var characters: Int {
    var found = 0
    for index in 0..<count where start[index] & 0xC0 != 0x80 { found += 1 }
    return found
  }

  /// Whether the bytes are not those of a literal.
  static func != (left: ByteView, right: StaticString) -> Bool { !(left == right) }
}

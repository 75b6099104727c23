/// A strict reader of JSON texts that builds nothing: it finds the first error and its place.
///
/// The slow twin of `JSONParser`: simdjson says that a text is wrong, not where. RFC 8259 with the
/// refusals of RFC 7493; tests hold both equal over the JSON test suite.
public struct JSONScanner {
  private let text: ByteView
  private let exactIntegers: Bool
  private var at = 0
  private var keys: [Set<ByteString>] = []

  private init(_ text: ByteView, exactIntegers: Bool) {
    self.text = text
    self.exactIntegers = exactIntegers
  }

  /// The first error of a text, or nil when it is one JSON value and nothing else.
  public static func firstError(in text: ByteView, exactIntegers: Bool = false) -> JSONError? {
    var scanner = JSONScanner(text, exactIntegers: exactIntegers)
    do {
      try scanner.document()
      return nil
    } catch {
      return error
    }
  }

  private enum Container { case object, array }

  private mutating func document() throws(JSONError) {
    var open: [Container] = []
    skipSpace()
    while true {
      // A value is due.
      switch peek {
      case 0x7B:
        at += 1
        open.append(.object)
        keys.append([])
        try checkDepth(open.count)
        skipSpace()
        if peek == 0x7D { break }
        try key()
        continue
      case 0x5B:
        at += 1
        open.append(.array)
        try checkDepth(open.count)
        skipSpace()
        if peek == 0x5D { break }
        continue
      default:
        try scalar()
        skipSpace()
      }
      // A value has ended, or an empty container is about to.
      close: while let container = open.last {
        switch (container, peek) {
        case (.object, 0x7D), (.array, 0x5D):
          at += 1
          open.removeLast()
          if container == .object { keys.removeLast() }
          skipSpace()
        case (.object, 0x2C):
          at += 1
          skipSpace()
          try key()
          break close
        case (.array, 0x2C):
          at += 1
          skipSpace()
          break close
        default:
          throw fault(container == .object ? "expected , or }" : "expected , or ]")
        }
      }
      if open.isEmpty { break }
    }
    if at < text.count { throw fault("text after the end of the value") }
  }

  private var peek: UInt8 { at < text.count ? text[at] : 0 }

  private mutating func skipSpace() {
    while at < text.count, isSpace(text[at]) { at += 1 }
  }

  private func fault(_ detail: String) -> JSONError {
    guard at < text.count else { return JSONError(.syntax("text ends too early"), offset: at) }
    return JSONError(.syntax(detail), offset: at)
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    if depth > JSONParser.depthLimit {
      throw JSONError(.tooDeep(limit: JSONParser.depthLimit), offset: at - 1)
    }
  }

  private mutating func key() throws(JSONError) {
    let start = at
    guard peek == 0x22 else { throw fault("expected a key in double quotes") }
    let key = try string()
    if !keys[keys.count - 1].insert(key).inserted {
      throw JSONError(.duplicateKey(key.description), offset: start)
    }
    skipSpace()
    guard peek == 0x3A else { throw fault("expected : after the key") }
    at += 1
    skipSpace()
  }

  private mutating func scalar() throws(JSONError) {
    switch peek {
    case 0x22: _ = try string()
    case 0x74: try word("true")
    case 0x66: try word("false")
    case 0x6E: try word("null")
    case 0x2D, 0x30...0x39: try number()
    default: throw fault("expected a value")
    }
  }

  private mutating func word(_ literal: StaticString) throws(JSONError) {
    let expected = ByteView(literal)
    guard text.slice(at, text.count).hasPrefix(expected) else { throw fault("expected a value") }
    at += expected.count
  }

  private mutating func digits() throws(JSONError) {
    guard peek &- 0x30 < 10 else { throw fault("expected a digit") }
    while peek &- 0x30 < 10 { at += 1 }
  }

  private mutating func number() throws(JSONError) {
    let start = at
    if peek == 0x2D { at += 1 }
    if peek == 0x30 {
      at += 1
      if peek &- 0x30 < 10 { throw fault("a number may not begin with 0") }
    } else {
      try digits()
    }
    var whole = true
    if peek == 0x2E {
      whole = false
      at += 1
      try digits()
    }
    if peek | 0x20 == 0x65 {
      whole = false
      at += 1
      if peek == 0x2B || peek == 0x2D { at += 1 }
      try digits()
    }
    let digits = text.slice(start, at).text
    guard let value = Double(digits), value.isFinite else {
      throw JSONError(.numberOutOfRange, offset: start)
    }
    if whole {
      if exactIntegers, abs(value) > NumberText.largestInteger {
        throw JSONError(.integerTooLarge, offset: start)
      }
      // simdjson reads whole numbers of 64 bits and refuses longer ones.
      if UInt64(digits) == nil, Int64(digits) == nil {
        throw JSONError(.numberOutOfRange, offset: start)
      }
    }
  }

  private mutating func string() throws(JSONError) -> ByteString {
    at += 1
    var bytes: [UInt8] = []
    while at < text.count {
      let byte = text[at]
      switch byte {
      case 0x22:
        at += 1
        return ByteString(bytes)
      case 0x5C:
        try escape(into: &bytes)
      case 0..<0x20:
        throw fault("control character in a string, \\u00\(byte < 16 ? "0" : "1")… would be right")
      case 0..<0x80:
        bytes.append(byte)
        at += 1
      default:
        let length = UTF8Sequence.length(of: text.slice(at, text.count))
        guard length > 0 else { throw JSONError(.invalidUTF8, offset: at) }
        for index in at..<at + length { bytes.append(text[index]) }
        at += length
      }
    }
    throw fault("")
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
    let start = at
    at += 1
    guard at < text.count else { throw fault("") }
    let letter = text[at]
    at += 1
    switch letter {
    case 0x22, 0x5C, 0x2F: bytes.append(letter)
    case 0x62: bytes.append(0x08)
    case 0x66: bytes.append(0x0C)
    case 0x6E: bytes.append(0x0A)
    case 0x72: bytes.append(0x0D)
    case 0x74: bytes.append(0x09)
    case 0x75:
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        guard at + 1 < text.count, text[at] == 0x5C, text[at + 1] == 0x75 else {
          throw JSONError(.loneSurrogate, offset: start)
        }
        at += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else {
          throw JSONError(.loneSurrogate, offset: start)
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw JSONError(.loneSurrogate, offset: start)
      }
      bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    default:
      at = start
      throw fault("unknown escape")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let byte = peek
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46, 0x61...0x66: digit = (byte | 0x20) - 0x57
      default: throw fault("expected four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      at += 1
    }
    return code
  }
}

/// Well-formed UTF-8 (Unicode 15, table 3-7).
public enum UTF8Sequence {
  /// How many bytes the character at the start of `view` has, or 0 when they are not UTF-8.
  public static func length(of view: ByteView) -> Int {
    guard !view.isEmpty else { return 0 }
    func continues(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index < view.count && range.contains(view[index])
    }
    switch view[0] {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
    case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }

  /// The offset of the first byte that is not UTF-8, or nil.
  public static func firstError(in view: ByteView) -> Int? {
    var index = 0
    while index < view.count {
      if view[index] < 0x80 {
        index += 1
        continue
      }
      let length = length(of: view.slice(index, view.count))
      guard length > 0 else { return index }
      index += length
    }
    return nil
  }
}

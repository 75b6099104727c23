internal import CSimdjson
internal import Glibc

/// A strict JSON parser over simdjson's DOM.
///
/// Refuses what RFC 7493 (I-JSON) warns of: duplicate keys, lone surrogates, invalid UTF-8, and
/// with `.exact` integers beyond 2^53-1. Cost: about 1 ns a byte.
public final class JSONParser {
  /// What to do with integers that a double cannot tell from their neighbours.
  public enum Integers: Sendable {
    /// Refuse them: the rule of records.
    case exact
    /// Let them pass; `JSONValue.numberText` has them unharmed: for texts of others.
    case asWritten
  }

  /// How deep arrays and objects may nest.
  public static let depthLimit = 512

  /// Where the first integer beyond ±(2^53-1) of the last text stands; with `.asWritten` only.
  public private(set) var largeIntegerOffset: Int?

  private let parser: OpaquePointer
  private let integers: Integers
  private let table: UnsafeMutablePointer<UInt32>
  private var stamp: UInt32 = 0

  /// A parser; reuse it, its memory grows to the largest text seen.
  public init(integers: Integers = .exact) {
    guard let created = csimdjson_create(JSONParser.depthLimit) else {
      fatalError("out of memory")
    }
    parser = created
    table = .allocate(capacity: 1024)
    table.initialize(repeating: 0, count: 1024)
    self.integers = integers
  }

  deinit {
    csimdjson_destroy(parser)
    table.deallocate()
  }

  /// Bytes that must be readable behind every text given to `parse`.
  public static let padding = Int(csimdjson_padding)

  /// Parses one text; the value is valid until the next call and as long as the text's bytes.
  ///
  /// `JSONParser.padding` bytes behind the text must be readable; what they hold does not matter.
  public func parse(_ text: ByteView) throws(JSONError) -> JSONValue {
    var document = csimdjson_document()
    let code = csimdjson_parse(parser, text.start, text.count, &document)
    guard code == 0, let tape = document.tape, let strings = document.strings,
      let structurals = document.structurals
    else {
      throw JSONScanner.firstError(in: text) ?? JSONError(.numberOutOfRange, offset: 0)
    }
    var check = TapeCheck(
      tape: tape, strings: strings, text: text, structurals: structurals,
      structuralCount: Int(document.structural_count), exactIntegers: integers == .exact,
      table: table, stamp: stamp)
    defer { stamp = check.stamp }
    try check.run()
    largeIntegerOffset = check.largeInteger
    return JSONValue(tape: tape, strings: strings, text: text.start, index: 1)
  }

  /// Parses copied bytes and keeps nothing of the parser: for small texts such as settings.
  public static func tree(
    _ string: ByteString, integers: Integers = .exact
  ) throws(JSONError) -> JSON {
    let parser = JSONParser(integers: integers)
    let buffer = ByteBuffer(capacity: string.bytes.count + JSONParser.padding)
    buffer.append(string)
    return JSON(try parser.parse(buffer.view))
  }
}

/// One walk over a fresh tape: refuses what records may not hold, and writes each number's place
/// in the text into the unused bits of its tape word.
struct TapeCheck {
  let tape: UnsafeMutablePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let text: ByteView
  let structurals: UnsafePointer<UInt32>
  let structuralCount: Int
  let exactIntegers: Bool
  /// Which object of which text marked a place last; 1,024 places.
  let table: UnsafeMutablePointer<UInt32>
  var stamp: UInt32
  var structural = 0
  var largeInteger: Int?

  mutating func run() throws(JSONError) {
    let end = Int(tape[0] & JSONValue.payloadMask)
    var index = 1
    while index < end - 1 {
      let word = tape[index]
      switch UInt8(truncatingIfNeeded: word >> 56) {
      case 0x7B:  // {
        stamp &+= 1
        try checkKeys(objectAt: index, stamp: stamp)
        index += 1
      case 0x6C:  // l, a signed 64-bit integer
        let offset = nextNumber()
        if Int64(bitPattern: tape[index + 1]).magnitude > 9_007_199_254_740_991 {
          try noteLargeInteger(at: offset)
        }
        tape[index] = word | UInt64(offset)
        index += 2
      case 0x75:  // u, an integer beyond the signed range
        let offset = nextNumber()
        try noteLargeInteger(at: offset)
        tape[index] = word | UInt64(offset)
        index += 2
      case 0x64:  // d, a double
        tape[index] = word | UInt64(nextNumber())
        index += 2
      default:
        index += 1
      }
    }
  }

  private mutating func noteLargeInteger(at offset: Int) throws(JSONError) {
    if exactIntegers { throw JSONError(.integerTooLarge, offset: offset) }
    if largeInteger == nil { largeInteger = offset }
  }

  /// The n-th number of the tape is the n-th structural place that begins with `-` or a digit.
  private mutating func nextNumber() -> Int {
    while structural < structuralCount {
      let offset = Int(structurals[structural])
      structural += 1
      let byte = text[offset]
      if byte == 0x2D || byte &- 0x30 < 10 { return offset }
    }
    preconditionFailure("more numbers on the tape than in the text")
  }

  /// Each key marks one place of a table; only when two mark the same are keys compared.
  @inline(__always)
  private func checkKeys(objectAt open: Int, stamp: UInt32) throws(JSONError) {
    let end = Int(tape[open] & 0xFFFF_FFFF) - 1
    var index = open + 1
    while index < end {
      let key = key(at: index)
      // simdjson's string memory is padded, so eight bytes can always be loaded.
      var word = UnsafeRawPointer(key.start).loadUnaligned(as: UInt64.self)
      if key.count < 8 { word &= (1 << UInt64(8 * key.count)) &- 1 }
      let last = key.count > 0 ? UInt64(key[key.count - 1]) : 0
      let mixed = (word ^ last << 32 ^ UInt64(key.count) << 56) &* 0x9E37_79B9_7F4A_7C15
      let place = Int(mixed >> 54)
      if table[place] == stamp { return try compareKeys(objectAt: open, end: end) }
      table[place] = stamp
      index = JSONValue.next(tape, index + 1)
    }
  }

  @inline(never)
  private func compareKeys(objectAt open: Int, end: Int) throws(JSONError) {
    var keys: [ByteView] = []
    var index = open + 1
    while index < end {
      keys.append(key(at: index))
      index = JSONValue.next(tape, index + 1)
    }
    if keys.count <= 16 {
      for later in 1..<keys.count {
        for earlier in 0..<later where keys[earlier] == keys[later] {
          throw duplicate(keys[later])
        }
      }
    } else {
      keys.sort(by: ordered)
      for later in 1..<keys.count where keys[later - 1] == keys[later] {
        throw duplicate(keys[later])
      }
    }
  }

  private func ordered(_ left: ByteView, _ right: ByteView) -> Bool {
    let order = memcmp(left.start, right.start, min(left.count, right.count))
    return order < 0 || (order == 0 && left.count < right.count)
  }

  /// The scanner knows the place of the second of two equal keys.
  private func duplicate(_ key: ByteView) -> JSONError {
    JSONScanner.firstError(in: text) ?? JSONError(.duplicateKey(key.text), offset: 0)
  }

  @inline(__always)
  private func key(at index: Int) -> ByteView {
    JSONValue.string(strings, tape[index] & JSONValue.payloadMask)
  }
}

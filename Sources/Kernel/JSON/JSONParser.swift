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
    guard let created = csimdjson_create(JSONParser.depthLimit) else { Memory.exhausted() }
    parser = created
    let places = TapeCheck.tables * TapeCheck.tableSize
    table = .allocate(capacity: places)
    table.initialize(repeating: 0, count: places)
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
      if code == Int32(csimdjson_out_of_memory) { Memory.exhausted() }
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

internal import CExpat
internal import Glibc
internal import Kernel

/// What happens while an XML document is read. Names and texts are valid during the call; a failure
/// of the data gets its line from the reader.
protocol XMLHandler: AnyObject {
  /// A start tag; attributes come in pairs of name and value, ended by nil.
  func start(_ name: ByteView, _ attributes: XMLAttributes) throws(Failure)
  /// An end tag.
  func end(_ name: ByteView) throws(Failure)
  /// Character data, in pieces of any length.
  func text(_ text: ByteView) throws(Failure)
}

/// The attributes of a start tag, as expat hands them over.
struct XMLAttributes: Sequence, IteratorProtocol {
  private var place: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(_ first: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { place = first }

  mutating func next() -> (name: ByteView, value: ByteView)? {
    guard let here = place, let name = here[0], let value = here[1] else { return nil }
    place = here + 2
    return (ByteView(cString: name), ByteView(cString: value))
  }
}

/// Reads one XML document by expat, in constant memory but for the longest tag.
///
/// Document type declarations are refused, and with them entities; a format whose tools write one may
/// let a declaration pass that only names its DTD. Nothing external is ever read. Namespace prefixes
/// stay as they are written.
final class XMLReader {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private let file: ForeignFile
  private var failure: Failure?
  private var depth = 0
  private let allowsDTDName: Bool

  init(
    _ file: ForeignFile, handler: any XMLHandler, allowsDTDName: Bool
  ) throws(Failure) {
    self.allowsDTDName = allowsDTDName
    guard let created = XMLMemory.makeParser() else { throw .software("out of memory") }
    parser = created
    self.file = file
    self.handler = handler
    setUp()
  }

  deinit { XML_ParserFree(parser) }

  private func setUp() {
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let reader = XMLReader.of(user), let name else { return }
        reader.start(ByteView(cString: name), XMLAttributes(attributes))
      },
      { user, name in
        guard let reader = XMLReader.of(user), let name else { return }
        reader.end(ByteView(cString: name))
      })
    XML_SetCharacterDataHandler(parser) { user, text, length in
      guard let reader = XMLReader.of(user), let text, length > 0 else { return }
      let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      reader.text(ByteView(start, count: Int(length)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, hasInternalSubset in
      guard let reader = XMLReader.of(user) else { return }
      if !reader.allowsDTDName {
        reader.refuse("a document type declaration, a document without one would be right")
      } else if hasInternalSubset != 0 {
        reader.refuse("declarations inside the document type, its name alone would be right")
      }
    }
    // With a DTD that nobody reads expat would drop the text of entities without a word.
    XML_SetSkippedEntityHandler(parser) { user, _, _ in
      XMLReader.of(user)?.refuse("an entity that only the DTD knows, its text would be right")
    }
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> XMLReader? {
    user.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(_ name: ByteView, _ attributes: XMLAttributes) {
    guard failure == nil else { return }
    depth += 1
    guard depth <= FormatLimit.elementDepth else {
      return refuse("elements nested deeper than \(FormatLimit.elementDepth) levels")
    }
    attempt { () throws(Failure) in try handler.start(name, attributes) }
  }

  private func end(_ name: ByteView) {
    guard failure == nil else { return }
    depth -= 1
    attempt { () throws(Failure) in try handler.end(name) }
  }

  private func text(_ text: ByteView) {
    guard failure == nil else { return }
    attempt { () throws(Failure) in try handler.text(text) }
  }

  /// No error may pass through expat: it is kept, and parsing stops.
  private func attempt(_ body: () throws(Failure) -> Void) {
    do throws(Failure) {
      try body()
    } catch {
      failure = error
      // Handlers know what is wrong, the line is known here.
      if case .data(let found, let reason) = error, found.line == 0 {
        failure = .data(place, reason)
      }
      XML_StopParser(parser, 0)
    }
  }

  private func refuse(_ reason: String) {
    failure = .data(place, "\(reason) (column \(column))")
    XML_StopParser(parser, 0)
  }

  /// The line that is being read.
  var place: Place { Place(file.name, line: Int(XML_GetCurrentLineNumber(parser))) }

  private var column: Int { Int(XML_GetCurrentColumnNumber(parser)) + 1 }

  /// Reads the document to its end.
  func run() throws(Failure) {
    // What expat would have to hold and scan anew with each chunk: an unfinished tag.
    var fed = 0
    while let chunk = try file.lines.nextChunk() {
      fed += chunk.count
      try parse(chunk, isFinal: false)
      if fed - Int(XML_GetCurrentByteIndex(parser)) > FormatLimit.tagBytes + chunk.count {
        throw .data(place, "a tag longer than \(FormatLimit.tagBytes) bytes, the limit of a tag")
      }
    }
    try parse(ByteView(""), isFinal: true)
  }

  private func parse(_ chunk: ByteView, isFinal: Bool) throws(Failure) {
    let status = chunk.start.withMemoryRebound(to: CChar.self, capacity: chunk.count) {
      XML_Parse(parser, $0, Int32(chunk.count), isFinal ? 1 : 0)
    }
    if let failure { throw failure }
    guard status == XML_STATUS_ERROR else { return }
    throw .data(place, "\(Self.sentence(XML_GetErrorCode(parser))) (column \(column))")
  }

  private static func sentence(_ code: XML_Error) -> String {
    let words = XML_ErrorString(code).map { String(cString: $0) } ?? "not well-formed"
    return switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION,
      XML_ERROR_PARTIAL_CHAR:
      "the document ends too early, its end tag would be right"
    case XML_ERROR_NO_MEMORY:
      "names and tags of more than \(XMLMemory.limit) bytes, the limit of what is held of them"
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
      "more after the end of the document, one document in a file would be right"
    default: "no well-formed XML: \(words)"
    }
  }
}

extension ByteView {
  /// The bytes of a C string.
  init(cString: UnsafePointer<CChar>) {
    self.init(
      UnsafeRawPointer(cString).assumingMemoryBound(to: UInt8.self), count: strlen(cString))
  }
}

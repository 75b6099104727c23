/// The attributes of one record: CloudEvents 1.0.2 in its JSON format, as narrowed by the project
/// (flat scalar attributes, time in UTC).
public struct Record {
  /// The line without its end; valid until the next one is read.
  public let bytes: ByteView
  /// The parsed line; valid until the next one is read.
  public let root: JSONValue
  /// The number of the line in its input, from 1.
  private let line: Int
  /// Kept by the reader; not counted, since a record is copied often and never outlives it.
  private let input: Unmanaged<InputName>
  /// `type`, such as `sluice.metric.v1`; empty for a line that is no record.
  public var type = ByteView("")
  /// `id`
  public var id = ByteView("")
  /// `source`
  public var source = ByteView("")
  /// `time`, RFC 3339 in UTC, when there is one.
  public var time: ByteView?
  /// `data`, when there is any.
  public var data: JSONValue?

  /// Whether the line has no CloudEvents envelope: somebody else's JSON.
  public var isForeign: Bool { type.isEmpty }

  /// Where the line stands.
  public var place: Place { Place(input._withUnsafeGuaranteedRef { $0.text }, line: line) }

  /// The major version of every kind of record that this release reads and writes.
  public static let major = 1

  /// Whether it is a record of the project in another major version, whose fields may mean something
  /// else.
  var isOfOtherMajor: Bool {
    type.hasPrefix(ByteView("sluice.")) && !type.hasSuffix(ByteView(".v1"))
  }

  /// A top-level attribute that is a string.
  public func attribute(_ name: StaticString) -> ByteView? { root[name]?.string }

  /// `input` must live as long as the record.
  init(bytes: ByteView, root: JSONValue, input: InputName, line: Int) {
    self.bytes = bytes
    self.root = root
    self.input = .passUnretained(input)
    self.line = line
  }

  /// A record that was put aside after it had been read; valid as long as the line's bytes and until
  /// the parser's next text.
  public init(storing line: ByteView, _ parser: JSONParser) throws(Failure) {
    let root: JSONValue
    do { root = try parser.parse(line) } catch { throw .software("staged line: \(error.message)") }
    self.init(bytes: line, root: root, input: InputName.staged, line: 0)
    if let fault = readEnvelope() { throw .software("staged line: \(fault)") }
  }

  /// What is wrong with the attributes of a record that a filter has made, nil when nothing is.
  public static func fault(in root: JSONValue) -> String? {
    var record = Record(bytes: ByteView(""), root: root, input: InputName.staged, line: 0)
    return record.readEnvelope()
  }

  /// Reads the attributes and returns what is wrong with them, or nil.
  mutating func readEnvelope() -> String? {
    var version: ByteView?
    for (name, value) in root.members {
      if name == "data" {
        data = value
        continue
      }
      if name == "data_base64" { continue }
      guard Record.isAttributeName(name) else {
        return "attribute name \"\(name.text)\", 1 to 20 of a-z and 0-9 would be right"
      }
      switch value.kind {
      case .object, .array, .null:
        return "attribute \"\(name.text)\" is no scalar; structure belongs into data"
      case .bool, .number: continue
      case .string: break
      }
      guard let text = value.string else { continue }
      if name == "specversion" {
        version = text
      } else if name == "type" {
        type = text
      } else if name == "id" {
        id = text
      } else if name == "source" {
        source = text
      } else if name == "time" {
        time = text
      }
    }
    guard let version, version == "1.0" else {
      return "specversion is \(version?.text ?? "missing"), \"1.0\" would be right"
    }
    if type.isEmpty { return "no type" }
    if id.isEmpty { return "no id" }
    if source.isEmpty { return "no source" }
    if let time, Instant(time) == nil {
      return "time \"\(time.text)\", RFC 3339 in UTC with Z would be right"
    }
    return nil
  }

  /// Whether an attribute may have this name: CloudEvents 1.0.2 section 3.1, and its advice on
  /// length.
  public static func isAttributeName(_ name: ByteView) -> Bool {
    guard (1...20).contains(name.count) else { return false }
    for index in 0..<name.count {
      let byte = name[index]
      guard byte &- 0x61 < 26 || byte &- 0x30 < 10 else { return false }
    }
    return true
  }
}

/// The name of an input as records carry it.
final class InputName: Sendable {
  /// For records that were put aside.
  static let staged = InputName("staged line")

  let text: String

  init(_ text: String) { self.text = text }
}

public import Kernel
public import Records

/// Which values of a record join it to others.
public struct KeyRule: Sendable {
  /// One key: where its value stands, and among which values it is looked for.
  struct Key: Sendable {
    /// Values join only within one name space: a parent's id in `data` may be another's `taskid`.
    let space: ByteString
    let path: RecordPath
  }

  /// The rule's name, for messages.
  public let name: ByteString
  let selection: Selection?
  let keys: [Key]

  /// Attributes of all records.
  public init(attributes: [ByteString]) {
    name = "attributes"
    selection = nil
    keys = attributes.map { Key(space: $0, path: RecordPath($0)) }
  }

  /// Reads `{"rule":NAME,"select":SELECTION,"keys":[KEY,…]}`, without `select` for all records. A KEY
  /// is an attribute's name, a JSON Pointer from the top of the record, or `{"at":KEY,"as":NAME}`
  /// to join with another attribute's values, such as a parent's id. An array's elements are keys
  /// each. The text of what is wrong is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    guard let name = value["rule"]?.string, let list = value["keys"]?.array, !list.isEmpty else {
      throw SelectionError(message: "a rule has \"rule\", a name, and \"keys\", a list")
    }
    self.name = name
    selection = try value["select"].map { select throws(SelectionError) in try Selection(select) }
    var keys: [Key] = []
    for key in list {
      guard let place = (key["at"] ?? key).string, !place.bytes.isEmpty else {
        throw SelectionError(
          message: "a key is a name, a pointer, or {\"at\":…,\"as\":…} with one of them")
      }
      keys.append(
        Key(
          space: key["as"]?.string ?? place,
          path: RecordPath(place)))
    }
    self.keys = keys
  }
}

/// What a value must be to join records.
enum JoiningValue {
  /// The part of a value that joins; nil for one that says nothing: empty, or all zeros, as tools
  /// write a commit or a digest that is not there.
  static func joining(_ space: ByteView, _ value: ByteView) -> ByteView? {
    var part = value
    // W3C Trace Context section 3.2: of a traceparent only the trace id joins, not the span's.
    if value.count == 55, space == "traceparent" { part = value.slice(3, 35) }
    return part.isEmpty || isAllZeros(part) ? nil : part
  }

  /// Whether all digits are zeros, behind the name of a digest if there is one. From seven digits
  /// on, the shortest that git writes: a run may well be called 0.
  private static func isAllZeros(_ value: ByteView) -> Bool {
    guard value[value.count - 1] == 0x30 else { return false }
    let first = value.firstIndex(of: 0x3A).map { $0 + 1 } ?? 0
    guard value.count - first >= 7 else { return false }
    for index in first..<value.count where value[index] != 0x30 { return false }
    return true
  }
}
